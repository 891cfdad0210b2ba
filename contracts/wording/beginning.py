"""Begin a contract from the counterparty's paper (对方文本) instead of a vetted text of ours."""

from __future__ import annotations

from contracts.drafting.starting import EDITION, Begun
from contracts.records import Contract
from contracts.types.catalog import pin_fields, type_of
from contracts.wording.taking import TakenWording
from contracts.wording.uploading import keep_wording
from engine.desk import Desk
from engine.errors import NotFound, NotYours
from engine.identity import new_id
from engine.instances import start_instance


def begin_theirs(desk: Desk, kind: str, given: TakenWording | None = None, *, title: str = "", department: str = "") -> Begun:
    """Begin a contract of this type; the facts are typed beside the paper, which may also come later, before the submission.

    Raises NotFound for a type that is not there or retired, NotYours, TooMuch.
    """
    if not desk.house.authority.allows(desk, "start", EDITION):
        raise NotYours(act="start", key=EDITION)
    chosen = type_of(desk, kind)
    if chosen.retired:
        raise NotFound(type=kind[:40])
    contract = Contract(
        id=new_id(), type=chosen.key, title=title, owner=desk.actor.user, department=department, template="", source="theirs",
        type_sha=pin_fields(desk.house, chosen), instance_id=new_id(),
        direction="expense" if chosen.direction == "either" else chosen.direction,
        values={name: value for name, value in chosen.form.defaults().items() if not hasattr(Contract, name)},
        created_at=desk.now, updated_at=desk.now, updated_by=desk.actor.user, tax_rate=chosen.tax_rate)
    desk.session.add(contract)
    moved = start_instance(desk, EDITION, subject="contract", subject_id=contract.id, initiator=desk.actor.user,
                           instance_id=contract.instance_id)
    if given is not None:
        keep_wording(desk, contract, given)
    return Begun(contract.id, next((item.key for item in moved.opened), None))
