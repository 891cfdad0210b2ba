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


def commits_of(way: PatientWay, orders: Orders) -> dict[str, list[Point]]:
    """Walk once with nobody dying, and note by step who commits how often."""
    found: dict[str, list[Point]] = {}
    for step in STEPS:
        before = len(orders.passed())
        assert walk(way, orders, step, None) == ""
        commits = Counter(line.rpartition(":")[0] for line in orders.passed()[before:] if line.endswith(":before-commit"))
        commits["ticker"] = min(commits["ticker"], 1)          # its lease is prolonged at any time
        found[step.name] = [Point(role, "before-commit", count) for role, most in commits.items() for count in range(1, most + 1)]
    return found


@pytest.mark.slow
def test_before_each_commit_somebody_dies_once_and_every_journey_comes_to_its_end(wanted, way, orders, stack, settled):
    points = commits_of(way, orders)
    missed: list[str] = []
    for turn in range(max(len(found) for found in points.values())):
        way = PatientWay(stack, settled[1])
        for step in STEPS:
            point = points[step.name][turn] if turn < len(points[step.name]) else None
            missed += filter(None, [walk(way, orders, step, point)])
        assert what_is_wrong(stack.data, way.id) == [], turn
    assert what_the_console_finds(stack) == []
    print(f"{sum(map(len, points.values()))} commits; not come to again: {missed}")
    assert [said for said in missed if "nobody came" not in said] == []
