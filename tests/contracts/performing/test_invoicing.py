"""Invoices: recorded by finance or the owner while the contract is performed, none twice, cancelled with a reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from contracts.performing.invoicing.invoices import invoicing_of
from contracts.performing.invoicing.recording import (
    InvoiceCancelled,
    InvoicedTooMuch,
    InvoiceTaken,
    InvoiceWish,
    NotPerforming,
    RedWish,
    cancel_invoice,
    record_invoice,
)
from contracts.records import Contract
from engine import history
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import Invalid, NotFound, NotYours
from tests.contracts.at_stage import Travelling
from tests.engine.competing import Meeting, at_once, kinds, wrong_in
from tests.people import actor

DAY = dt.date(2026, 3, 2)
NUMBER, OTHER = "26112000000000000001", "26112000000000000002"


def wish(number=NUMBER, gross="106000.00", tax="6000.00", **more):
    return InvoiceWish(number, Decimal(gross), Decimal(tax), more.pop("issued_on", DAY), **more)


def record(contract, given=None, by="wang", file=None):
    with at_desk(contract.house, actor(by)) as desk:
        return record_invoice(desk, contract.id, given or wish(), file)


def cancel(contract, number=1, reason="开票信息有误", red=None, by="wang"):
    with at_desk(contract.house, actor(by)) as desk:
        return cancel_invoice(desk, contract.id, number, reason, red)


def found(contract):
    with reading_at(contract.house, actor("xu")) as desk:
        return invoicing_of(desk, desk.session.get_one(Contract, contract.id))


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house, "countersigned")


def test_an_invoice_counts_and_stands_in_the_contracts_history(contract):
    assert record(contract, file=contract.receipt()) == 1
    assert record(contract, wish(OTHER, "94000", "0", plan_row=2, kind="ordinary"), by="chen") == 2
    here = found(contract)
    assert [(one.net, one.direction, one.paper is not None) for one in here.rows] == [(Decimal("100000.00"), "in", True), (Decimal("94000.00"), "in", False)]
    assert (here.agreed, here.invoiced, here.not_invoiced, here.open) == tuple(map(Decimal, ("300000", "200000", "100000", "300000")))
    with reading_at(contract.house, SYSTEM) as desk:
        told = [one.facts for one in history.entries(desk, contract.row().instance_id) if "invoiced_amount" in one.facts.get("after", {})]
    assert told[1] == {"before": {"invoiced_amount": "106000.00"}, "after": {"invoiced_amount": "200000.00"}}


@pytest.mark.parametrize("who, refusal", [("zhang", NotYours), ("sun", NotYours), ("qian", NotFound)])
def test_nobody_else_records_or_cancels(contract, who, refusal):
    record(contract)
    for act in (record, cancel):
        with pytest.raises(refusal):
            act(contract, by=who)


@pytest.mark.parametrize("number, code, wrong", [
    ("26112000000000000001", "", set()), ("１２３４５６７８", "011001900111", set()), ("123456789012", "0110019001", set()), ("1234567", "011001900111", {"number"}),
    ("2611200000000000000", "", {"number"}), (NUMBER, "0110019001", {"code"}), ("12345678", "", {"code"}), ("12345678", "12345678901", {"code"}), ("", "", {"number"}),
    ("٠١٢٣٤٥٦٧", "0110019001", {"number"})])
def test_a_number_has_twenty_digits_or_eight_to_twelve_with_a_code(contract, number, code, wrong):
    try:
        record(contract, wish(number, code=code))
    except Invalid as refused:
        assert set(refused.facts["fields"]) == wrong
    else:
        assert wrong == set()


@pytest.mark.parametrize("changed, field", [
    ({"gross": "0"}, "gross"), ({"tax": "106000.00"}, "tax"), ({"tax": "-1"}, "tax"), ({"issued_on": dt.date(2027, 1, 1)}, "issued_on"), ({"plan_row": 9}, "plan_row"),
    ({"kind": "x"}, "kind")])
def test_what_does_not_hold_is_said_of_its_field(contract, changed, field):
    with pytest.raises(Invalid) as refused:
        record(contract, wish(**changed))
    assert field in refused.value.facts["fields"]


def test_one_that_is_recorded_already_is_refused_with_where_it_stands(contract):
    record(contract)
    other = Travelling.brought(contract.house, "countersigned")
    with pytest.raises(InvoiceTaken) as refused:
        record(other)
    assert (refused.value.facts["contract"], refused.value.facts["invoice"]) == (contract.row().number, 1)
    assert found(other).invoiced == 0


def test_more_than_agreed_is_recorded_only_knowingly_and_shown(contract):
    with pytest.raises(InvoicedTooMuch) as refused:
        record(contract, wish(gross="300000.01"))
    assert refused.value.facts["by"] == "0.01" and found(contract).rows == ()
    record(contract, wish(gross="300000.01", knowingly=True))
    assert found(contract).excess == Decimal("0.01")


def test_a_void_invoice_takes_its_amount_back_and_gives_its_number_free(contract):
    record(contract)
    assert cancel(contract) is None
    assert (found(contract).invoiced, found(contract).rows[0].reason) == (Decimal(0), "开票信息有误")
    assert record(contract) == 2


def test_a_red_invoice_takes_one_back_with_a_number_of_its_own(contract):
    record(contract)
    assert cancel(contract, red=RedWish(OTHER, DAY)) == 2
    blue, red = found(contract).rows
    assert (red.gross, red.tax, red.red_of, blue.voided_at, found(contract).invoiced) == (Decimal("-106000.00"), Decimal("-6000.00"), 1, None, Decimal(0))
    for number in (1, 2):
        with pytest.raises(InvoiceCancelled):
            cancel(contract, number)
    with pytest.raises(InvoiceTaken):
        record(contract)


@pytest.mark.parametrize("red, refusal", [
    (RedWish(NUMBER, DAY), InvoiceTaken), (RedWish("1", DAY), Invalid), (RedWish(OTHER, dt.date(2026, 3, 1)), Invalid), (RedWish(OTHER, dt.date(2026, 3, 3)), Invalid)])
def test_a_red_invoice_that_does_not_hold_changes_nothing(contract, red, refusal):
    record(contract)
    with pytest.raises(refusal):
        cancel(contract, red=red)
    assert found(contract).invoiced == Decimal("106000.00") and found(contract).rows[0].cancelled_at is None


def test_a_reason_is_needed(contract):
    record(contract)
    with pytest.raises(Invalid):
        cancel(contract, reason=" ")


def test_only_what_is_performed_has_invoices(quick_house):
    contract = Travelling.brought(quick_house, "approved")
    with pytest.raises(NotPerforming):
        record(contract)
    contract.countersigned()
    record(contract)
    contract.settled().filed()
    with pytest.raises(NotPerforming):
        cancel(contract)


@pytest.mark.both
def test_of_two_who_record_one_invoice_at_once_one_is_told(quick_house):
    contracts = [Travelling.brought(quick_house, "countersigned") for _ in range(2)]
    Meeting(quick_house).at("UPDATE contract")
    answers = at_once(quick_house, *(("wang", lambda desk, one=one: record_invoice(desk, one.id, wish())) for one in contracts))
    assert kinds(answers) == ["InvoiceTaken", "int"]
    assert sorted(found(contract).invoiced for contract in contracts) == [Decimal(0), Decimal("106000.00")] and wrong_in(quick_house) == []


@pytest.mark.both
def test_two_invoices_of_one_contract_at_once_both_count(quick_house):
    contract = Travelling.brought(quick_house, "countersigned")
    Meeting(quick_house).at("UPDATE contract")
    answers = at_once(quick_house, *((who, lambda desk, n=n: record_invoice(desk, contract.id, wish(n))) for who, n in (("wang", NUMBER), ("chen", OTHER))))
    assert sorted(answers) == [1, 2] and found(contract).invoiced == Decimal("212000.00")
