"""What a person waits for: a decision on a contract over the API, with everything joined, documents made by a quick stand-in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from bench.measuring import Measured
from contracts.people.tokens import issue_token
from engine.desk import at_desk
from engine.store import Store
from tests.hands import work_off
from tests.journey.way import API, Said, Way, multipart
from tests.people import DEPARTMENTS, actor
from tests.quick_pdf import QuickPdf
from tests.told_clock import ToldClock
from tests.whole_house import whole_house
from web.app import create_app

REVIEWERS = (("zhang", "department-head"), ("li", "legal-review"), ("wang", "finance-review"))


def decisions_over_http(store: Store, rounds: int) -> Measured:
    """Approvals of so many contracts by head, legal and finance: request to answer, the commit within."""
    measured = Measured()
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        house = whole_house(store, ToldClock(), Path(folder) / "data")
        house.parts["converter"] = QuickPdf()
        app, tokens = create_app(house), {}
        for user in DEPARTMENTS:
            with at_desk(house, actor(user)) as desk:
                tokens[user] = issue_token(desk, "bench", 366).token

        def ask(user: str, method: str, path: str, body: Any = None, file: tuple[str, bytes] | None = None, *, key: str = "") -> Said:
            sent: dict[str, Any] = {"data": multipart(body, file)} if file else {"json": body} if body is not None else {}
            answer = app.test_client().open(path, method=method, headers={"Authorization": f"Bearer {tokens[user]}"}, **sent)
            return Said(answer.status_code, answer.get_json() if answer.is_json else answer.get_data(), dict(answer.headers))

        for number in range(rounds + 1):
            way = Way(ask, lambda: work_off(house)).submitted()
            for user, element in REVIEWERS:
                path, body = way.decision(user, element)
                with (measured if number else Measured()).once():           # the first one warms
                    said = ask(user, "POST", API + path, body)
                assert said.status == 201, said.body
    return measured
