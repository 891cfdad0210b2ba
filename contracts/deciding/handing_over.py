"""Whom an item may be handed to (转办): colleagues of whoever has it, or superiors; nobody's authority wanders through the company."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.deciding.asked import Asked
from contracts.people import company
from engine.desk import Desk
from engine.errors import Refusal, _l

AS_ADMINISTRATOR = "administrators"              # the engine's rule for who is asked where nobody else could be found


class NotTheirs(Refusal):
    """The item can't be handed to this person; facts: item, to, may."""

    code, status = "not-theirs", 403
    title = _l("This person may not do what is asked here.")
    hint = _l("A group's work stays in its group, a person's in their department; both may go up. For an absence, set a stand-in.")


def may_be_handed_to(desk: Desk, asked: Asked) -> list[str]:
    """The login names of those who may take the item over from the actor, in order.

    Where the step asks groups, their members; where it names a person, the people of that person's department and below it; in both
    cases the superiors. What administrators are asked for want of anybody goes to everybody. Never to who is barred from it, and
    nothing that somebody else must do to who drafted the contract.
    """
    known = company(desk)
    if is_for_want_of_anybody(asked):
        found = set(known.users)
    else:
        seats, groups = _seats(desk, asked), _groups(asked)
        near = _members(desk, groups) if groups else _colleagues(desk, seats)
        found = {*near, *(one for seat in seats for one in known.above(seat))}
    why = asked.item.why or {}
    barred = {desk.actor.user, *why.get("not", ()), *([asked.contract.owner] if asked.keeps_drafter_out else [])}
    if is_for_want_of_anybody(asked):
        barred.add(str(why.get("of")))           # who may not do it, and has no superior who could
    return sorted(login for login in found - barred if known.is_active(login))


def is_for_want_of_anybody(asked: Asked) -> bool:
    """Is it asked of administrators because nobody else was there?"""
    return (asked.item.why or {}).get("rule") == AS_ADMINISTRATOR


def names_another(asked: Asked) -> bool:
    """Who administers names who decides, and neither approves nor seals anything themselves."""
    return asked.keeps_drafter_out and is_for_want_of_anybody(asked)


def _groups(asked: Asked) -> list[str]:
    why = asked.item.why or {}
    return [*why.get("groups", ()), *([why["group"]] if "group" in why else [])]


def _members(desk: Desk, groups: list[str]) -> Iterator[str]:
    for name in groups:
        yield from desk.directory.members(name)


def _colleagues(desk: Desk, seats: list[str]) -> Iterator[str]:
    known = company(desk)
    own = [one.department for one in map(known.users.get, seats) if one and one.department]
    departments = {code for department in own for code in known.below(department)}
    return (one.login for one in known.users.values() if one.department in departments)


def _seats(desk: Desk, asked: Asked) -> list[str]:
    """Whose place is asked: who claimed it or is named, else the actor as a member of the group."""
    if asked.item.claimed_by:
        return [asked.item.claimed_by]
    named = [principal.removeprefix("u:") for principal in asked.item.candidates if principal.startswith("u:")]
    return named or [desk.actor.user]
