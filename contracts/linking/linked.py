"""What a contract is linked to, as its page and the API show it: the main contract above, the linked ones below; only what may be seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from contracts.linking.main_contract import current_amount, current_parts
from contracts.linking.records import LinkEffect
from contracts.permissions import visible
from contracts.records import Contract
from engine.desk import Desk


@dataclass(frozen=True)
class Link:
    """One contract at the other end. `side` is `main` or `linked`; `effect` is there once it has taken effect."""

    side: str
    relation: str
    id: str
    number: str | None
    title: str
    type: str
    stage: str
    status: str
    amount: Decimal | None
    currency: str
    effect: LinkEffect | None = None


@dataclass(frozen=True)
class Links:
    """All links of a contract, and what signed changes have made of its amount and term."""

    main: Link | None
    linked: tuple[Link, ...]
    effect: LinkEffect | None              # of this contract on its main one
    amount: Decimal | None                 # as agreed today
    original_amount: Decimal | None
    net: Decimal | None                    # of the amount as agreed today
    tax: Decimal | None
    original_ends_on: dt.date | None       # before the first change of the term

    @property
    def ordered(self) -> Decimal | None:
        """What the orders among them come to, without drafts and what was cancelled; None without orders."""
        orders = [one for one in self.linked if one.relation == "order" and one.stage != "draft" and one.status != "cancelled"]
        return sum((one.amount or Decimal(0) for one in orders), Decimal(0)) if orders else None


def links_of(desk: Desk, contract: Contract) -> Links:
    """Who asks has looked whether the contract may be seen."""
    related = sa.or_(Contract.parent_id == contract.id, Contract.id == contract.parent_id)
    found = list(desk.session.scalars(sa.select(Contract).where(related, visible(desk)).order_by(Contract.created_at, Contract.id)))
    effects = {one.contract_id: one for one in desk.session.scalars(sa.select(LinkEffect).order_by(LinkEffect.at).where(
        sa.or_(LinkEffect.parent_id == contract.id, LinkEffect.contract_id == contract.id)))}
    main = next((_link("main", contract.relation, one) for one in found if one.id == contract.parent_id), None)
    below = tuple(_link("linked", one.relation, one, effects.get(one.id)) for one in found if one.parent_id == contract.id)
    moved = [one for one in effects.values() if one.parent_id == contract.id and one.ends_after != one.ends_before]
    parts = current_parts(contract)
    net, tax = (parts.net, parts.tax) if parts else (None, None)
    return Links(main, below, effects.get(contract.id), current_amount(contract), contract.amount, net, tax,
                 moved[0].ends_before if moved else contract.ends_on)


def _link(side: str, relation: str, contract: Contract, effect: LinkEffect | None = None) -> Link:
    return Link(side, relation, contract.id, contract.number, contract.title, contract.type, contract.stage, contract.status,
                current_amount(contract), contract.currency, effect)
