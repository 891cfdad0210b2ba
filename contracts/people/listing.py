"""People as lists and pages show them: search, one person with everything, who changed what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from contracts.money.amounts import half_width
from contracts.people.company import Known, company
from contracts.people.open_items import held_by_all, open_items
from contracts.people.records import LoginSession, Substitution, User
from contracts.people.roles import require_admin, require_history_reader
from contracts.people.substitutes import stand_ins_of
from contracts.people.tokens import TokenView, tokens_of
from contracts.people.users import wish_of
from contracts.people.wishes import Wish
from engine import history
from engine.desk import Desk
from engine.errors import NotFound
from engine.identity import person
from engine.records import Entry

PAGE = 50


@dataclass(frozen=True)
class PersonRow:
    """One line of the list; `items` are the person's own open work items."""

    user: Known
    groups: tuple[str, ...]
    items: int


@dataclass(frozen=True)
class PeoplePage:
    """By login name; `next` continues behind the last row."""

    rows: list[PersonRow]
    total: int
    next: str | None


@dataclass(frozen=True)
class PersonView:
    """Everything of one person, for administrators."""

    user: User
    wish: Wish
    items: int
    last_login: dt.datetime | None
    superiors: tuple[str, ...]
    tokens: tuple[TokenView, ...]
    stand_ins: tuple[Substitution, ...]


def people(desk: Desk, *, text: str = "", department: str = "", shown: str = "active", after: str = "", limit: int = PAGE) -> PeoplePage:
    """Who fits: all words of `text` in name or login name, in the department or one under it; `shown` is active, disabled or all.

    Everybody may look people up; only administrators see how much waits for each.
    """
    known = company(desk)
    places = set(known.below(department)) if department else None
    fitting = [one for one in known.users.values() if _fits(one, text, shown) and (places is None or one.department in places)]
    rows = [one for one in fitting if one.login > after]
    held = held_by_all(desk) if "admin" in desk.actor.roles else {}
    in_groups = {one.login: tuple(circle.name for circle in known.groups.values() if one.login in circle.members) for one in rows[:limit]}
    return PeoplePage([PersonRow(one, in_groups[one.login], held.get(person(one.login), 0)) for one in rows[:limit]], len(fitting),
                      rows[limit - 1].login if len(rows) > limit else None)


def person_view(desk: Desk, login: str) -> PersonView:
    """Raises NotYours, NotFound."""
    require_admin(desk)
    user = desk.session.get(User, login)
    if user is None:
        raise NotFound(user=login[:80])
    last = desk.session.scalar(sa.select(sa.func.max(LoginSession.opened_at)).where(LoginSession.user == login))
    return PersonView(user, wish_of(desk, user), open_items(desk, login), last, tuple(company(desk).above(login)),
                      tuple(tokens_of(desk, login)), tuple(stand_ins_of(desk, login)))


def changes(desk: Desk, *, before: int | None = None, limit: int = PAGE) -> list[Entry]:
    """The house's history, newest first: logins, people, groups, calendar, editions. Raises NotYours."""
    require_history_reader(desk)
    query = sa.select(Entry).where(Entry.chain == history.HOUSE)
    if before is not None:
        query = query.where(Entry.number < before)
    return list(desk.session.scalars(query.order_by(Entry.number.desc()).limit(limit)))


def _fits(one: Known, text: str, shown: str) -> bool:
    if shown != "all" and one.is_active != (shown == "active"):
        return False
    said = f"{one.login} {one.name}".casefold()
    return all(word in said for word in half_width(text).casefold().split())
