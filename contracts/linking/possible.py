"""Which contracts may be begun under another one, by whom: what its page offers, and what `begin_linked` asks for."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from contracts.linking.records import LinkEffect
from contracts.linking.relations import EFFECTIVE
from contracts.records import Contract
from contracts.templates.offered import Offer, offers
from engine.desk import Desk

EDITION = "contract"


@dataclass(frozen=True)
class Possible:
    """A relation that a new contract may have here; `texts`: to choose from (none: it has one of its own)."""

    relation: str
    texts: tuple[Offer, ...] = ()


def possible_links(desk: Desk, contract: Contract) -> tuple[Possible, ...]:
    """What the actor may begin under this contract, which they see; nothing for who may start no contracts."""
    if contract.relation in EFFECTIVE or not desk.house.authority.allows(desk, "start", EDITION):
        return ()
    is_over = is_terminated(desk, contract.id)
    found: list[Possible] = []
    if contract.status == "running" and contract.stage == "perform" and not is_over:
        texts = order_texts(desk, contract)
        found += [Possible("order", texts)] if texts else []
        found += [Possible(relation) for relation in EFFECTIVE]
    if _may_be_renewed(contract) and not is_over and not is_renewed(desk, contract.id):
        found.append(Possible("renewal"))
    return tuple(found)


def order_texts(desk: Desk, contract: Contract) -> tuple[Offer, ...]:
    """The texts offered for the types whose orders may stand under a contract of this type."""
    return tuple(one for one in offers(desk) if contract.type in one.type.under)


def is_terminated(desk: Desk, contract_id: str) -> bool:
    """Has a signed termination taken effect?"""
    ended = sa.select(LinkEffect.contract_id).where(LinkEffect.parent_id == contract_id, LinkEffect.relation == "termination").limit(1)
    return desk.session.scalar(ended) is not None


def is_renewed(desk: Desk, contract_id: str) -> bool:
    """Is there a renewal already, if only a draft?"""
    renewal = sa.select(Contract.id).where(Contract.parent_id == contract_id, Contract.relation == "renewal",
                                           Contract.status != "cancelled")
    return desk.session.scalar(renewal.limit(1)) is not None


def _may_be_renewed(contract: Contract) -> bool:
    if not contract.template_version:                 # the counterparty's paper: there is no text of ours to begin with
        return False
    return contract.status == "archived" or (contract.status == "running" and contract.stage in ("perform", "archive"))
