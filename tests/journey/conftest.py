"""The whole house behind its API, with a token for each of the demo people; time, jobs and letters are the test's."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from contracts.people.tokens import issue_token
from engine.desk import House, at_desk
from tests.hands import work_off
from tests.journey.way import Ask, Said, Way, multipart
from tests.one_app import app_over
from tests.people import DEPARTMENTS, actor
from tests.quick_pdf import QuickPdf


@pytest.fixture
def tokens(chancery_house: House) -> dict[str, str]:
    """A token for each of the twelve."""
    found = {}
    for user in DEPARTMENTS:
        with at_desk(chancery_house, actor(user)) as desk:
            found[user] = issue_token(desk, "journey", 366).token
    return found


@pytest.fixture
def app(chancery_house: House) -> Flask:
    """Pages and API of this test's house."""
    return app_over(chancery_house)


@pytest.fixture
def ask(app: Flask, tokens: dict[str, str]) -> Ask:
    """One request of one person, with a client of its own."""

    def asked(user: str, method: str, path: str, body: Any = None, file: tuple[str, bytes] | None = None, *, key: str = "") -> Said:
        sent: dict[str, Any] = {"data": multipart(body, file)} if file else {"json": body} if body is not None else {}
        headers = {"Authorization": f"Bearer {tokens[user]}"} | ({"Idempotency-Key": key} if key else {})
        answer = app.test_client().open(path, method=method, headers=headers, **sent)
        return Said(answer.status_code, answer.get_json() if answer.is_json else answer.get_data(), dict(answer.headers))

    return asked


@pytest.fixture
def way(ask: Ask, chancery_house: House) -> Way:
    """A contract that is not begun yet; documents are made by LibreOffice."""
    return Way(ask, lambda: work_off(chancery_house))


@pytest.fixture
def quick_way(way: Way, chancery_house: House) -> Way:
    """The same with a quick converter, for what is not about documents."""
    chancery_house.parts["converter"] = QuickPdf()
    return way
