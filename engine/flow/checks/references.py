"""Processes and tables that the files name: missing ones, and calls that go round in a circle."""

from __future__ import annotations

from engine.flow.checks.near import meant
from engine.flow.reading.edition import Reading


def check_references(reading: Reading) -> None:
    """Whatever is called or asked must be in the edition, and no process may call itself."""
    for call in reading.calls:
        if call.name not in {*reading.processes, *reading.known}:
            near = meant(call.name, reading.processes)
            call.file.error(call.element, f"The called process {call.name!r} is missing in this edition.{near}")
    for asked in reading.decisions:
        if asked.name not in {*reading.tables, *reading.known} and "{" not in asked.name:
            asked.file.error(asked.element, f"The decision {asked.name!r} is missing in this edition.{meant(asked.name, reading.tables)}")
    _check_circles(reading)


def _check_circles(reading: Reading) -> None:
    seen: set[frozenset[str]] = set()
    for call in reading.calls:
        way = _way(reading, call.name, call.process)
        if way and frozenset(way) not in seen:
            seen.add(frozenset(way))
            call.file.error(call.element, f"The call cycle {' → '.join([call.process, *way])} never ends. Draw a loop instead.")


def _way(reading: Reading, start: str, goal: str) -> list[str]:
    """The shortest way of calls from one process to another, both included; empty for none."""
    ways = [[start]]
    reached = {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for called in reading.processes[way[-1]].calls if way[-1] in reading.processes else ():
            if called not in reached:
                reached.add(called)
                ways.append([*way, called])
    return []
