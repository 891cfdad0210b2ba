"""Stand-ins (代理人): who acts for whom while they are away; set by the person, or by an administrator."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from contracts.people.company import changed, company, lock_people, today
from contracts.people.records import Substitution
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, NotFound, NotYours, _l

LONGEST = dt.timedelta(days=366)


def set_stand_in(desk: Desk, login: str, stand_in: str, first: dt.date, last: dt.date) -> None:
    """From the first to the last day, both included. Raises NotYours, NotFound, Invalid."""
    if not _is_own(desk, login):
        raise NotYours(user=login)
    lock_people(desk)
    if login not in company(desk).users:
        raise NotFound(user=login[:80])
    wrong = {}
    if stand_in == login or not company(desk).is_active(stand_in):
        wrong["stand_in"] = _l("The stand-in is somebody else, who is active.")
    if not today(desk) <= last or not first <= last <= first + LONGEST:
        wrong["last"] = _l("The last day is not before the first, not over yet, and within a year.")
    if wrong:
        raise Invalid(fields=wrong)
    desk.session.add(Substitution(user=login, stand_in=stand_in, first_day=first, last_day=last, added_at=desk.now,
                                  added_by=desk.actor.user))
    history.record(desk, history.HOUSE, "stand-in-set", facts={"user": login, "stand_in": stand_in, "first": first, "last": last})
    changed(desk)


def end_stand_in(desk: Desk, number: int) -> None:
    """From now on nobody acts any more because of this one; twice is once. Raises NotFound, also for another's."""
    lock_people(desk)
    row = desk.session.get(Substitution, number, with_for_update=True)
    if row is None or not _is_own(desk, row.user):
        raise NotFound(stand_in=number)
    if row.ended_at is None:
        row.ended_at, row.ended_by = desk.now, desk.actor.user
        history.record(desk, history.HOUSE, "stand-in-ended", facts={"user": row.user, "stand_in": row.stand_in})
        changed(desk)


def stand_ins_of(desk: Desk, login: str) -> list[Substitution]:
    """Those that hold today or will, next one first."""
    query = sa.select(Substitution).where(Substitution.user == login, Substitution.ended_at.is_(None),
                                          sa.or_(Substitution.last_day.is_(None), Substitution.last_day >= today(desk)))
    return list(desk.session.scalars(query.order_by(Substitution.first_day, Substitution.id)))


def _is_own(desk: Desk, login: str) -> bool:
    return desk.actor.user == login or "admin" in desk.actor.roles
