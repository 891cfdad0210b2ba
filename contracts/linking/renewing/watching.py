"""A contract's term is watched from its signing: the watch begins by a letter, hears of a new end by one, and ends by one."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.linking.relations import EFFECTIVE
from contracts.linking.renewing.records import TermWatch
from contracts.records import Contract
from engine import outbox
from engine.desk import Desk
from engine.records import Edition, Instance

KEY = "renewal"                            # the edition of a watch, and the name of its subject
TERM_MOVED = "term-moved"
WAITING, ASKED = "waiting", "asked"        # in Contract.renewal, beside the answers


def begin_watch(desk: Desk, contract: Contract) -> None:
    """Watch over the term of a signed contract; nothing for one without an end, or for an agreement about another contract."""
    if contract.ends_on is None or contract.relation in EFFECTIVE or contract.renewal or not _is_published(desk):
        return
    contract.renewal = WAITING
    outbox.post_start(desk, key=f"{KEY}:{contract.id}", edition_key=KEY, subject=KEY, subject_id=contract.id, initiator=contract.owner)


def tell_watch(desk: Desk, contract: Contract, because: str) -> None:
    """The end has moved, says the contract `because`: the watch waits for the new one. Without a watch one begins."""
    if not contract.renewal:
        begin_watch(desk, contract)
    elif is_watched(desk, contract.id):
        outbox.post_letter(desk, key=f"{TERM_MOVED}:{because}", to_subject=KEY, to_id=contract.id, name=TERM_MOVED, data={})


def end_watch(desk: Desk, contract: Contract, reason: str) -> None:
    """Nobody needs to be asked any more."""
    if contract.renewal == WAITING or is_watched(desk, contract.id):
        outbox.post_cancel(desk, key=f"{KEY}-over:{contract.id}", to_subject=KEY, to_id=contract.id, reason=reason)


def is_watched(desk: Desk, contract_id: str) -> bool:
    """Does the instance of its watch run?"""
    query = (sa.select(TermWatch.contract_id).join(Instance, Instance.id == TermWatch.instance_id)
             .where(TermWatch.contract_id == contract_id, Instance.ended_at.is_(None)))
    return desk.session.scalar(query) is not None


def _is_published(desk: Desk) -> bool:
    return desk.session.scalar(sa.select(Edition.id).where(Edition.key == KEY).limit(1)) is not None
