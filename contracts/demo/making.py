"""Make the demo company: its people once, then contracts, a few at a time. What was interrupted goes on where it stood."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts import notices
from contracts.demo.company import EMPLOYEES, hire
from contracts.demo.directory import furnish_directory
from contracts.demo.freezing_together import freeze_together
from contracts.demo.library import fill_library
from contracts.demo.lives import live
from contracts.demo.office import Halted, Office
from contracts.demo.outlines import SEED, Outline, outlines
from contracts.demo.projects import add_projects
from contracts.demo.reports import save_reports
from contracts.documents.pdf import Missing
from contracts.people import company
from contracts.records import Contract
from engine import history
from engine.desk import SYSTEM, Actor, House, at_desk, reading_at
from engine.errors import Invalid, Refusal, _l
from engine.records import Entry

DEMO, MOST = 30, 1000
AT_ONCE = 10                               # lives that share one LibreOffice
OLD = 25                                   # days after which what people were told counts as read
Say = Callable[[str], object]


@dataclass(frozen=True)
class DemoMade:
    """How many contracts there are now by stage (or how they ended), and how many stopped before their time."""

    stages: dict[str, int]
    halted: int


class NotTheDemo(Refusal):
    """Other people than the demo company's work here."""

    code, status = "not-the-demo", 409
    title = _l("There are people here who are not the demo company.")
    hint = _l("Demo contracts are made in an empty house only: take another data folder.")


def make_demo(house: House, contracts: int = DEMO, *, say: Say, seed: int = SEED) -> DemoMade:
    """The company where nobody is yet, then so many contracts more than there are. Raises Invalid, NotTheDemo."""
    if not 1 <= contracts <= MOST:
        raise Invalid(fields={"contracts": _l("Between 1 and 1,000 contracts.")})
    if not _has_people(house):
        hire(house)
        fill_library(house)
        save_reports(house)
    if not is_demo(house):
        raise NotTheDemo()
    now = house.clock()
    return _make_all(house, outlines(contracts, _day(house, now), seed=seed, skip=_count(house)), now, say)


def finish_demo(house: House, *, say: Say, seed: int = SEED) -> DemoMade:
    """Make what an interrupted first making still lacks; those that were half lived stay as they are."""
    now = house.clock()
    return _make_all(house, outlines(DEMO, _day(house, now), seed=seed)[_count(house):], now, say)


def is_demo(house: House) -> bool:
    """Is it the demo company that works here?"""
    with reading_at(house, SYSTEM) as desk:
        known = company(desk).users
        return all(one.login in known and known[one.login].name == one.name for one in EMPLOYEES)


def unmade(house: House) -> int:
    """How many contracts the first making of the demo still lacks; none once it came to its end."""
    with reading_at(house, SYSTEM) as desk:
        ended = sa.select(Entry.number).where(Entry.chain == history.HOUSE, Entry.act == "demo-made").limit(1)
        if desk.session.scalar(ended) is not None:
            return 0
    return max(DEMO - _count(house), 0) if is_demo(house) else 0


def _make_all(house: House, planned: list[Outline], now: dt.datetime, say: Say) -> DemoMade:
    """Up to now, a few lives at a time, those that began first first."""
    can_submit = not isinstance(house.parts["converter"], Missing)
    if not can_submit:
        say("Without LibreOffice the demo contracts stay drafts: install libreoffice-writer, then submit them.")
    add_projects(house, now)
    halted, made = 0, 0
    for few in [planned[at:at + AT_ONCE] for at in range(0, len(planned), AT_ONCE)]:
        halted += _live_together(house, few, now, can_submit)
        made += len(few)
        say(f"  {made} of {len(planned)} contracts")
        if few[-1].begins < now.date() - dt.timedelta(days=OLD):
            _read_notices(house)
    furnish_directory(house)
    with at_desk(house, SYSTEM) as desk:
        history.record(desk, history.HOUSE, "demo-made", facts={"contracts": made})
    return DemoMade(_stages(house), halted)


def _day(house: House, now: dt.datetime) -> dt.date:
    return now.astimezone(ZoneInfo(house.zone)).date()


def _live_together(house: House, few: list[Outline], now: dt.datetime, can_submit: bool) -> int:
    lives: list[tuple[Office, Iterator[None]]] = []
    for outline in few:
        office = Office(house, _morning(house, outline), now)
        lives.append((office, live(office, outline, is_submitted=can_submit)))
    halted = 0
    while lives:
        waiting = []
        for office, life in lives:
            try:
                if next(life, office) is None:
                    waiting.append((office, life))
                else:
                    office.tell(office.until)
            except Halted:
                halted += 1
        freeze_together([(office.house, office.freezing) for office, _ in waiting if office.freezing])
        for office, _ in waiting:
            office.freezing = None
            office.work_off()
        lives = waiting
    return halted


def _morning(house: House, outline: Outline) -> dt.datetime:
    at = dt.time(9, outline.luck.randrange(60), outline.luck.randrange(60))
    return dt.datetime.combine(outline.begins, at, ZoneInfo(house.zone))


def _read_notices(house: House) -> None:
    for employee in EMPLOYEES:
        with at_desk(house, Actor(employee.login)) as desk:
            notices.mark_read(desk)


def _stages(house: House) -> dict[str, int]:
    with reading_at(house, SYSTEM) as desk:
        found = desk.session.execute(sa.select(Contract.stage, Contract.status))
        return dict(Counter(stage if status == "running" else status for stage, status in found))


def _count(house: House) -> int:
    with reading_at(house, SYSTEM) as desk:
        lives = sa.select(sa.func.count()).select_from(Contract).where(Contract.relation == "")
        return desk.session.scalar(lives) or 0


def _has_people(house: House) -> bool:
    with reading_at(house, SYSTEM) as desk:
        return bool(company(desk).users)
