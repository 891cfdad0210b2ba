"""The papers of counterparties (营业执照, 资质证书 ...): kept with the day until which they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from contracts.counterparties.allowed import require_keeper
from contracts.counterparties.directory import held
from contracts.counterparties.records import CounterpartyPaper
from contracts.counterparties.telling import tell
from contracts.files.filed import Filed
from contracts.files.papers import Taken
from contracts.forms.clean_text import clean
from contracts.people.company import today
from engine.desk import Desk
from engine.errors import Invalid, NotFound, Refusal, _l

KINDS: Mapping[str, str] = {
    "license": _l("Business licence"), "qualification": _l("Qualification certificate"), "safety": _l("Safety production permit"),
    "authorization": _l("Letter of authority"), "other": _l("Another paper")}
WARNED = dt.timedelta(days=30)
MOST = 200


class TooManyPapers(Refusal):
    """A counterparty has 200 papers at most."""

    code, status = "too-many-papers", 409
    title = _l("This counterparty has too many papers.")
    hint = _l("Remove those that nobody needs any more.")


@dataclass(frozen=True)
class PaperWish:
    """What somebody says of a paper; `valid_to` None: it holds without an end."""

    kind: str
    about: str = ""
    paper_number: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True)
class Holding:
    """A paper and how it stands today: holds, expiring (within 30 days), expired, replaced (a newer one of the same kind holds longer)."""

    paper: CounterpartyPaper
    state: str


def add_counterparty_paper(desk: Desk, counterparty_id: int, wish: PaperWish, taken: Taken) -> int:
    """Keep a paper; its number. Raises NotYours, NotFound, Merged, Invalid, BadText, TooManyPapers."""
    require_keeper(desk)
    row = held(desk, counterparty_id)
    about, number = clean(wish.about), clean(wish.paper_number)
    wrong = {}
    if wish.kind not in KINDS:
        wrong["kind"] = _l("Choose one of those offered.")
    if len(about) > 120 or len(number) > 80:
        wrong["about" if len(about) > 120 else "paper_number"] = _l("This is too long.")
    if wish.valid_from and wish.valid_to and wish.valid_to < wish.valid_from:
        wrong["valid_to"] = _l("The end lies before the beginning.")
    if wrong:
        raise Invalid(fields=wrong)
    count = sa.select(sa.func.coalesce(sa.func.max(CounterpartyPaper.number), 0)).where(CounterpartyPaper.counterparty_id == row.id)
    last = int(desk.session.scalar(count) or 0)
    if last >= MOST:
        raise TooManyPapers(counterparty=row.id, most=MOST)
    desk.session.add(CounterpartyPaper(
        counterparty_id=row.id, number=last + 1, kind=wish.kind, about=about, paper_number=number, valid_from=wish.valid_from,
        valid_to=wish.valid_to, name=taken.name, media=taken.media, sha=taken.sha, size=taken.size, added_by=desk.actor.user,
        added_at=desk.now))
    tell(desk, row, "counterparty-paper-added", {"kind": wish.kind, "about": about, "valid_to": wish.valid_to})
    return last + 1


def remove_counterparty_paper(desk: Desk, counterparty_id: int, number: int) -> None:
    """Take a paper away; who added it and who removed it stay known. Raises NotYours, NotFound, Merged."""
    require_keeper(desk)
    row = held(desk, counterparty_id)
    paper = _paper(desk, counterparty_id, number)
    paper.removed_at, paper.removed_by = desk.now, desk.actor.user
    tell(desk, row, "counterparty-paper-removed", {"kind": paper.kind, "about": paper.about, "valid_to": paper.valid_to})


def paper_filed(desk: Desk, counterparty_id: int, number: int) -> Filed:
    """The file of a paper, to be read. Raises NotFound."""
    paper = _paper(desk, counterparty_id, number)
    return Filed(paper.sha, paper.name, paper.media)


def papers_by(desk: Desk, ids: Collection[int]) -> dict[int, list[Holding]]:
    """The papers of these counterparties, how each stands today; what needs a look first."""
    query = sa.select(CounterpartyPaper).where(CounterpartyPaper.counterparty_id.in_(ids), CounterpartyPaper.removed_at.is_(None))
    found: dict[int, list[CounterpartyPaper]] = {}
    for paper in desk.session.scalars(query) if ids else ():
        found.setdefault(paper.counterparty_id, []).append(paper)
    return {one: _standing(papers, today(desk)) for one, papers in found.items()}


def needing_a_look(day: dt.date) -> sa.ColumnElement[bool]:
    """Papers that have expired or will within 30 days, and that no other of their kind replaces, as a condition."""
    other = aliased(CounterpartyPaper)
    replaced = sa.exists().where(
        other.counterparty_id == CounterpartyPaper.counterparty_id, other.kind == CounterpartyPaper.kind,
        other.about == CounterpartyPaper.about, other.removed_at.is_(None),
        sa.or_(other.valid_to.is_(None), other.valid_to > CounterpartyPaper.valid_to))
    return sa.and_(CounterpartyPaper.removed_at.is_(None), CounterpartyPaper.valid_to <= day + WARNED, ~replaced)


def _paper(desk: Desk, counterparty_id: int, number: int) -> CounterpartyPaper:
    fits = 0 < counterparty_id < 2**63 and 0 < number <= MOST
    paper = desk.session.get(CounterpartyPaper, (counterparty_id, number)) if fits else None
    if paper is None or paper.removed_at is not None:
        raise NotFound(counterparty=counterparty_id, paper=number)
    return paper


def _standing(papers: list[CounterpartyPaper], day: dt.date) -> list[Holding]:
    ends: dict[tuple[str, str], dt.date] = {}
    for paper in papers:
        ends[paper.kind, paper.about] = max(ends.get((paper.kind, paper.about), dt.date.min), paper.valid_to or dt.date.max)
    told = [Holding(paper, _state(paper, ends[paper.kind, paper.about], day)) for paper in papers]
    order = ("expired", "expiring", "holds", "replaced")
    return sorted(told, key=lambda one: (order.index(one.state), one.paper.valid_to or dt.date.max, one.paper.number))


def _state(paper: CounterpartyPaper, longest: dt.date, day: dt.date) -> str:
    ends = paper.valid_to or dt.date.max
    if ends < longest:
        return "replaced"
    return "expired" if ends < day else "expiring" if ends <= day + WARNED else "holds"
