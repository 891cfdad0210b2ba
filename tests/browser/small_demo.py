"""A small demo company for the pass over every page: a contract in each state that a page shows, made once a session."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import shutil
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import chancery
from contracts.demo.directory import furnish_directory
from contracts.demo.freezing_together import freeze_together
from contracts.demo.library import fill_library
from contracts.demo.lives import live
from contracts.demo.office import Office
from contracts.demo.outlines import ENDS, Outline, outlines
from contracts.demo.projects import add_projects
from contracts.demo.reports import save_reports
from contracts.documents.word_files import NotWord
from contracts.drafting.submitting import submit_draft
from contracts.reading import inbox_rows
from contracts.records import Contract
from contracts.templates.stocking import stock_library
from engine.desk import SYSTEM, Actor, House, at_desk, reading_at
from engine.settings import read_settings
from engine.store import Store
from tests.hands import work_off
from tests.people import DEPARTMENTS, actor
from tests.quick_pdf import QuickPdf
from tests.told_clock import ToldClock
from tests.whole_house import ROOT, whole_house

NOW = "2026-03-02T14:30"
STATES = ("draft", "draft, half written", "returned to come straight back", "head, late", "both, after a return", "general manager", "seal",
          "countersign", "perform, settled and late", "perform, nothing due yet", "to be filed", "archived, returned once", "cancelled")


@dataclass(frozen=True)
class Demo:
    """The house with one contract for each of STATES: `contracts` are their ids."""

    house: House
    clock: ToldClock
    contracts: dict[str, str]

    def asked(self, state: str, element: str) -> tuple[str, str]:
        """Who is asked at this step of this contract, and the item."""
        for login in DEPARTMENTS:
            with reading_at(self.house, actor(login)) as desk:
                rows = inbox_rows.asked_of_me(desk, limit=200).rows
            for row in rows:
                if (row.contract_id, row.element) == (self.contracts[state], element):
                    return login, str(row.key)
        raise LookupError(f"nobody is asked for {element} of the contract {state}")

    def owner(self, state: str) -> str:
        return str(self._contract(state).owner)

    def instance(self, state: str) -> str:
        return str(self._contract(state).instance_id)

    def _contract(self, state: str) -> Contract:
        with reading_at(self.house, SYSTEM) as desk:
            return desk.session.get_one(Contract, self.contracts[state])


class Stubborn:
    """A converter that takes no document: what it is asked for is an incident at once."""

    def to_pdf(self, docx: bytes) -> bytes:
        raise NotWord()


def shared_demo(shared: Path, mine: Path, open_at: Callable[[Path], Store]) -> Demo:
    """A copy of its own of the session's demo; the first who asks makes it."""
    made = shared / "small-demo"
    with (shared / "small-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "contracts.json").exists():
            with ThreadPoolExecutor(1) as maker:            # the browser's loop runs in this thread, and sealing has a loop too
                maker.submit(make, made, open_at).result()
    shutil.copytree(made, mine)
    return opened(mine, open_at)


def opened(mine: Path, open_at: Callable[[Path], Store]) -> Demo:
    """The demo that was made in this folder."""
    settings = read_settings(ROOT / "config.toml", {})
    settings["house"]["data"] = str(mine / "data")
    clock = ToldClock(NOW)
    house = chancery.join(settings, open_at(mine / "chancery.db"), clock=clock)
    return Demo(house, clock, json.loads((mine / "contracts.json").read_text("utf-8")))


def make(made: Path, open_at: Callable[[Path], Store], *, states: Collection[str] = STATES, converter: object = None) -> None:
    """Let the contracts of these states live, oldest first, in a folder that is made; without a converter with a quick one."""
    made.mkdir()
    store = open_at(made / "chancery.db")
    clock = ToldClock(NOW)
    (made / "data").mkdir()
    house = whole_house(store, clock, made / "data")
    house.parts["converter"] = converter or QuickPdf()
    with at_desk(house, SYSTEM) as desk:
        stock_library(desk)
    fill_library(house)
    save_reports(house)
    add_projects(house, clock())
    contracts = {one.end.name: _live(house, one) for one in outlines(len(ENDS), clock().date()) if one.end.name in states}
    _get_stuck(house, contracts["draft"])
    work_off(house)
    furnish_directory(house)
    store.close()
    (made / "contracts.json").write_text(json.dumps(contracts), "utf-8")


def _live(house: House, outline: Outline) -> str:
    office = Office(house, dt.datetime.combine(outline.begins, dt.time(9, 12), ZoneInfo(house.zone)), house.clock())
    for _ in live(office, outline):
        freeze_together([(office.house, office.freezing)] if office.freezing else [])
        office.freezing = None
        office.work_off()
    office.tell(office.until)
    return office.contract


def _get_stuck(house: House, contract_id: str) -> None:
    """Submit it where no PDF can be made: it waits as an incident."""
    house.parts["converter"] = Stubborn()
    with reading_at(house, SYSTEM) as desk:
        owner = desk.session.get_one(Contract, contract_id).owner
    with at_desk(house, Actor(owner)) as desk:
        submit_draft(desk, contract_id, desk.session.get_one(Contract, contract_id).version)
    work_off(house)
