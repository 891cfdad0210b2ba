"""The house that the matrix asks: contracts of chen at each stage, and what else belongs to somebody. Filled once, never changed."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from flask import Flask

from contracts import notices
from contracts.people.sessions import open_session
from contracts.people.substitutes import set_stand_in
from contracts.projects.lines import LineWish, add_line
from contracts.projects.members import set_members
from contracts.projects.projects import ProjectWish, add_project, turn_project
from contracts.records import Notice
from contracts.templates.stocking import stock_library
from engine.desk import SYSTEM, Actor, House, at_desk, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.docx import docx_of
from tests.contracts.importing.spreadsheet import row, workbook
from tests.contracts.paper_files import pdf_with
from tests.hands import work_off
from tests.people import actor
from tests.quick_pdf import QuickPdf
from tests.web.matrix import who
from web.app import create_app
from web.asking.secret import bound

PROJECT, INVOICE, SECRET = "P2026-77", "26117700000000000077", "密字七号"
AMOUNTS = {"drafted": "717171.00", "reviewed": "727272.00", "performed": "737373.00", "archived": "747474.00"}


@dataclass(frozen=True)
class Thing:
    """Something that is somebody's: how its address is filled, who sees it, and by what one would know it."""

    address: dict[str, Any]
    seen_by: frozenset[str]
    marks: tuple[str, ...] = ()


@dataclass
class World:
    app: Flask
    things: dict[str, Thing] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def house(self) -> House:
        found: House = self.app.extensions["chancery"]
        return found

    def ask(self, login: str, method: str, path: str, **body: Any) -> Any:
        """One request of one person, with the token of their pages; of nobody, for an empty login."""
        kept = f"{'chancery' if login else 'chancery-visit'}={self.secrets[login]}"
        headers = {"X-CSRF-Token": self._token(login), "Cookie": kept}
        return self.app.test_client(use_cookies=False).open(path, method=method, buffered=True, headers=headers, **body)

    def did(self, login: str, method: str, path: str, **body: Any) -> Any:
        answer = self.ask(login, method, path, **body)
        assert answer.status_code < 400, f"{login} {method} {path}: {answer.status_code} {answer.get_data(as_text=True)[:600]}"
        return answer.get_json() if answer.is_json else answer

    def marks_hidden_from(self, login: str, *, but: str) -> list[str]:
        """What this person must never read: by what one would know the things that they do not see. What they ask for they know the id of."""
        known = {str(value) for value in self.things[but].address.values()}
        return [mark for thing in self.things.values() if login not in thing.seen_by for mark in thing.marks if mark not in known]

    def enter(self, login: str) -> None:
        """Open a session of this person; a visitor's is none."""
        with at_desk(self.house, SYSTEM) as desk:
            self.secrets[login] = open_session(desk, login) if login else "a-visit"

    def _token(self, login: str) -> str:
        return bound(self.app.config["CHANCERY_KEY"], "csrf", self.secrets[login])


def filled(house: House) -> World:
    """Everything that rows are about."""
    house.parts["converter"] = QuickPdf()
    who.add_people(house)
    with at_desk(house, SYSTEM) as desk:
        stock_library(desk)
    world = World(create_app(house), {"house": Thing({}, who.EVERYBODY)})
    for login in ("", *who.COLUMNS):
        world.enter(login)
    _put_project(world)
    _put_contracts(world)
    _put_belongings(world)
    work_off(house)
    return world


def _put_project(world: World) -> None:
    with at_desk(world.house, actor(who.MANAGER)) as desk:
        add_project(desk, PROJECT, ProjectWish(f"{SECRET}泵站", "ENG", who.LEADER))
    with at_desk(world.house, Actor(who.LEADER)) as desk:
        add_line(desk, PROJECT, LineWish("01", "设备款", Decimal("8181818.00")))
        set_members(desk, PROJECT, {who.MEMBER: "材料"})
        turn_project(desk, PROJECT, "running")
    seen = {who.LEADER, who.MEMBER, who.PROCESS_ADMIN, *who.SEE_ALL}
    world.things["project"] = Thing({"code": PROJECT, "number": 1}, frozenset(seen), ("8,181,818", "8181818"))


def _put_contracts(world: World) -> None:
    always = who.SEE_ALL | {who.OWNER}
    asked = always | {who.STAND_IN}
    drafted, reviewed, performed, archived = (_travelling(world.house, name) for name in AMOUNTS)
    _saved(world, drafted)
    reviewed.submitted()
    performed.approved().sealed().countersigned()
    archived.approved().filed()
    _invoiced(world, performed)
    settle = performed.settle_item(1)
    for name, contract, seen in (("drafted", drafted, always), ("reviewed", reviewed, asked),
                                 ("performed", performed, always | {who.KEEPER, who.LAWYER, who.LEADER, who.MEMBER}),
                                 ("archived", archived, always | {who.KEEPER, who.LAWYER})):
        world.things[name] = _thing(world, name, contract, seen)
    named = world.things["performed"].seen_by | world.things["project"].seen_by | {who.COLLEAGUE}        # whose company it is of may draft for it
    world.things["the project's name"] = Thing({}, named, (f"{SECRET}泵站",))
    world.things["payment"] = Thing({"item": str(settle)}, world.things["performed"].seen_by)


def _travelling(house: House, name: str) -> Travelling:
    booked = {"project": PROJECT, "budget_line": "1"} if name == "performed" else {}
    amount = AMOUNTS[name]
    return Travelling(house, (("款", amount, "2026-12-15"),), title=f"{SECRET}{name}", amount=amount, **booked)


def _saved(world: World, drafted: Travelling) -> None:
    base = f"/api/v1/contracts/{drafted.id}"
    draft = world.did(who.OWNER, "GET", f"{base}/draft")
    world.did(who.OWNER, "PUT", f"{base}/draft", json={"version": draft["version"], "values": {**draft["values"], **drafted.typed}})
    world.did(who.OWNER, "POST", f"{base}/papers", data={"file": (io.BytesIO(pdf_with("报价")), f"{SECRET}报价.pdf")})


def _invoiced(world: World, performed: Travelling) -> None:
    form = {"number": INVOICE, "gross": "76767.00", "tax": "600", "issued_on": "2026-03-02", "kind": "special"}
    world.did(who.FINANCE, "POST", f"/api/v1/contracts/{performed.id}/invoices", json=form)


def _thing(world: World, name: str, contract: Travelling, seen: set[str]) -> Thing:
    row = contract.row()
    items = sorted(str(key) for key in contract.items().values())
    address = {"contract_id": row.id, "item": items[0] if items else f"{row.instance_id}.1", "instance_id": row.instance_id, "incident": f"{row.instance_id}.1",
               "number": 1, "form": "pdf", "key": "contract", "version": row.version}
    figures = (AMOUNTS[name][:-3], f"{int(Decimal(AMOUNTS[name])):,}")
    world.things[f"{name}, its id"] = Thing({}, frozenset(seen | {who.PROCESS_ADMIN}), (str(row.id), str(row.instance_id)))     # operators act on ids
    marks = (row.title, *figures, *([row.number] if row.number else []), *([INVOICE] if name == "performed" else []))
    return Thing(address, frozenset(seen), marks)


def _put_belongings(world: World) -> None:
    """What is chen's own, and what is the house's."""
    own = frozenset({who.OWNER})
    view = world.did(who.OWNER, "POST", "/api/v1/ledger-views", json={"name": f"{SECRET}视图"})
    report = world.did(who.OWNER, "POST", "/api/v1/reports", json={"name": f"{SECRET}报表", "asks": {"rows": "stage"}})
    errand = world.did(who.OWNER, "POST", "/api/v1/ledger-exports", json={"form": "csv"})
    token = world.did(who.OWNER, "POST", "/api/v1/me/tokens", json={"name": f"{SECRET}令牌"})
    world.did(who.FINANCE, "POST", "/api/v1/counterparties/1/papers", data={"kind": "license", "file": (io.BytesIO(pdf_with("照")), "照.pdf")})
    world.did(who.OWNER, "POST", "/api/v1/me/substitutes", json={"stand_in": "he", "first": "2026-05-01", "last": "2026-05-03"})
    (substitute,) = world.did(who.OWNER, "GET", "/api/v1/me/substitutes")
    with at_desk(world.house, SYSTEM) as desk:
        notices.tell(desk, who.OWNER, "asked", key="matrix", contract_id=world.things["performed"].address["contract_id"], title=f"{SECRET}通知", number="", step="x")
    with at_desk(world.house, Actor(who.HEAD)) as desk:
        set_stand_in(desk, who.HEAD, who.STAND_IN, dt.date(2026, 3, 1), dt.date(2026, 12, 31))
    with reading_at(world.house, SYSTEM) as desk:
        notice = desk.session.scalar(sa.select(Notice.id).where(Notice.person == who.OWNER).order_by(Notice.id.desc()).limit(1))
    world.did(who.ADMIN, "POST", "/api/v1/contract-imports", data={"file": (io.BytesIO(workbook(row(owner="nobody"))), f"{SECRET}.xlsx")})
    world.things["an import"] = Thing({}, frozenset({who.ADMIN}), (f"{SECRET}.xlsx",))
    made = world.did(who.LEGAL, "POST", "/api/v1/templates", data={
        "type": "service", "title_zh": f"{SECRET}范本", "use_zh": "试", "file": (io.BytesIO(docx_of("地点：{{ venue }}")), "a.docx")})
    world.things["text"] = Thing({"key": made["template"], "number": 1}, frozenset({who.LEGAL, who.LAWYER, who.AUDITOR, who.PROCESS_ADMIN}), (f"{SECRET}范本",))
    world.things["the token's name"] = Thing({}, own | {who.AUDITOR, who.ADMIN}, (f"{SECRET}令牌",))         # they read what changed in the house
    for name, address, mark in (("view", {"number": int(view["key"])}, "视图"), ("report", {"number": int(report["key"])}, "报表"), ("errand", {"number": errand["id"]}, "无"), ("token", {"number": token["id"], "login": who.OWNER}, "无"),
                                ("substitute", {"number": substitute["id"]}, "无"), ("notice", {"notice_id": notice}, "通知")):
        world.things[name] = Thing(address, own, (f"{SECRET}{mark}",))
