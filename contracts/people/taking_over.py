"""Who takes over the work of a person who is disabled: their stand-in, and a superior for what the stand-in is barred from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from contracts import notices
from contracts.people.company import company, today
from contracts.people.open_items import principals_alone
from contracts.people.records import Substitution
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.identity import Key
from engine.records import Holder, Instance, Visit, WorkItem


def take_over(desk: Desk, login: str, stand_in: str) -> list[dict[str, str]]:
    """Let the stand-in act for the person, and a superior too where they are barred: the items of that kind, and for whom they are.

    The superior acts for the person as well: to move the items themselves would mean to lock many instances in one command.
    Raises Invalid for somebody who can't stand in, and where an item would be left with nobody.
    """
    known = company(desk)
    if stand_in == login or not known.is_active(stand_in):
        raise Invalid(fields={"stand_in": _l("Somebody else who is active takes the work over.")})
    superiors = [one for one in known.above(login) if known.is_active(one)]
    elsewhere = []
    for item, visit, instance in _barred_items(desk, login, stand_in):
        to = next((one for one in superiors if one not in item.why["not"]), None)
        if to is None:
            raise Invalid(fields={"stand_in": _l("This person may not do some of what waits here, and no superior could.")})
        elsewhere.append({"item": str(Key(str(item.instance_id), item.number)), "to": to})
        _tell(desk, item, visit, instance, to)
    for one in dict.fromkeys([stand_in, *(moved["to"] for moved in elsewhere)]):
        desk.session.add(Substitution(user=login, stand_in=one, first_day=today(desk), last_day=None, added_at=desk.now,
                                      added_by=desk.actor.user))
    return elsewhere


def _barred_items(desk: Desk, login: str, stand_in: str) -> Iterable[Any]:
    held = sa.exists().where(Holder.instance_id == WorkItem.instance_id, Holder.item == WorkItem.number,
                             Holder.principal.in_(principals_alone(desk, login)))
    query = (sa.select(WorkItem, Visit, Instance).join(Instance, Instance.id == WorkItem.instance_id)
             .join(Visit, sa.and_(Visit.instance_id == WorkItem.instance_id, Visit.number == WorkItem.visit))
             .where(WorkItem.state == "open", held).order_by(WorkItem.instance_id, WorkItem.number))
    return [row for row in desk.session.execute(query) if stand_in in (row[0].why or {}).get("not", ())]


def _tell(desk: Desk, item: WorkItem, visit: Visit, instance: Instance, to: str) -> None:
    """The superior that it is theirs, who disables where it went."""
    contract = desk.session.get(Contract, instance.subject_id.partition(".")[0])
    key, step = Key(str(item.instance_id), item.number), visit.name or visit.element
    about = {"title": contract.title, "number": contract.number} if contract else {}
    for person, kind in ((to, "asked"), (desk.actor.user, "taken-over")):
        notices.tell(desk, person, kind, key=f"{kind}:{key}:{person}:{desk.now.isoformat()}", contract_id=contract.id if contract else None,
                     item=str(key), **about, step=step, by=desk.actor.user, to=to)
