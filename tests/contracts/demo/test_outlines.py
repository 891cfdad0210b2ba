"""What the demo contracts are: the same for the same seed, with plans that add up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from contracts.demo.outlines import ENDS, FIRST, outlines

DAY = dt.date(2026, 11, 24)


def test_the_same_seed_makes_the_same_contracts():
    assert outlines(60, DAY, seed=7) == outlines(60, DAY, seed=7)
    assert [one.typed() for one in outlines(30, DAY, seed=7)] != [one.typed() for one in outlines(30, DAY, seed=8)]


def test_what_was_interrupted_goes_on_with_the_same_contracts():
    whole, rest = outlines(30, DAY), outlines(18, DAY, skip=12)
    assert rest == [one for one in whole if one.number >= 12]


@pytest.mark.parametrize("outline", outlines(60, DAY), ids=lambda outline: str(outline.number))
def test_a_plan_adds_up_in_the_order_of_its_days(outline):
    plan = outline.plan()
    assert sum(Decimal(row["amount"]) for row in plan) == (outline.amount if outline.work.text != "framework" else 0)
    assert [row["due_on"] for row in plan] == sorted({row["due_on"] for row in plan})


def test_thirty_are_spread_over_every_end():
    assert len(outlines(30, DAY)) == FIRST == len(ENDS) == 30
    assert Counter(one.end for one in outlines(30, DAY)) == Counter(ENDS)


def test_thirty_are_of_several_types():
    counts = Counter(one.work.text for one in outlines(30, DAY))
    assert min(counts[text] for text in ("construction", "purchase", "service", "income")) >= 3


@pytest.mark.parametrize("outline", [one for one in outlines(60, DAY) if one.work.goods], ids=lambda outline: str(outline.number))
def test_goods_add_up_to_the_price_row_by_row(outline):
    rows = outline.typed()["goods"]
    assert sum(Decimal(row["amount"]) for row in rows) == outline.amount
    assert all(int(row["quantity"]) * Decimal(row["price"]) == Decimal(row["amount"]) > 0 for row in rows)


def test_they_began_before_today_the_oldest_first():
    begun = [one.begins for one in outlines(1000, DAY)]
    assert begun == sorted(begun)
    assert DAY - dt.timedelta(days=500) < begun[0] and begun[-1] <= DAY
