"""People who do not give up: a request without an answer is sent again under its key; what is not there yet is looked for again."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from typing import Any

from tests.faults.stack import Stack
from tests.journey.way import Said, Way
from tests.told_clock import ZONE

SECONDS = 90.0
UNANSWERED = (0, 502, 503, 504)


class Patient:
    """An `Ask` over a stack of processes that die and come again."""

    def __init__(self, stack: Stack, tokens: dict[str, str]) -> None:
        self.stack, self.tokens = stack, tokens
        self.keys = (f"key-{number}" for number in itertools.count(1))
        self.repeated = 0

    def __call__(self, user: str, method: str, path: str, body: Any = None, file: tuple[str, bytes] | None = None, *, key: str = "") -> Said:
        key = key or (f"{id(self)}-{next(self.keys)}" if method == "POST" else "")
        end = time.monotonic() + SECONDS
        while True:
            answer = self.stack.call(method, path, body, self.tokens[user], key, file)
            if answer.status not in UNANSWERED or time.monotonic() > end:
                return Said(answer.status, answer.body, answer.headers)
            self.repeated += 1
            time.sleep(0.2)


class PatientWay(Way):
    """A way whose workers are real: what is asked next comes when they have done their part."""

    def __init__(self, stack: Stack, tokens: dict[str, str]) -> None:
        days = {"starts_on": 14, "ends_on": 200}
        super().__init__(Patient(stack, tokens), lambda: None, **{name: self.day(days[name]) for name in days})
        self.typed["plan"] = [{**row, "due_on": self.day(60 + 60 * number)} for number, row in enumerate(self.typed["plan"])]

    def day(self, later: int) -> str:
        """So many days from today, at the house's place."""
        return (dt.datetime.now(ZONE).date() + dt.timedelta(days=later)).isoformat()

    def item(self, user: str, element: str, row: str | None = None) -> str:
        end = time.monotonic() + SECONDS
        while True:
            try:
                return super().item(user, element, row)
            except AssertionError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def saved(self, user: str = "chen", **changed: Any) -> Any:
        """A PUT is repeated by its effect: a draft that was saved without an answer has another version and the same values."""
        said = self.done(user, "GET", f"/contracts/{self.id}/draft")
        values = {**said["values"], **self.typed, **changed}
        answer = self.ask(user, "PUT", f"/api/v1/contracts/{self.id}/draft", {"version": said["version"], "values": values})
        if answer.status == 409:
            return self.done(user, "GET", f"/contracts/{self.id}/draft")
        assert answer.status == 200, answer
        return answer.body

    def early(self, number: int) -> None:
        """Brought up before its time; that it lives may take the letters a moment."""
        end = time.monotonic() + SECONDS
        while self.ask("chen", "POST", f"/api/v1/contracts/{self.id}/obligations/{number}/early").status != 204:
            if self.row(number)["state"] in ("open", "overdue") or time.monotonic() > end:
                break                                       # it was brought up, and the answer was lost
            time.sleep(0.2)

    def row(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.read("/performance")["rows"][number - 1]
        return found

    def stands_at(self, stage: str, status: str = "running") -> bool:
        """Waits until it does."""
        end = time.monotonic() + SECONDS
        while self.stands()[:2] != (stage, status):
            if time.monotonic() > end:
                return False
            time.sleep(0.2)
        return True
