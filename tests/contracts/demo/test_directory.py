"""The demo's directory shows what a directory is for."""

from __future__ import annotations

from contracts.counterparties import listing
from contracts.demo.counterparties import COUNTERPARTIES
from contracts.demo.directory import LISTED, furnish_directory
from engine.desk import House, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.counterparties.keeping import acting


def names(house: House, state: str) -> list[str]:
    with reading_at(house, acting("xu")) as desk:
        return [one.row.name for one in listing.page(desk, state=state).rows]


def test_one_is_blacklisted_papers_expire_and_accounts_wait(quick_house: House) -> None:
    for one in (COUNTERPARTIES[number] for number in (0, 1, 2, 4, 7)):
        Travelling(quick_house).submitted(**one.values())
    furnish_directory(quick_house)
    assert names(quick_house, "blacklisted") == [LISTED.name]
    assert names(quick_house, "papers") == [COUNTERPARTIES[2].name, COUNTERPARTIES[0].name]
    assert names(quick_house, "account") == [COUNTERPARTIES[7].name, COUNTERPARTIES[4].name]


def test_it_is_furnished_once(quick_house: House) -> None:
    furnish_directory(quick_house)
    furnish_directory(quick_house)
    assert len(names(quick_house, "")) == 1
