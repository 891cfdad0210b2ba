"""Whom an item may be handed to (转办): who could have been asked for the same thing, and nobody else's authority grows by it."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.asked import Asked
from contracts.people import company
from engine.desk import Desk
from engine.errors import Refusal, _l

AS_ADMINISTRATOR = "administrators"              # the engine's rule for who is asked where nobody else could be found


class NotTheirs(Refusal):
    """The item can't be handed to this person; facts: item, to, may."""

    code, status = "not-theirs", 403
    title = _l("This person may not do what is asked here.")
    hint = _l("A group's work stays in its group; an approval goes to a superior or to another head. For an absence, set a stand-in.")


def may_be_handed_to(desk: Desk, asked: Asked) -> list[str]:
    """The login names of those who may take the item over from the actor, in order.

    What a group is asked goes to its members. An approval goes to a superior too; where no group was asked, also to who heads a
    department; never to the drafter. What an administrator is asked for want of anybody, and a step of one's own, goes to everybody.
    """
    known = company(desk)
    groups = _groups(asked)
    if asked.is_approval and not names_another(asked):
        heads = () if groups else (unit.head for unit in known.departments.values())
        found = {*_members(desk, groups), *(one for seat in _seats(desk, asked) for one in known.above(seat)), *heads}
    else:
        found = set(_members(desk, groups) if groups else known.users)
    barred = {desk.actor.user, *(asked.item.why or {}).get("not", ()), *([asked.contract.owner] if asked.is_approval else [])}
    return sorted(login for login in found - barred if login and known.is_active(login))


def names_another(asked: Asked) -> bool:
    """Is it asked of administrators because nobody else was there? They name who decides, and approve nothing themselves."""
    return asked.is_approval and (asked.item.why or {}).get("rule") == AS_ADMINISTRATOR


def _groups(asked: Asked) -> list[str]:
    why = asked.item.why or {}
    return [*why.get("groups", ()), *([why["group"]] if "group" in why else [])]


def _members(desk: Desk, groups: list[str]) -> Iterator[str]:
    for name in groups:
        yield from desk.directory.members(name)


def _seats(desk: Desk, asked: Asked) -> list[str]:
    """Whose place is asked: the persons who are named, else the actor as a member of the group."""
    named = [principal.removeprefix("u:") for principal in asked.item.candidates if principal.startswith("u:")]
    return named or [desk.actor.user]
