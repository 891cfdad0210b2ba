"""One flow over a small diagram, in a word for each thing that is done with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.clock import Calendar, later
from engine.flow import Flow, compile_files
from engine.flow.walking import Target

DAYS = Calendar(ZoneInfo("Asia/Shanghai"))
BEGIN = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)


class Walk:
    """A flow and its clock. Everything is found by element id, the oldest first."""

    def __init__(self, files: dict[str, bytes], process: str = "p", *, reload: bool = False, cuts: bool = True, **given: Any) -> None:
        self.files, self.now, self.reloads, self.cuts = files, BEGIN, reload, cuts
        self.specs = compile_files(files)
        self.flow = Flow.start(self.specs, process, given, self.now, DAYS, cuts=cuts)
        self.flow.run()

    def reload(self) -> None:
        self.flow = Flow.load(self.specs, self.flow.save(), self.now, DAYS, cuts=self.cuts)

    @property
    def open(self) -> list[str]:
        return sorted(token.element for token in self.flow.tokens() if token.kind in ("user", "job"))

    def token(self, element: str, nth: int = 0) -> Any:
        return [token for token in self.flow.tokens() if token.element == element][nth]

    def act(self, act: Callable[[Flow], Any]) -> Any:
        if self.reloads:
            self.reload()
        return act(self.flow)

    def complete(self, *elements: str, nth: int = 0, **result: Any) -> Walk:
        for element in elements:
            token = self.token(element, nth)
            given = {"outcome": "approve", **result} if token.kind == "user" else result
            self.act(lambda flow, token=token, given=given: flow.complete(token.id, given))
        return self

    def facts(self, **facts: Any) -> Walk:
        self.act(lambda flow: (flow.put_facts(facts), flow.run()))
        return self

    def advance(self, duration: str) -> Walk:
        """Let time pass; what is due fires one after the other, each at its time."""
        until = later(self.now, duration, DAYS)
        while due := sorted((t for t in self.flow.tokens() if t.kind == "timer" and t.due_at <= until), key=lambda t: (t.due_at, t.id)):
            self.now = max(self.now, due[0].due_at)
            self.act(lambda flow, first=due[0]: flow.fire(first.id, self.now))
        self.now = until
        self.reload()
        return self

    def targets(self, element: str) -> dict[str, Target]:
        return {target.element: target for target in self.flow.targets(self.token(element).id)}

    def returned(self, element: str, to: str, **data: Any) -> Walk:
        token = self.token(element)
        self.act(lambda flow: (flow.return_to(to, data, token.id), flow.run()))
        return self

    def variables(self, element: str, nth: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = self.flow.variables(self.token(element, nth).id)
        return found


@pytest.fixture(params=[False, True], ids=["straight", "reloaded"])
def walk(request: pytest.FixtureRequest) -> Callable[..., Walk]:
    """Begins a walk; each test runs straight, and once more with the state stored and loaded between all steps."""
    return lambda *args, **given: Walk(*args, reload=request.param, **given)
