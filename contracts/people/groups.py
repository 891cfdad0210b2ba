"""Groups (用户组): who is asked together, by the name that diagrams use."""

from __future__ import annotations

import re
from collections.abc import Collection

import sqlalchemy as sa

from contracts.forms.clean_text import clean
from contracts.people.company import Circle, changed, company, lock_people
from contracts.people.open_items import GroupHasItems, count_held
from contracts.people.records import Group, Membership
from contracts.people.roles import require_admin
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, NotFound, Refusal, _l
from engine.identity import group

NAME = re.compile(r"[a-z][a-z0-9-]{1,39}")


class GroupTaken(Refusal):
    """Another group has this name; facts: group."""

    code, status = "group-taken", 409
    title = _l("There is a group with this name already.")
    hint = _l("Choose another name.")


def add_group(desk: Desk, name: str, title: str, members: Collection[str] = ()) -> None:
    """Raises NotYours, Invalid, GroupTaken."""
    require_admin(desk)
    lock_people(desk)
    name = name.strip().lower()
    if not NAME.fullmatch(name):
        raise Invalid(fields={"name": _l("A group's name has 2 to 40 small letters, digits and hyphens, a letter first; diagrams use it.")})
    if name in company(desk).groups:
        raise GroupTaken(group=name)
    wished = _checked(desk, name, title, members)
    desk.session.execute(sa.insert(Group).values(name=name, title=wished.title))
    _fill(desk, wished)
    history.record(desk, history.HOUSE, "group-added", facts={"group": name, "after": _told(wished)})
    changed(desk)


def edit_group(desk: Desk, name: str, title: str, members: Collection[str]) -> None:
    """Another title, other members. Raises NotYours, NotFound, Invalid, GroupHasItems."""
    require_admin(desk)
    lock_people(desk)
    before, known = group_called(desk, name), company(desk)
    wished = _checked(desk, name, title, members)
    if wished == before:
        return
    if not any(known.is_active(login) for login in wished.members):
        _require_nothing_waits(desk, name)
    desk.session.execute(sa.update(Group).where(Group.name == name).values(title=wished.title))
    desk.session.execute(sa.delete(Membership).where(Membership.group == name))
    _fill(desk, wished)
    history.record(desk, history.HOUSE, "group-changed", facts={"group": name, "before": _told(before), "after": _told(wished)})
    changed(desk)


def remove_group(desk: Desk, name: str) -> None:
    """A group for which nothing waits. Raises NotYours, NotFound, GroupHasItems."""
    require_admin(desk)
    lock_people(desk)
    before = group_called(desk, name)
    _require_nothing_waits(desk, name)
    desk.session.execute(sa.delete(Membership).where(Membership.group == name))
    desk.session.execute(sa.delete(Group).where(Group.name == name))
    history.record(desk, history.HOUSE, "group-removed", facts={"group": name, "before": _told(before)})
    changed(desk)


def group_called(desk: Desk, name: str) -> Circle:
    """Raises NotFound."""
    found = company(desk).groups.get(name)
    if found is None:
        raise NotFound(group=name[:80])
    return found


def _require_nothing_waits(desk: Desk, name: str) -> None:
    if items := count_held(desk, [group(name)]):
        raise GroupHasItems(group=name, items=items)


def _checked(desk: Desk, name: str, title: str, members: Collection[str]) -> Circle:
    known, title, wrong = company(desk), clean(title), {}
    before = known.groups[name].members if name in known.groups else ()
    if not 1 <= len(title) <= 80:
        wrong["title"] = _l("A group has a title, of 80 characters at most.")
    if not all(known.is_active(login) or login in before for login in members):
        wrong["members"] = _l("Only active people can be put into a group.")
    if wrong:
        raise Invalid(fields=wrong)
    return Circle(name, title, tuple(sorted(set(members))))


def _fill(desk: Desk, wished: Circle) -> None:
    if wished.members:
        desk.session.execute(sa.insert(Membership), [{"group": wished.name, "user": login} for login in wished.members])


def _told(circle: Circle) -> dict[str, object]:
    return {"title": circle.title, "members": list(circle.members)}
