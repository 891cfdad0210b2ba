"""SIGKILL before each commit of a journey, one after the other. Takes many minutes: `make faults`."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults.orders import Orders, Point
from tests.faults.patience import PatientWay
from tests.faults.steps import STEPS, Step
from tests.faults.test_kills import walk
from tests.faults.whole import comes_to_rest, what_is_wrong, what_the_console_finds


@pytest.fixture
def wanted(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--every-commit", default=False):
        pytest.skip("asked for with --every-commit")


def walked(way: PatientWay, orders: Orders, step: Step, point: Point | None) -> str:
    """A step to where everything rests, so that what its workers commit is not taken for the next step's."""
    said = walk(way, orders, step, point)
    return said if comes_to_rest(orders.folder.parent) else f"{step.name}: something never came to rest"


def commits_of(way: PatientWay, orders: Orders) -> dict[str, Counter[str]]:
    """Walk once with nobody dying: by step, how often who commits."""
    found: dict[str, Counter[str]] = {}
    for step in STEPS:
        before = len(orders.passed())
        assert walked(way, orders, step, None) == ""
        found[step.name] = Counter(line.rpartition(":")[0] for line in orders.passed()[before:] if line.endswith(":before-commit"))
        found[step.name]["ticker"] = min(found[step.name]["ticker"], 1)          # its lease is prolonged at any time
    return found


def points_of(journeys: list[dict[str, Counter[str]]]) -> dict[str, list[Point]]:
    """The commits that every journey makes. The first use of a token, or a claim prolonged on a slow machine, is of one journey only."""
    return {step.name: [Point(role, "before-commit", count) for role in journeys[0][step.name]
                        for count in range(1, min(one[step.name][role] for one in journeys) + 1)] for step in STEPS}


@pytest.mark.slow
def test_before_each_commit_somebody_dies_once_and_every_journey_comes_to_its_end(wanted, orders, stack, settled):
    points = points_of([commits_of(PatientWay(stack, settled[1]), orders) for _ in range(3)])
    missed: list[str] = []
    for turn in range(max(len(found) for found in points.values())):
        way = PatientWay(stack, settled[1])
        for step in STEPS:
            point = points[step.name][turn] if turn < len(points[step.name]) else None
            missed += filter(None, [walked(way, orders, step, point)])
        assert what_is_wrong(stack.data, way.id) == [], turn
    assert missed == [] and sum(map(len, points.values())) >= 3 * len(STEPS) // 2
    assert what_the_console_finds(stack) == []
