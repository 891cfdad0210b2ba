"""Runs one process test: opens its world, takes step after step, looks at the end. Each may be done in another interpreter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import orjson

from engine import history
from engine.errors import Refusal
from engine.flow.refusals import DiagramRefused
from engine.scenarios import looking
from engine.scenarios.found import NotSo, listed, same
from engine.scenarios.reading import Scenario
from engine.scenarios.starting import open_world
from engine.scenarios.steps import take
from engine.scenarios.world import Saved, World

Covered = frozenset[tuple[str, str]]            # (process, element or flow)


@dataclass(frozen=True)
class Failure:
    """Where a process test stopped: the line of its file, the step, what was expected (empty: that it goes on) and found."""

    line: int
    step: str
    found: str
    expected: str = ""


@dataclass(frozen=True)
class Ran:
    """One process test that was run; `history` are the entries of all its instances, without what differs between two runs."""

    scenario: Scenario
    failure: Failure | None
    covered: Covered
    history: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Did everything go as it says?"""
        return self.failure is None


def run_scenario(scenario: Scenario) -> Ran:
    """Run it from its start to its end in this interpreter. Raises BadScenario for files that can't be read."""
    files = scenario.contents()
    world: World | None = None

    def opened() -> World:
        nonlocal world
        world = world or World(scenario, files)
        return world

    failure = next((failed for part in parts_of(scenario) if (failed := attempt(scenario, part, opened))), None)
    if world is None:
        return Ran(scenario, failure, frozenset())
    ran = Ran(scenario, failure, covered_in(world), history_of(world))
    world.house.store.close()
    return ran


def parts_of(scenario: Scenario) -> range:
    """What is done one after the other: 0 opens, then the steps by number, then the end is looked at."""
    return range(len(scenario.steps) + 2)


def attempt(scenario: Scenario, part: int, opened: Callable[[], World]) -> Failure | None:
    """Do one part in the world that `opened` gives; what went wrong, if anything did."""
    try:
        _do(scenario, part, opened())
    except NotSo as wrong:
        return Failure(*place_of(scenario, part), wrong.found, wrong.expected)
    except Refusal as refused:
        return Failure(*place_of(scenario, part), refusal_in_words(refused))
    return None


def covered_in(world: World) -> Covered:
    """What tokens have passed."""
    return frozenset((process, name) for process, name in world.told.covered)


def history_of(world: World) -> tuple[str, ...]:
    """The history of all instances, one after the other."""
    with world.reading() as desk:
        chains = [history.entries(desk, str(one.id)) for one in looking.instances(desk)]
        return tuple(orjson.dumps([entry.at, entry.actor, entry.act, entry.element, entry.facts], option=orjson.OPT_SORT_KEYS).decode()
                     for chain in chains for entry in chain)


def resume(scenario: Scenario, saved: Saved | None) -> Callable[[], World]:
    """The world as it was saved, or a new one, with diagrams that are read anew."""
    return lambda: World(scenario, scenario.contents(), saved)


def refusal_in_words(refused: Refusal) -> str:
    """A refusal with its facts, in a line; of a diagram every finding."""
    if isinstance(refused, DiagramRefused):
        return "; ".join([refused.title, *refused.facts["findings"]])
    facts = ", ".join(f"{name}: {value}" for name, value in refused.facts.items() if value not in (None, ""))
    return f"{refused.title} ({facts})" if facts else refused.title


def _do(scenario: Scenario, part: int, world: World) -> None:
    mark = len(world.told.ended)
    if part == 0:
        open_world(world)
    elif part <= len(scenario.steps):
        take(world, scenario.steps[part - 1])
    else:
        _look_at_end(world)
    world.told.ended[mark:] = sorted(world.told.ended[mark:])


def place_of(scenario: Scenario, part: int) -> tuple[int, str]:
    """The line of a part, and what it does."""
    if part == 0:
        return 1, "start"
    if part <= len(scenario.steps):
        step = scenario.steps[part - 1]
        return step.line, str(step)
    return scenario.line, "the end"


def _look_at_end(world: World) -> None:
    scenario = world.scenario
    with world.reading() as desk:
        tasks = looking.open_tasks(desk)
        running = [one for one in looking.instances(desk, world.root) if one.status == "running"]
    if scenario.end is not None:
        _require_end(world, scenario.end, tasks, is_over=not running)
    if scenario.open is not None:
        same(scenario.open, tasks, "open are")
        if not running:
            raise NotSo("the process has ended", f"it waits, open are {listed(scenario.open)}")
    if scenario.passed is not None and list(scenario.passed) != world.told.passed:
        raise NotSo(f"passed are [{', '.join(world.told.passed)}]", f"[{', '.join(scenario.passed)}]")


def _require_end(world: World, end: tuple[str, ...], tasks: list[str], *, is_over: bool) -> None:
    expected = f"the process ends at [{', '.join(end)}]"
    if not is_over:
        raise NotSo(f"it has not ended; open are {listed(tasks)}", expected)
    if list(end) != world.told.ended:
        raise NotSo(f"it ended at [{', '.join(world.told.ended)}]", expected)
