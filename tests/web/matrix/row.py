"""One row of the matrix: a route, what its address names, and who gets which answer. Who sees the thing is said once, by the world."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.datastructures import Headers

from tests.contracts.docx import docx_of
from tests.contracts.paper_files import pdf_with
from tests.web.matrix.who import COLUMNS, EVERYBODY, NOBODY
from tests.web.matrix.world import Thing, World

People = frozenset[str]
ANYTHING = range(200, 400)


@dataclass(frozen=True)
class Row:
    """`may` (all who see the thing, unless said) get `says`; who sees it and may not, `seen`; who does not see it, `hidden`.

    `is_open`: for everybody, signed in or not. `args`, `query`: what else the address needs. `json`, `form`, `file`: what is sent.
    """

    endpoint: str
    method: str
    about: str
    may: People | None = None
    says: int | None = None
    seen: int = 403
    hidden: int = 404
    is_open: bool = False
    args: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    json: Any = None
    form: dict[str, Any] | None = None
    file: str = ""

    @property
    def name(self) -> str:
        return " ".join((self.method, self.endpoint, self.about, *(f"{name}={value}" for name, value in {**self.args, **self.query}.items())))

    def path(self, app: Flask, thing: Thing) -> str:
        given = {**thing.address, **self.args}
        rule = next(one for one in app.url_map.iter_rules(self.endpoint) if self.method in (one.methods or ()) and one.arguments <= set(given))
        built: str = app.url_map.bind("localhost").build(rule.endpoint, {**{name: given[name] for name in rule.arguments}, **self.query})
        return built

    def sent(self) -> dict[str, Any]:
        """A fresh body: a file is read once."""
        if self.file:
            return {"data": {**(self.form or {}), "file": (io.BytesIO(_content(self.file)), self.file)}}
        return {"data": self.form} if self.form is not None else {} if self.json is None else {"json": self.json}

    def expected(self, login: str, thing: Thing) -> range | int | str:
        if self.is_open:
            return self.says or ANYTHING
        if login == NOBODY:
            return "sign in"
        if login in (thing.seen_by if self.may is None else self.may):
            return self.says or ANYTHING
        return self.seen if login in thing.seen_by else self.hidden

    def asked_by(self, world: World) -> list[str]:
        """Everybody; on the second database the first of all who are to get one answer and see the same."""
        everybody, thing = [NOBODY, *COLUMNS], world.things[self.about]
        if world.house.store.is_sqlite:
            return everybody
        kinds = {(str(self.expected(login, thing)), tuple(world.marks_hidden_from(login, but=self.about))): login for login in reversed(everybody)}
        return list(kinds.values())

    def answers(self, world: World, login: str) -> Any:
        return world.ask(login, self.method, self.path(world.app, world.things[self.about]), **self.sent())


def legible(answer: Any) -> bytes:
    """What one reads in it: of a workbook or another zip what is packed in it, but for when it was made."""
    body: bytes = answer.get_data()
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist() if not name.startswith("docProps"))


def fits(status: int, headers: Headers, expected: range | int | str) -> bool:
    if expected == "sign in":
        return status == 401 or (status == 303 and headers.get("Location", "").startswith("/login"))
    return status in expected if isinstance(expected, range) else status == expected


def rows(method: str, endpoint: str, *abouts: str, **more: Any) -> tuple[Row, ...]:
    """One row a thing; without one the house itself, which everybody sees: who may not is told so."""
    return tuple(Row(endpoint, method, about, **more) for about in abouts or ("house",))


def get(endpoint: str, *abouts: str, **more: Any) -> tuple[Row, ...]:
    return rows("GET", endpoint, *abouts, **more)


def post(endpoint: str, *abouts: str, **more: Any) -> tuple[Row, ...]:
    return rows("POST", endpoint, *abouts, **more)


def put(endpoint: str, *abouts: str, **more: Any) -> tuple[Row, ...]:
    return rows("PUT", endpoint, *abouts, **more)


def delete(endpoint: str, *abouts: str, **more: Any) -> tuple[Row, ...]:
    return rows("DELETE", endpoint, *abouts, **more)


def but(*logins: str) -> People:
    """Everybody but these."""
    return EVERYBODY - set(logins)


def these(*logins: str) -> People:
    return frozenset(logins)


def _content(name: str) -> bytes:
    return {"docx": lambda: docx_of("地点：{{ venue }}"), "pdf": lambda: pdf_with("字")}.get(name.rpartition(".")[2], lambda: b"text")()


def flat(*groups: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for group in groups for row in group)
