"""The sums of a project's lines equal a naive sum over its contracts, whatever they are."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from contracts.projects.figures import EFFECTS, Sums, sums_by_line, taken_of
from contracts.records import Contract
from engine.desk import SYSTEM, at_desk, reading_at
from engine.identity import new_id

PROJECTS, NOT_SIGNED = ("P1", "P2", ""), ("draft", "review", "sign")


def some_contract(luck, now):
    stage = luck.choice((*NOT_SIGNED, "perform", "archive"))
    money = {name: Decimal(luck.randrange(10**luck.randint(2, 15))) / 100 for name in ("amount", "changed_amount", "invoiced_amount", "settled_amount", "amount_change")}
    return Contract(
        id=new_id(), type="service", title="t", owner="chen", department="ENG", values={}, template="t", created_at=now, updated_at=now,
        **{**money, "amount": luck.choice((None, money["amount"], money["amount"])), "amount_change": money["amount_change"] * luck.choice((1, -1))},
        direction=luck.choice(("expense", "income")), stage=stage,
        status=luck.choice(("running", "running", "archived" if stage == "archive" else "cancelled")), project=luck.choice(PROJECTS),
        budget_line=luck.choice((None, 1, 2)), relation=luck.choice(("", "", "order", *EFFECTS)),
        submitted_at=luck.choice((now, None)) if stage == "draft" else now)


def naively(contracts):
    found = {}
    for one in contracts:
        signed, lives, amount = one.stage not in NOT_SIGNED, one.status != "cancelled", one.amount or Decimal(0)
        asked = max(one.amount_change, Decimal(0)) if one.relation in EFFECTS else amount
        reserved = asked if one.status == "running" and not signed and one.submitted_at else Decimal(0)
        committed = amount if lives and signed and one.relation not in EFFECTS else Decimal(0)
        changed = one.changed_amount if lives and signed else Decimal(0)
        key = (one.project, one.budget_line, one.direction)
        found[key] = found.get(key, Sums()) + Sums(1, reserved, committed, changed, one.invoiced_amount, one.settled_amount)
    return {key: sums for key, sums in found.items() if key[0]}


@pytest.mark.both
@pytest.mark.parametrize("seed", range(6))
def test_the_sums_of_each_line_are_those_of_its_contracts(house, seed):
    luck = random.Random(seed)
    contracts = [some_contract(luck, house.clock()) for _ in range(luck.randrange(1, 120))]
    with at_desk(house, SYSTEM) as desk:
        desk.session.add_all(contracts)
    with reading_at(house, SYSTEM) as desk:
        assert sums_by_line(desk) == naively(contracts)
        others = naively(contracts[1:]).get(("P1", 1, "expense"), Sums())
        assert taken_of(desk, "P1", 1, without=contracts[0].id) == others.booked
