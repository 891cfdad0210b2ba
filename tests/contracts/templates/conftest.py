"""A house with a library, two lawyers in it, and short templates to upload."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from contracts.templates.publishing import publish_version, submit_version
from contracts.templates.stocking import stock_library
from contracts.templates.uploading import Examined, Uploaded, add_template, add_version, examine
from engine.desk import SYSTEM, Actor, Desk, House, at_desk, reading_at
from tests.contracts.docx import docx_of

TITLE = {"zh": "培训服务合同", "en": "Training contract"}
USE = {"zh": "委托他人培训员工。", "en": "Others train our people."}
GOOD = ("培训服务合同", "甲方：{{ party_a.name }}", "培训地点：{{ venue }}", "{%p for line in topics %}", "{{ line }}", "{%p endfor %}",
        "价款{{ amount }}元。")


@dataclass
class Library:
    """The house as its lawyers use it: `li` and `lin` keep the library, `chen` drafts, `zheng` publishes processes."""

    house: House

    def actor(self, login: str) -> Actor:
        return Actor(login, frozenset({"li": {"legal"}, "lin": {"legal"}, "zheng": {"admin", "process-admin"}, "xu": {"auditor"}}.get(login, ())))

    def does(self, login: str, act: Callable[..., Any], *given: Any, **more: Any) -> Any:
        with at_desk(self.house, self.actor(login)) as desk:
            return act(desk, *given, **more)

    def reads(self, login: str, act: Callable[..., Any], *given: Any, **more: Any) -> Any:
        with reading_at(self.house, self.actor(login)) as desk:
            return act(desk, *given, **more)

    def examined(self, *paragraphs: str, login: str = "li", docx: bytes | None = None, **more: Any) -> Examined:
        return self.reads(login, examine, "service", "培训.docx", docx or docx_of(*(paragraphs or GOOD)), **more)

    def uploaded(self, *paragraphs: str, login: str = "li", to: str = "") -> Uploaded:
        examined = self.examined(*paragraphs, login=login)
        return self.does(login, add_version, to, examined) if to else self.does(login, add_template, examined, TITLE, USE)

    def published(self, *paragraphs: str, by: str = "lin", to: str = "") -> Uploaded:
        made = self.uploaded(*paragraphs, to=to)
        self.does("li", submit_version, made.template, made.number, "请审阅")
        self.does(by, publish_version, made.template, made.number)
        return made


@pytest.fixture
def library(chancery_house: House) -> Library:
    """The library of a house that has started once."""
    with at_desk(chancery_house, SYSTEM) as desk:
        stock_library(desk)
    return Library(chancery_house)


def versions(desk: Desk, key: str) -> list[tuple[int, str]]:
    """The numbers and states of a template's versions, oldest first."""
    from contracts.templates.shelf import book

    return [(one.number, one.state) for one in reversed(book(desk, key).versions)]
