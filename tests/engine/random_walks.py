"""A walk through a diagram that a seed decides: people complete and return, workers settle, time passes, messages come."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engine.flow import Flow, Specs
from tests.engine.flow.conftest import BEGIN, DAYS

LONGEST = 60
Between = Callable[[Flow, dt.datetime], Flow]          # what is done with a flow between two steps


@dataclass
class Walk:
    """One walk; `seen` is its history: what waited, what was passed, where one could have returned, what was known."""

    specs: Specs
    seed: int
    cuts: bool
    between: Between
    now: dt.datetime = BEGIN
    seen: list[Any] = field(default_factory=list)
    first: dict[str, dict[str, Any]] = field(default_factory=dict)      # of each person's step, the data of its first visit
    acts: set[str] = field(default_factory=set)
    largest: int = 0

    def go(self) -> Walk:
        """From the start until the end, or until the seed has had enough of it."""
        self.random = random.Random(self.seed)
        self.flow = Flow.start(self.specs, "p", {"v": self.random.randint(0, 9), "people": ["li", "wang", "zhao"][: self.random.randint(0, 3)]},
                               self.now, DAYS, cuts=self.cuts)
        self.flow.run()
        self.look("start")
        for _ in range(LONGEST):
            if self.flow.is_ended:
                break
            self.flow = self.between(self.flow, self.now)
            self.look(self.act())
        return self

    def act(self) -> str:
        """One thing that happens."""
        waiting = self.flow.tokens()
        people = [token for token in waiting if token.kind == "user"]
        if people and self.random.random() < 0.15:
            token = self.random.choice(people)
            reachable = [target.element for target in self.flow.targets(token.id) if target.reachable]
            if reachable:
                return self.go_back(token, self.random.choice(reachable))
        return self.go_on(self.random.choice(waiting))

    def go_back(self, token: Any, element: str) -> str:
        self.acts.add("return")
        self.flow.return_to(element, self.first[element], token.id)
        self.flow.run()
        return f"{token.element} returned to {element}"

    def go_on(self, token: Any) -> str:
        self.acts.add(token.kind)
        value = {"v": self.random.randint(0, 9)}
        if token.kind == "user":
            self.flow.put(token.id, value)
            self.flow.complete(token.id, {"outcome": self.random.choice(["approve", "refuse"]), "by": ["li"], "at": self.now.isoformat()})
        elif token.kind == "job":
            self.flow.complete(token.id, value)
        elif token.kind == "timer":
            token = min((one for one in self.flow.tokens() if one.kind == "timer"), key=lambda one: (one.due_at, one.id))
            self.now = max(self.now, token.due_at)
            self.flow.fire(token.id, self.now)
        else:
            self.flow.message(token.message, value)
        return f"{token.kind} {token.element}"

    def look(self, done: str) -> None:
        """Write down all that its owner can see."""
        waiting = self.flow.tokens()
        for token in waiting:
            if token.kind == "user":
                self.first.setdefault(token.element, self.flow.variables(token.id))
        people = [token for token in waiting if token.kind == "user"]
        self.seen.append((done, waiting, self.flow.passed, self.flow.ended, self.flow.is_ended,
                          [self.flow.variables(token.id) for token in waiting], [self.flow.targets(token.id) for token in people]))
        self.largest = max(self.largest, len(self.flow.save()))
