"""Bank accounts: unconfirmed until somebody else of finance says that they are right."""

from __future__ import annotations

import pytest

from contracts import notices
from contracts.counterparties.accounts import NothingToConfirm, OwnAccountChange, confirm_account
from contracts.counterparties.telling import entries_of
from engine.desk import House, reading_at
from engine.errors import ChangedMeanwhile, NotYours
from tests.contracts.counterparties.keeping import acting, added, at, edited, row_of


def confirmed(house: House, one: int, by: str = "wang", version: int | None = None) -> None:
    with at(house, by) as desk:
        confirm_account(desk, one, version or row_of(house, one).version)


def test_a_new_account_is_unconfirmed_until_finance_confirms_it(chancery_house: House) -> None:
    one = added(chancery_house).id
    assert row_of(chancery_house, one).account_state == "new"
    confirmed(chancery_house, one)
    row = row_of(chancery_house, one)
    assert (row.account_state, row.confirmed_by) == ("confirmed", "wang")


@pytest.mark.parametrize("login", ["chen", "li", "zheng", "sun", "xu"])
def test_only_finance_confirms(chancery_house: House, login: str) -> None:
    one = added(chancery_house).id
    with pytest.raises(NotYours):
        confirmed(chancery_house, one, by=login)


def test_a_changed_account_is_a_change_with_who_and_when_and_unconfirmed_again(chancery_house: House) -> None:
    one = added(chancery_house).id
    confirmed(chancery_house, one)
    edited(chancery_house, one, by="qian", account="99990000")
    row = row_of(chancery_house, one)
    assert (row.account_state, row.account_by, row.account_at) == ("changed", "qian", chancery_house.clock())
    assert row.confirmed_by is None


def test_who_changed_it_does_not_confirm_it_though_they_are_of_finance(chancery_house: House) -> None:
    one = added(chancery_house).id
    edited(chancery_house, one, by="wang", account="99990000")
    with pytest.raises(OwnAccountChange):
        confirmed(chancery_house, one, by="wang")
    confirmed(chancery_house, one, by="zhao")
    assert row_of(chancery_house, one).account_state == "confirmed"


def test_another_bank_with_the_same_number_is_another_account(chancery_house: House) -> None:
    one = added(chancery_house).id
    confirmed(chancery_house, one)
    edited(chancery_house, one, bank="别的银行")
    assert row_of(chancery_house, one).account_state == "changed"


def test_an_account_that_was_swapped_while_it_was_looked_at_is_not_confirmed(chancery_house: House) -> None:
    one = added(chancery_house)
    edited(chancery_house, one.id, account="99990000")
    with pytest.raises(ChangedMeanwhile):
        confirmed(chancery_house, one.id, version=one.version)


@pytest.mark.parametrize("account", ["", "62000119"])
def test_what_is_not_there_or_confirmed_is_not_confirmed(chancery_house: House, account: str) -> None:
    one = added(chancery_house, account=account).id
    if account:
        confirmed(chancery_house, one)
    with pytest.raises(NothingToConfirm):
        confirmed(chancery_house, one, by="zhao")


def test_an_address_that_changes_leaves_the_account_confirmed(chancery_house: House) -> None:
    one = added(chancery_house).id
    confirmed(chancery_house, one)
    edited(chancery_house, one, address="别处")
    assert row_of(chancery_house, one).account_state == "confirmed"


def test_the_history_says_who_confirmed_and_not_which(chancery_house: House) -> None:
    one = added(chancery_house).id
    confirmed(chancery_house, one)
    with reading_at(chancery_house, acting("xu")) as desk:
        entry = entries_of(desk, one)[0]
    assert (entry.act, entry.actor, entry.facts["given_by"]) == ("account-confirmed", "wang", "chen")
    assert "6200" not in str(entry.facts)


def waiting_for(house: House, login: str) -> list[str]:
    with reading_at(house, acting(login)) as desk:
        return [one.facts["name"] for one in notices.page(desk).rows if one.kind == "account-waits"]


def test_finance_is_told_of_each_account_that_waits_for_them_and_nobody_else(chancery_house: House) -> None:
    one = added(chancery_house).id
    name = row_of(chancery_house, one).name
    assert [waiting_for(chancery_house, login) for login in ("wang", "zhao", "li", "chen")] == [[name], [name], [], []]
    edited(chancery_house, one, phone="010-1")
    assert waiting_for(chancery_house, "wang") == [name]
    chancery_house.clock.tell("2026-03-03T09:00")
    edited(chancery_house, one, by="wang", account="99990000")
    assert [len(waiting_for(chancery_house, login)) for login in ("wang", "zhao")] == [1, 2]


def test_a_counterparty_without_an_account_waits_for_nobody(chancery_house: House) -> None:
    added(chancery_house, account="", bank="")
    assert waiting_for(chancery_house, "wang") == []
