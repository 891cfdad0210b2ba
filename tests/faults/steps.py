"""The journey's steps on a real stack, each with the processes that have something to write in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.orders import Point
from tests.faults.patience import PatientWay

WEB = (Point("web", "before-commit"), Point("web", "after-commit"))
RINGS = (Point("web", "before-ring"),)
DOCUMENTS = tuple(Point("worker documents", point, count) for point in ("before-commit", "after-commit") for count in (1, 2, 3))
SHORT = tuple(Point("worker short", point, count) for point in ("before-commit", "after-commit") for count in (1, 2, 3))
TICKER = (Point("ticker", "before-commit"), Point("ticker", "after-commit"))


@dataclass(frozen=True)
class Step:
    """One act of one person, where the contract then stands, and the points at which somebody may die meanwhile."""

    name: str
    act: Callable[[PatientWay], object]
    stage: str
    points: tuple[Point, ...]
    status: str = "running"


def _decide(user: str, element: str) -> Callable[[PatientWay], object]:
    return lambda way: way.decided(user, element)


def _settle(number: int) -> Callable[[PatientWay], object]:
    def act(way: PatientWay) -> None:
        way.early(number)
        way.settled(way.typed["plan"][number - 1], way.day(0))

    return act


STEPS = (
    Step("begin", lambda way: way.begun(), "draft", WEB + TICKER),
    Step("save", lambda way: way.saved(), "draft", WEB),
    Step("attach", lambda way: way.attached(), "draft", WEB),
    Step("submit", lambda way: way.submitted(), "review", WEB + RINGS + DOCUMENTS + TICKER),
    Step("return", lambda way: way.returned("zhang", "department-head"), "draft", WEB + TICKER),
    Step("submit again", lambda way: way.submitted(late_rate="8"), "review", WEB + RINGS + DOCUMENTS),
    Step("department head", _decide("zhang", "department-head"), "review", WEB + TICKER),
    Step("legal", _decide("li", "legal-review"), "review", WEB),
    Step("finance", _decide("wang", "finance-review"), "sign", WEB + TICKER),
    Step("seal", lambda way: way.sealed(), "sign", WEB + RINGS + DOCUMENTS),
    Step("countersign", lambda way: way.countersigned(way.day(0)), "perform", WEB + RINGS + SHORT),
    Step("first payment", _settle(1), "perform", WEB + TICKER),
    Step("second payment", _settle(2), "perform", WEB),
    Step("last payment", _settle(3), "archive", WEB + RINGS + (Point("worker short", "before-commit"), Point("worker short", "after-commit"))),
    Step("file", lambda way: way.filed(), "archive", WEB + RINGS + DOCUMENTS, "archived"),
)
