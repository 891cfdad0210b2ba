"""Reports: any two dimensions, and the contracts behind each number."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest

from contracts.ledger import listing
from contracts.reports.dimensions import BY_NAME
from contracts.reports.figures import COUNT, MEASURES, report
from engine.desk import at_desk, reading_at
from engine.errors import Invalid
from tests.contracts.ledger.test_listing import put
from tests.people import actor


@pytest.fixture
def many(house):
    """Forty contracts of all kinds, the same at each run."""
    dice = random.Random(8)
    for number in range(40):
        put(house, f"contract {number}", owner=dice.choice(["chen", "qian"]), department=dice.choice(["ENG", "PUR", ""]),
            amount=dice.choice([None, Decimal(dice.randrange(1, 10**9)).scaleb(-2)]), direction=dice.choice(["expense", "income"]),
            status=dice.choice(["running", "archived", "cancelled"]), stage=dice.choice(["review", "perform"]),
            project=dice.choice(["", "P1"]), counterparty=dice.choice(["", "甲公司", "乙公司"]), risk_level=dice.choice(["low", "high"]),
            signed_on=dice.choice([None, dt.date(2026, 2, 28), dt.date(2026, 3, 1)]), settled_amount=Decimal(dice.randrange(100)))
    return house


def drawn(house, *asked, person="sun", **more):
    with reading_at(house, actor(person)) as desk:
        return report(desk, *asked, **more)


def behind(house, cell, measure, person="sun"):
    """The same number as the ledger has it under the cell's filters."""
    with reading_at(house, actor(person)) as desk:
        totals = listing.totals(desk, cell.filters)
    return Decimal(totals.count) if measure == COUNT else getattr(totals.of(cell.filters.direction[0]), measure)


@pytest.mark.parametrize("rows, columns", [("type", "stage"), ("department", "signed"), ("company", "risk"), ("project", "counterparty"), ("signed", "project"), ("owner", "ends")])
@pytest.mark.parametrize("measure", list(MEASURES))
def test_the_ledger_says_the_same_behind_every_number(many, rows, columns, measure):
    made = drawn(many, rows, columns, measure=measure)
    cells = [made.total, *(cell for _, cell in made.rows), *(cell for _, cell in made.columns), *made.cells.values()]
    assert [cell.value for cell in cells] == [behind(many, cell, measure) for cell in cells]


@pytest.mark.parametrize("rows", list(BY_NAME))
def test_rows_add_up_to_the_total(many, rows):
    made = drawn(many, rows, measure="amount")
    assert sum(cell.value for _, cell in made.rows) == made.total.value > 0


def test_only_what_i_may_see_is_counted(many):
    assert drawn(many, "owner", person="qian").total.value < drawn(many, "owner").total.value
    assert [key for key, _ in drawn(many, "owner", person="qian").rows] == ["qian"]


def test_months_and_stages_stand_in_their_order_and_the_others_largest_first(many):
    assert [key for key, _ in drawn(many, "type", "stage", measure="amount").columns] == ["review", "perform"]
    assert [key for key, _ in drawn(many, "signed").rows] == ["2026-02", "2026-03", "-"]
    values = [cell.value for _, cell in drawn(many, "department", measure="amount").rows]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("asked, field", [(("weather",), "rows"), (("type", "weather"), "columns"), (("type", "type"), "columns")])
def test_what_contracts_can_not_be_grouped_by_is_refused(house, asked, field):
    with pytest.raises(Invalid) as refused:
        drawn(house, *asked)
    assert field in refused.value.facts["fields"]


def test_an_empty_ledger_makes_an_empty_report(house):
    with at_desk(house, actor("sun")) as desk:
        made = report(desk, "type", "stage", measure="amount")
    assert (made.rows, made.columns, made.total.value) == ((), (), Decimal(0))


def test_cells_stand_only_where_their_row_and_their_column_do(many):
    made = drawn(many, "department", "owner", most=(1, 1))
    assert list(made.cells) == [(made.rows[0][0], made.columns[0][0])]
    assert made.total.value > made.rows[0][1].value and made.rest == 3
