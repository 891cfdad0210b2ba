"""What starts an instance in a process test: the test itself, a message, a signal that somebody throws, a start timer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from engine import messages, outbox
from engine.clock import BadTime, later
from engine.flow import times
from engine.instances import start_instance
from engine.scenarios.found import NotSo, listed
from engine.scenarios.world import KEY, SUBJECT, World

MOST_SIGNALS = 1_000


def open_world(world: World) -> None:
    """Start the process, or wait for what starts it where it has no plain start event. Raises NotSo, Refusal."""
    if world.root not in world.specs.processes:
        raise NotSo(f"there is no process {world.root}; there are {listed(list(world.specs.processes))}")
    process = world.specs.processes[world.root]
    if any(start.kind == "plain" for start in process.starts) or not process.starts:
        begin(world, world.root, None, {})
        hear(world)
        return
    for start in process.starts:
        if start.kind == "timer" and start.value:
            due = _due(world, start.value)
            world.told.timers.append([world.root, start.element, due.at.isoformat(), due.left, due.every])


def _due(world: World, text: str) -> times.Due:
    try:
        return times.due("cycle" if text.startswith("R") else "date", text, world.now, world.days)
    except BadTime as wrong:
        raise NotSo(f"the start timer can't be read: {wrong.facts['why']}") from wrong


def begin(world: World, process: str, start: str | None, data: Mapping[str, Any]) -> None:
    """Start an instance at its plain start event, or at the one named; the root process with what is given."""
    given = {**(world.scenario.given if process == world.root else {}), **data}
    world.do(start_instance, KEY, subject=SUBJECT, subject_id="1", initiator=world.scenario.initiator, data=given, process=process,
             start=start)


def starts_on(world: World, kind: str, name: str) -> list[tuple[str, str]]:
    """The processes, with their start events, that begin with this message or signal."""
    return [(process.id, start.element) for process in world.specs.processes.values() for start in process.starts
            if start.kind == kind and start.value == name]


def hear(world: World) -> None:
    """Bring what was thrown to the other instances, and signals to the processes that they start, until nobody throws any more."""
    for _ in range(MOST_SIGNALS):
        with world.reading() as desk:
            letters = outbox.undelivered(desk, MOST_SIGNALS)
        if not letters and not world.told.thrown:
            return
        for letter in letters:
            world.do(messages.deliver_letter, letter)
        for process, start in starts_on(world, "signal", world.told.thrown.pop(0)) if world.told.thrown else ():
            begin(world, process, start, {})


def start_due(world: World) -> None:
    """Start what its start timer is due for; a cycle counts from its last turn."""
    waiting, world.told.timers = world.told.timers, []
    for process, element, due, left, every in waiting:
        if dt.datetime.fromisoformat(due) > world.now:
            world.told.timers.append([process, element, due, left, every])
            continue
        begin(world, process, element, {})
        if left > 1 and every:
            again = later(dt.datetime.fromisoformat(due), every, world.days)
            world.told.timers.append([process, element, again.isoformat(), left - 1, every])
