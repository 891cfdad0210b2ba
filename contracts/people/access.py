"""Who may come in: disable, enable, give a new password, change one's own."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.people.attempts import count_attempt, forget_attempts
from contracts.people.company import changed
from contracts.people.open_items import open_items
from contracts.people.passwords import fits, hash_password, is_too_long, require_good
from contracts.people.records import ApiToken, Substitution, User
from contracts.people.roles import require_admin
from contracts.people.sessions import end_sessions, open_session
from contracts.people.taking_over import take_over
from contracts.people.users import locked_user, require_another_administrator
from engine import history
from engine.desk import Actor, Desk, House, at_desk
from engine.errors import Invalid, Refusal, _l

NOT_YOURS = _l("This is not your password.")


class StandInNeeded(Refusal):
    """Work waits for the person who is to be disabled; facts: user, items."""

    code, status = "stand-in-needed", 409
    title = _l("Work waits for this person.")
    hint = _l("Say who takes it over; they act for this person from then on.")


def disable_user(desk: Desk, login: str, stand_in: str = "") -> int:
    """The person can't come in any more, from this moment on; open items are for `stand_in`. How many these are.

    What the stand-in is barred from is for a superior; who disables is told which.
    Always possible, so that a stolen account can be closed: only who takes the work over must be said.
    Raises NotYours, NotFound, LastAdministrator, StandInNeeded, Invalid.
    """
    require_admin(desk)
    user = locked_user(desk, login)
    if user.disabled_at is not None:
        return 0
    require_another_administrator(desk, login)
    items = open_items(desk, login)
    if items and not stand_in:
        raise StandInNeeded(user=login, items=items)
    elsewhere = take_over(desk, login, stand_in) if stand_in else []
    user.disabled_at, user.disabled_by = desk.now, desk.actor.user
    end_sessions(desk, login, "disabled")
    desk.session.execute(sa.update(ApiToken).where(ApiToken.user == login, ApiToken.revoked_at.is_(None))
                         .values(revoked_at=desk.now, revoked_by=desk.actor.user))
    history.record(desk, history.HOUSE, "user-disabled", facts={"user": login, "items": items, "stand_in": stand_in or None,
                                                                  **({"elsewhere": elsewhere} if elsewhere else {})})
    changed(desk)
    return items


def enable_user(desk: Desk, login: str) -> None:
    """The person may come in again, with the password of before; who took over when they were disabled no longer acts for them."""
    require_admin(desk)
    user = locked_user(desk, login)
    if user.disabled_at is None:
        return
    desk.session.execute(sa.update(Substitution).where(
        Substitution.user == login, Substitution.added_at == user.disabled_at, Substitution.ended_at.is_(None))
        .values(ended_at=desk.now, ended_by=desk.actor.user))
    user.disabled_at = user.disabled_by = None
    history.record(desk, history.HOUSE, "user-enabled", facts={"user": login})
    changed(desk)


def reset_password(desk: Desk, login: str, hashed: str) -> None:
    """Another password, which the person must change at once; all their sessions end. Raises NotYours, NotFound."""
    require_admin(desk)
    user = locked_user(desk, login)
    user.password_hash, user.password_set_at, user.must_change = hashed, desk.now, True
    end_sessions(desk, login, "password-reset")
    forget_attempts(desk, login, "")
    history.record(desk, history.HOUSE, "password-reset", facts={"user": login})


def change_password(house: House, actor: Actor, old: str, new: str, address: str = "") -> str:
    """One's own: all sessions end and a fresh one opens, for which the answer is what the cookie shall hold.

    Raises TooManyAttempts, Invalid. Hashing is done with no transaction open, as in `log_in`.
    """
    require_good(new, actor.user, "new")
    if old == new:
        raise Invalid(fields={"new": _l("Choose another password than before.")})
    with at_desk(house, actor) as desk:
        refused = count_attempt(desk, actor.user, address)
        hashed = desk.session.scalar(sa.select(User.password_hash).where(User.login == actor.user, User.disabled_at.is_(None)))
    if refused:
        raise refused
    if is_too_long(old) or not fits(old, hashed):
        raise Invalid(fields={"old": NOT_YOURS})
    newer = hash_password(new)
    with at_desk(house, actor) as desk:
        user = desk.session.get(User, actor.user, with_for_update=True)
        if user is None or user.disabled_at is not None or user.password_hash != hashed:
            raise Invalid(fields={"old": NOT_YOURS})
        user.password_hash, user.password_set_at, user.must_change = newer, desk.now, False
        end_sessions(desk, actor.user, "password-changed")
        forget_attempts(desk, actor.user, address)
        history.record(desk, history.HOUSE, "password-changed", facts={"user": actor.user})
        return open_session(desk, actor.user, address)
