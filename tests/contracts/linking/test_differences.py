"""What does not fit the main contract is said while the linked draft is written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from contracts.linking.differences import findings_of, ordered
from contracts.records import Contract
from engine.desk import at_desk, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.contracts.linking.test_beginning import made_framework
from tests.people import actor


@pytest.fixture
def signed(quick_house):
    """300,000 yuan, signed on 2 March 2026, from 1 January to 31 December 2026."""
    signed = Travelling.brought(quick_house, "countersigned")
    with at_desk(quick_house, actor("chen")) as desk:
        row = desk.session.get_one(Contract, signed.id)
        row.starts_on, row.ends_on, row.signed_on = dt.date(2026, 4, 1), dt.date(2026, 12, 31), dt.date(2026, 3, 2)
    return signed


def found(contract, **values):
    with reading_at(contract.house, actor("chen")) as desk:
        return [(one.field, one.level) for one in findings_of(desk, desk.session.get_one(Contract, contract.id), values)]


@pytest.mark.parametrize("relation, day, expected", [
    ("termination", dt.date(2026, 3, 1), ["error"]), ("termination", dt.date(2026, 3, 2), []), ("termination", dt.date(2027, 1, 1), ["warning"]),
    ("supplement", dt.date(2026, 3, 31), ["error"]), ("change", dt.date(2026, 4, 1), []), ("supplement", dt.date(2030, 1, 1), [])])
def test_an_end_lies_after_the_beginning_and_a_termination_prolongs_nothing(signed, relation, day, expected):
    assert found(Below(signed, relation), new_ends_on=day) == [("new_ends_on", level) for level in expected]


def test_another_counterparty_than_the_main_contracts_is_unusual(signed):
    supplement = Below(signed, "supplement")
    assert found(supplement, counterparty="另一家公司") == [("counterparty", "warning")]
    assert found(supplement, counterparty=signed.row().counterparty) == []
    assert found(Below(signed, "renewal"), counterparty="另一家公司") == []


def test_an_order_outside_of_the_term_or_above_what_is_left_of_its_framework_is_unusual(signed):
    order = Below(made_framework(signed), "order", "service")
    assert found(order, starts_on=dt.date(2027, 1, 1), amount=Decimal("300000.01")) == [("starts_on", "warning"), ("amount", "warning")]
    assert found(order, starts_on=dt.date(2026, 12, 31), amount=Decimal("300000.00")) == []


def test_only_submitted_orders_that_go_on_take_from_a_framework(signed):
    orders = [Below(made_framework(signed), "order", "service") for _ in range(3)]
    with at_desk(signed.house, actor("chen")) as desk:
        for order, (stage, status) in zip(orders, (("review", "running"), ("draft", "running"), ("review", "cancelled")), strict=True):
            row = desk.session.get_one(Contract, order.id)
            row.amount, row.stage, row.status = Decimal("200000.00"), stage, status
    with reading_at(signed.house, actor("chen")) as desk:
        main = desk.session.get_one(Contract, signed.id)
        assert [ordered(desk, main, but=order.id) for order in orders] == [0, Decimal("200000.00"), Decimal("200000.00")]
    assert found(orders[1], amount=Decimal("100000.01")) == [("amount", "warning")] and found(orders[1], amount=Decimal("100000.00")) == []
