"""Who decides about a contract is told what the directory says of its counterparty today."""

from __future__ import annotations

from contracts.counterparties.blacklisting import blacklist
from contracts.counterparties.records import Counterparty
from contracts.reading.briefing import briefing_of
from engine.desk import House, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.counterparties.keeping import acting, at, edited
from tests.contracts.counterparties.test_accounts import confirmed
from tests.contracts.counterparties.test_papers import paper


def told(house: House, contract: Travelling, login: str = "zhang", element: str = "department-head") -> list[tuple[str, str]]:
    with reading_at(house, acting(login)) as desk:
        return [(one.field, one.level) for one in briefing_of(desk, contract.items()[element]).party]


def counterparty_of(contract: Travelling) -> int:
    return contract.row().counterparty_id or 0


def test_of_a_counterparty_with_nothing_unusual_nothing_is_said(quick_house: House) -> None:
    assert told(quick_house, Travelling.brought(quick_house, "submitted")) == []


def test_one_that_was_blacklisted_meanwhile_is_said_with_the_reason(quick_house: House) -> None:
    contract = Travelling.brought(quick_house, "submitted")
    with at(quick_house, "li") as desk:
        blacklist(desk, counterparty_of(contract), "失信")
    assert told(quick_house, contract) == [("counterparty", "error")]
    with reading_at(quick_house, acting("zhang")) as desk:
        (said,) = briefing_of(desk, contract.items()["department-head"]).party
    assert said.facts["reason"] == "失信"


def test_another_account_than_the_confirmed_one_and_expired_papers_are_said(quick_house: House) -> None:
    one = counterparty_of(Travelling.brought(quick_house, "submitted"))
    confirmed(quick_house, one)
    paper(quick_house, one, "2026-02-01")
    contract = Travelling(quick_house).submitted(counterparty_account="99990000")
    assert told(quick_house, contract) == [("counterparty", "warning"), ("counterparty_account", "warning")]


def test_who_pays_is_told_when_the_account_was_changed_after_the_signature(quick_house: House) -> None:
    contract = Travelling.brought(quick_house, "countersigned")
    one = counterparty_of(contract)
    confirmed(quick_house, one)
    edited(quick_house, one, by="qian", account="99990000")
    item = contract.settle_item(1)
    with reading_at(quick_house, acting("wang")) as desk:
        assert [(said.field, said.level) for said in briefing_of(desk, item).party] == [("counterparty_account", "warning")]
        assert desk.session.get_one(Counterparty, one).account_state == "changed"
