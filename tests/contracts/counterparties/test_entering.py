"""A contract brings its counterparty into the directory."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.counterparties.entering import has_untied, take_up_contracts
from contracts.counterparties.records import Counterparty, CounterpartyContact, CounterpartyEntry, CounterpartyName
from contracts.counterparties.telling import entries_of
from contracts.keeping import first_start
from contracts.records import Contract
from engine.desk import SYSTEM, House, at_desk, reading_at
from tests.contracts.at_stage import TYPED, Travelling
from tests.contracts.counterparties.keeping import CODE, NAME, acting, added, row_of, wish_now


def as_before_the_directory(house: House) -> None:
    """Contracts without a tie, and nobody there: what a release before the directory left."""
    with at_desk(house, SYSTEM) as desk:
        desk.session.execute(sa.update(Contract).values(counterparty_id=None))
        for record in (CounterpartyEntry, CounterpartyName, CounterpartyContact, Counterparty):
            desk.session.execute(sa.delete(record))


def count(house: House) -> int:
    with reading_at(house, SYSTEM) as desk:
        return desk.session.scalar(sa.select(sa.func.count()).select_from(Counterparty)) or 0


def test_the_first_submission_puts_it_in_unconfirmed(quick_house: House) -> None:
    contract = Travelling(quick_house)
    assert count(quick_house) == 0
    one = contract.submitted().row().counterparty_id
    assert one is not None
    row, wish = row_of(quick_house, one), wish_now(quick_house, one)
    assert (wish.name, wish.code, wish.account) == (TYPED["counterparty"], TYPED["counterparty_code"], TYPED["counterparty_account"])
    assert (row.from_contract, row.account_state, row.added_by) == (True, "new", "chen")
    assert [(each.name, each.phone) for each in wish.contacts] == [(TYPED["counterparty_contact"], TYPED["counterparty_phone"])]


def test_a_second_contract_adds_nobody_and_changes_nothing(quick_house: House) -> None:
    one = Travelling.brought(quick_house, "submitted").row().counterparty_id
    other = Travelling(quick_house).submitted(counterparty_account="99990000").row().counterparty_id
    assert one == other and count(quick_house) == 1
    assert wish_now(quick_house, one).account == TYPED["counterparty_account"]


def test_a_draft_adds_nobody_but_knows_who_is_there(quick_house: House) -> None:
    one = added(quick_house).id
    contract = Travelling(quick_house).submitted(counterparty=NAME, counterparty_code=CODE)
    assert contract.row().counterparty_id == one and count(quick_house) == 1


def test_what_the_directory_could_not_keep_stops_no_submission(quick_house: House) -> None:
    one = Travelling(quick_house).submitted(counterparty_email="见名片", counterparty_account="见附件").row().counterparty_id
    wish = wish_now(quick_house, one)
    assert (wish.email, wish.account) == ("", "")


def test_the_history_says_which_contract_brought_it(quick_house: House) -> None:
    contract = Travelling.brought(quick_house, "submitted")
    with reading_at(quick_house, acting("xu")) as desk:
        (entry,) = entries_of(desk, contract.row().counterparty_id)
    assert (entry.act, entry.facts["contract"]) == ("counterparty-added", contract.id)


@pytest.mark.both
def test_an_upgrade_brings_those_of_older_contracts_once(quick_house: House) -> None:
    first, second = Travelling.brought(quick_house, "submitted"), Travelling(quick_house).submitted(counterparty=NAME, counterparty_code=CODE)
    as_before_the_directory(quick_house)
    said: list[str] = []
    for _ in range(2):
        first_start.take_up(quick_house, said.append)
    assert said == ["2 counterparties of older contracts are in the directory now."] and count(quick_house) == 2
    one = wish_now(quick_house, first.row().counterparty_id or 0)
    assert (one.name, one.account) == (TYPED["counterparty"], TYPED["counterparty_account"])
    assert second.row().counterparty_id not in (None, first.row().counterparty_id)


def test_a_contract_that_lost_its_tie_finds_it_again(quick_house: House) -> None:
    first, second = Travelling.brought(quick_house, "submitted"), Travelling(quick_house).submitted(counterparty=NAME, counterparty_code=CODE)
    begun = Travelling(quick_house)
    with at_desk(quick_house, SYSTEM) as desk:
        desk.session.execute(sa.update(Contract).where(Contract.id == first.id).values(counterparty_id=None))
    assert has_untied(quick_house) and take_up_contracts(quick_house) == 0          # the directory knows it already
    assert first.row().counterparty_id and second.row().counterparty_id != first.row().counterparty_id
    assert begun.row().counterparty_id is None and not has_untied(quick_house)
    assert take_up_contracts(quick_house) == 0
