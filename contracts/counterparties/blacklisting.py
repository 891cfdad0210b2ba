"""The blacklist (黑名单): with a reason, until a day or until it is lifted, by legal or an administrator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from contracts.counterparties.allowed import require_blacklister
from contracts.counterparties.directory import held
from contracts.counterparties.records import Blacklisting
from contracts.counterparties.telling import tell
from contracts.forms.clean_text import clean
from contracts.people.company import today
from engine.desk import Desk
from engine.errors import Invalid, Refusal, _l

LONGEST = 400


class Blacklisted(Refusal):
    """It is on the blacklist already; facts: reason."""

    code, status = "blacklisted-already", 409
    title = _l("This counterparty is on the blacklist already.")
    hint = _l("Lift that first, if the reason has changed.")


class NotBlacklisted(Refusal):
    """It is not on the blacklist."""

    code, status = "not-blacklisted", 409
    title = _l("This counterparty is not on the blacklist.")
    hint = _l("Open it again: somebody else may have lifted it.")


def blacklist(desk: Desk, counterparty_id: int, reason: str, until: dt.date | None = None) -> int:
    """Put it on the blacklist; the number of the entry. Raises NotYours, NotFound, Merged, Blacklisted, Invalid, BadText."""
    require_blacklister(desk)
    row, reason = held(desk, counterparty_id), _reason(reason)
    if until is not None and until < today(desk):
        raise Invalid(fields={"until": _l("This day has passed.")})
    if found := in_force(desk, [row.id]):
        raise Blacklisted(counterparty=row.id, reason=found[row.id].reason)
    last = desk.session.scalar(sa.select(sa.func.max(Blacklisting.number)).where(Blacklisting.counterparty_id == row.id))
    entry = Blacklisting(counterparty_id=row.id, number=(last or 0) + 1, reason=reason, until=until, at=desk.now, by=desk.actor.user)
    desk.session.add(entry)
    tell(desk, row, "counterparty-blacklisted", {"reason": reason, "until": until})
    return entry.number


def lift(desk: Desk, counterparty_id: int, reason: str) -> None:
    """Take it from the blacklist. Raises NotYours, NotFound, Merged, NotBlacklisted, Invalid, BadText."""
    require_blacklister(desk)
    row, reason = held(desk, counterparty_id), _reason(reason)
    entry = in_force(desk, [row.id]).get(row.id)
    if entry is None:
        raise NotBlacklisted(counterparty=row.id)
    entry.lifted_at, entry.lifted_by, entry.lifted_reason = desk.now, desk.actor.user, reason
    tell(desk, row, "counterparty-blacklisting-lifted", {"reason": reason})


def in_force(desk: Desk, ids: Collection[int]) -> dict[int, Blacklisting]:
    """Of these counterparties those on the blacklist, each with why."""
    query = sa.select(Blacklisting).where(Blacklisting.counterparty_id.in_(ids), holds_on(today(desk))).order_by(Blacklisting.number)
    return {one.counterparty_id: one for one in desk.session.scalars(query)} if ids else {}


def holds_on(day: dt.date) -> sa.ColumnElement[bool]:
    """The entries that are in force that day, as a condition."""
    return sa.and_(Blacklisting.lifted_at.is_(None), sa.or_(Blacklisting.until.is_(None), Blacklisting.until >= day))


def blacklistings_of(desk: Desk, counterparty_id: int) -> list[Blacklisting]:
    """Everything that was ever said of it, newest first."""
    query = sa.select(Blacklisting).where(Blacklisting.counterparty_id == counterparty_id).order_by(Blacklisting.number.desc())
    return list(desk.session.scalars(query))


def _reason(reason: str) -> str:
    reason = clean(reason)
    if not 1 <= len(reason) <= LONGEST:
        raise Invalid(fields={"reason": _l("A reason is needed, of 400 characters at most.")})
    return reason
