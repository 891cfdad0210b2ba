"""Two entries that are one counterparty."""

from __future__ import annotations

import pytest

from contracts.counterparties.blacklisting import blacklist, in_force
from contracts.counterparties.directory import CodeTaken, Merged
from contracts.counterparties.finding import named
from contracts.counterparties.merging import merge
from engine.desk import House, reading_at
from engine.errors import ChangedMeanwhile, Invalid, NotYours
from tests.contracts.at_stage import Travelling
from tests.contracts.counterparties.keeping import CODE, NAME, OTHER, OTHER_CODE, acting, added, at, edited, row_of, wish_now


def two(house: House) -> tuple[int, int]:
    """The one that goes, and the one that stays."""
    return added(house).id, added(house, name=OTHER, code=OTHER_CODE, account="", bank="", contacts=(), former=("澄宇",)).id


def merged(house: House, goes: int, stays: int, by: str = "li") -> None:
    with at(house, by) as desk:
        merge(desk, goes, stays, row_of(house, goes).version)


def test_who_stays_takes_names_contacts_and_what_it_lacks(chancery_house: House) -> None:
    goes, stays = two(chancery_house)
    merged(chancery_house, goes, stays)
    wish = wish_now(chancery_house, stays)
    assert (wish.name, wish.code, wish.former) == (OTHER, OTHER_CODE, ("澄宇", NAME))
    assert [one.name for one in wish.contacts] == ["田雨"] and wish.account == "6200 0119 2026"
    assert row_of(chancery_house, stays).account_state == "new"


def test_name_and_code_of_who_went_lead_to_who_stays(chancery_house: House) -> None:
    goes, stays = two(chancery_house)
    merged(chancery_house, goes, stays)
    with reading_at(chancery_house, acting("chen")) as desk:
        assert named(desk, NAME, "").one.id == named(desk, "", CODE).one.id == stays
    with pytest.raises(CodeTaken) as refused:
        added(chancery_house, name="第三家公司")
    assert refused.value.facts["counterparty"] == stays
    with pytest.raises(Merged):
        edited(chancery_house, goes, address="x")


def test_contracts_keep_what_they_say(quick_house: House) -> None:
    goes, stays = two(quick_house)
    contract = Travelling(quick_house).submitted(counterparty=NAME, counterparty_code=CODE)
    merged(quick_house, goes, stays)
    row = contract.row()
    assert (row.counterparty, row.counterparty_code, row.counterparty_id) == (NAME, CODE, goes)


def test_a_blacklisting_goes_along(chancery_house: House) -> None:
    goes, stays = two(chancery_house)
    with at(chancery_house, "li") as desk:
        blacklist(desk, goes, "失信")
    merged(chancery_house, goes, stays)
    with reading_at(chancery_house, acting("xu")) as desk:
        assert in_force(desk, [stays])[stays].reason == "失信"


def test_one_that_took_others_can_be_merged_itself(chancery_house: House) -> None:
    goes, stays = two(chancery_house)
    merged(chancery_house, goes, stays)
    last = added(chancery_house, name="昆明春城园林绿化有限公司", code="").id
    merged(chancery_house, stays, last)
    assert row_of(chancery_house, goes).merged_into == last
    with reading_at(chancery_house, acting("chen")) as desk:
        assert named(desk, "", CODE).one.id == last


@pytest.mark.parametrize("login", ["chen", "wang", "sun", "xu"])
def test_legal_and_administrators_merge(chancery_house: House, login: str) -> None:
    goes, stays = two(chancery_house)
    with pytest.raises(NotYours):
        merged(chancery_house, goes, stays, by=login)


def test_nothing_is_merged_into_itself_nor_after_it_changed(chancery_house: House) -> None:
    goes, stays = two(chancery_house)
    with pytest.raises(Invalid):
        merged(chancery_house, goes, goes)
    with pytest.raises(ChangedMeanwhile), at(chancery_house, "li") as desk:
        merge(desk, goes, stays, 99)
