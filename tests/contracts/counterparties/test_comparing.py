"""What a draft is told of its counterparty."""

from __future__ import annotations

from typing import Any

from contracts.counterparties.comparing import findings_of
from engine.desk import House, reading_at
from tests.contracts.counterparties.keeping import CODE, HENG, NAME, OTHER, OTHER_CODE, acting, added, edited
from tests.contracts.counterparties.test_accounts import confirmed
from tests.contracts.counterparties.test_papers import paper

SAME = {"counterparty": NAME, "counterparty_code": CODE, "counterparty_address": HENG.address, "counterparty_representative": HENG.representative,
        "counterparty_contact": "田雨", "counterparty_phone": HENG.phone, "counterparty_bank": HENG.bank, "counterparty_account": "620001192026"}


def told(house: House, **changed: Any) -> list[tuple[str, str]]:
    with reading_at(house, acting("chen")) as desk:
        return [(one.field, one.level) for one in findings_of(desk, {**SAME, **changed})]


def known(house: House) -> int:
    one = added(house).id
    confirmed(house, one)
    return one


def test_of_a_name_that_nobody_knows_nothing_is_said(chancery_house: House) -> None:
    assert told(chancery_house) == [] and told(chancery_house, counterparty="", counterparty_code="") == []


def test_of_what_the_directory_says_nothing_is_said(chancery_house: House) -> None:
    known(chancery_house)
    assert told(chancery_house) == []


def test_another_account_than_the_confirmed_one_is_a_warning(chancery_house: House) -> None:
    known(chancery_house)
    assert told(chancery_house, counterparty_account="1234567") == [("counterparty_account", "warning")]
    assert told(chancery_house, counterparty_bank="别的银行") == [("counterparty_account", "warning")]


def test_an_account_that_was_changed_and_not_confirmed_is_a_warning_with_who(chancery_house: House) -> None:
    one = known(chancery_house)
    edited(chancery_house, one, by="qian", account="1234567")
    with reading_at(chancery_house, acting("chen")) as desk:
        (found,) = findings_of(desk, {**SAME, "counterparty_account": "1234567"})
    assert (found.level, found.facts) == ("warning", {"by": "钱伟", "day": "2026-03-02"})


def test_a_new_account_that_is_not_confirmed_is_a_note(chancery_house: House) -> None:
    added(chancery_house)
    assert told(chancery_house) == [("counterparty_account", "note")]


def test_other_data_than_the_directory_has_is_marked_at_its_field(chancery_house: House) -> None:
    known(chancery_house)
    changed = {"counterparty_address": "别处", "counterparty_contact": "新人", "counterparty_phone": "13900000000"}
    assert told(chancery_house, **changed) == [(field, "note") for field in changed]


def test_the_telephone_of_any_contact_is_known(chancery_house: House) -> None:
    known(chancery_house)
    assert told(chancery_house, counterparty_phone="138 0000 0000") == []


def test_papers_that_expired_are_warned_of(chancery_house: House) -> None:
    one = known(chancery_house)
    paper(chancery_house, one, "2026-02-01")
    paper(chancery_house, one, "2026-03-20", kind="safety")
    assert told(chancery_house) == [("counterparty", "warning"), ("counterparty", "note")]


def test_a_name_that_is_nearly_the_same_is_warned_of_with_how_similar(chancery_house: House) -> None:
    known(chancery_house)
    with reading_at(chancery_house, acting("chen")) as desk:
        (found,) = findings_of(desk, {"counterparty": "北京恒利达电梯工程有限公司", "counterparty_code": OTHER_CODE})
    assert (found.field, found.level, found.facts) == ("counterparty", "warning", {"name": NAME, "percent": "88"})


def test_a_code_of_another_name_and_a_name_of_another_code_are_warned_of(chancery_house: House) -> None:
    known(chancery_house)
    assert ("counterparty", "warning") in told(chancery_house, counterparty=OTHER)
    assert told(chancery_house, counterparty_code=OTHER_CODE) == [("counterparty_code", "warning")]
