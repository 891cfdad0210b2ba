"""SIGKILL of web, workers and ticker in mid-journey: the journey goes on, nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import random

import pytest

from tests.faults.orders import Orders, Point
from tests.faults.patience import PatientWay
from tests.faults.steps import STEPS, Step
from tests.faults.whole import comes_to_rest, what_is_wrong, what_the_console_finds

POINTS = 12


def seed() -> int:
    """Another one each time, printed when a test fails; CHOSEN_FAULTS repeats one."""
    return int(os.environ.get("CHOSEN_FAULTS") or random.SystemRandom().randrange(1_000_000))


def chosen(number: int) -> dict[str, Point]:
    """For twelve of the steps the point at which somebody dies."""
    luck = random.Random(number)
    steps = sorted(luck.sample(range(len(STEPS)), POINTS))
    return {STEPS[place].name: luck.choice(STEPS[place].points) for place in steps}


def walk(way: PatientWay, orders: Orders, step: Step, point: Point | None) -> str:
    """Do a step while somebody dies; what went wrong, in a sentence."""
    if point is not None:
        orders.give(point)
    step.act(way)
    if point is not None and not orders.was_struck():
        return f"{step.name}: nobody came to the point {point}"
    return "" if way.stands_at(step.stage, step.status) else f"{step.name}: it stands at {way.stands()}"


@pytest.mark.slow
def test_a_journey_with_twelve_kills_comes_to_its_end(way, orders, stack):
    number = seed()
    points = chosen(number)
    print(f"CHOSEN_FAULTS={number}: " + "; ".join(f"{name}: {point}" for name, point in points.items()))
    wrong = [said for step in STEPS if (said := walk(way, orders, step, points.get(step.name)))]
    assert wrong == []
    assert comes_to_rest(stack.data)                 # the last letter may wait for the ticker's round
    assert what_is_wrong(stack.data, way.id) == []
    assert what_the_console_finds(stack) == []
