"""SIGKILL before each commit of a journey, one after the other. Takes many minutes: `make faults`."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults.orders import Orders, Point
from tests.faults.patience import PatientWay
from tests.faults.steps import STEPS
from tests.faults.test_kills import walk
from tests.faults.whole import what_is_wrong, what_the_console_finds


@pytest.fixture
def wanted(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--every-commit", default=False):
        pytest.skip("asked for with --every-commit")


def commits_of(way: PatientWay, orders: Orders) -> dict[str, Counter[str]]:
    """Walk once with nobody dying: by step, how often who commits."""
    found: dict[str, Counter[str]] = {}
    for step in STEPS:
        before = len(orders.passed())
        assert walk(way, orders, step, None) == ""
        found[step.name] = Counter(line.rpartition(":")[0] for line in orders.passed()[before:] if line.endswith(":before-commit"))
        found[step.name]["ticker"] = min(found[step.name]["ticker"], 1)          # its lease is prolonged at any time
    return found


def points_of(walked: list[dict[str, Counter[str]]]) -> dict[str, list[Point]]:
    """The commits that every journey makes. The first use of a token, or a claim prolonged on a slow machine, is of one journey only."""
    return {step.name: [Point(role, "before-commit", count) for role in walked[0][step.name]
                        for count in range(1, min(one[step.name][role] for one in walked) + 1)] for step in STEPS}


@pytest.mark.slow
def test_before_each_commit_somebody_dies_once_and_every_journey_comes_to_its_end(wanted, way, orders, stack, settled):
    points = points_of([commits_of(PatientWay(stack, settled[1]), orders) for _ in range(3)])
    missed: list[str] = []
    for turn in range(max(len(found) for found in points.values())):
        way = PatientWay(stack, settled[1])
        for step in STEPS:
            point = points[step.name][turn] if turn < len(points[step.name]) else None
            missed += filter(None, [walk(way, orders, step, point)])
        assert what_is_wrong(stack.data, way.id) == [], turn
    assert missed == [] and sum(map(len, points.values())) >= 3 * len(STEPS) // 2
    assert what_the_console_finds(stack) == []
