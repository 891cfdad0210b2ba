"""What we have with a counterparty: only what I may see, in the list and in its sums."""

from __future__ import annotations

from decimal import Decimal

from contracts.counterparties.dealings import Dealings, dealings_with
from contracts.process.ending import cancel_contract
from contracts.records import Contract
from engine.desk import House, at_desk, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.counterparties.keeping import acting, added
from tests.contracts.counterparties.test_merging import merged
from tests.people import actor
from tests.told_clock import ToldClock


def dealt(house: House, contract: Travelling, login: str = "xu", **more: object) -> Dealings:
    with reading_at(house, acting(login)) as desk:
        return dealings_with(desk, contract.row().counterparty_id or 0, **more)        # type: ignore[arg-type]


def test_amount_paid_open_and_overdue(quick_house: House, clock: ToldClock) -> None:
    contract = Travelling.brought(quick_house, "countersigned").settled(1)
    clock.advance("P200D")
    sums = dealt(quick_house, contract).expense
    assert (sums.count, sums.amount, sums.settled, sums.open, sums.overdue) == (1, Decimal(300000), Decimal(100000), Decimal(200000), Decimal(150000))


def test_nothing_is_overdue_before_it_is_signed_and_nothing_counts_that_was_cancelled(quick_house: House, clock: ToldClock) -> None:
    contract = Travelling.brought(quick_house, "submitted")
    clock.advance("P400D")
    assert dealt(quick_house, contract).expense.overdue == 0
    with at_desk(quick_house, actor("chen")) as desk:
        cancel_contract(desk, desk.session.get_one(Contract, contract.id), "x")
    found = dealt(quick_house, contract)
    assert (found.expense.count, found.expense.amount, len(found.contracts)) == (0, 0, 1)


def test_who_may_not_see_a_contract_sees_it_in_no_sum(quick_house: House) -> None:
    contract = Travelling.brought(quick_house, "submitted")
    hidden = dealt(quick_house, contract, "qian")
    assert hidden.contracts == [] and (hidden.expense.count, hidden.expense.amount, hidden.income.count) == (0, 0, 0)
    assert dealt(quick_house, contract, "chen").expense.count == 1


def test_contracts_of_who_was_merged_are_there_too(quick_house: House) -> None:
    contract = Travelling.brought(quick_house, "submitted")
    stays = added(quick_house, is_another=True).id
    merged(quick_house, contract.row().counterparty_id or 0, stays)
    with reading_at(quick_house, acting("xu")) as desk:
        assert [one.id for one in dealings_with(desk, stays).contracts] == [contract.id]


def test_the_list_goes_on_behind_the_last_one(quick_house: House) -> None:
    first, second = Travelling.brought(quick_house, "submitted"), Travelling.brought(quick_house, "submitted")
    page = dealt(quick_house, first, limit=1)
    assert [one.id for one in page.contracts] == [second.id]
    assert [one.id for one in dealt(quick_house, first, after=page.next).contracts] == [first.id]
