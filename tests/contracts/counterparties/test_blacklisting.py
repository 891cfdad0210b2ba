"""The blacklist: who may, with a reason, until when; and what it stops."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.counterparties.blacklisting import Blacklisted, NotBlacklisted, blacklist, blacklistings_of, in_force, lift
from contracts.drafting.submitting import NotReady
from engine.desk import House, reading_at
from engine.errors import Invalid, NotYours
from tests.contracts.at_stage import Travelling
from tests.contracts.counterparties.keeping import CODE, NAME, OTHER_CODE, acting, added, at
from tests.told_clock import ToldClock

WHY = "两次虚开发票"


def listed(house: House, by: str = "li", **more: object) -> int:
    one = added(house).id
    with at(house, by) as desk:
        blacklist(desk, one, WHY, **more)             # type: ignore[arg-type]
    return one


@pytest.mark.parametrize("login, may", [("li", True), ("zheng", True), ("chen", False), ("wang", False), ("sun", False), ("xu", False)])
def test_legal_and_administrators_blacklist(chancery_house: House, login: str, may: bool) -> None:
    if may:
        assert listed(chancery_house, by=login)
    else:
        with pytest.raises(NotYours):
            listed(chancery_house, by=login)


def test_a_blacklisting_has_who_when_why_and_is_lifted_with_a_reason(chancery_house: House) -> None:
    one = listed(chancery_house)
    with at(chancery_house, "li") as desk:
        lift(desk, one, "已整改")
    with reading_at(chancery_house, acting("xu")) as desk:
        (entry,) = blacklistings_of(desk, one)
        assert (entry.by, entry.reason, entry.lifted_by, entry.lifted_reason) == ("li", WHY, "li", "已整改")
        assert in_force(desk, [one]) == {}


def test_what_is_listed_is_not_listed_twice_and_what_is_not_is_not_lifted(chancery_house: House) -> None:
    one = listed(chancery_house)
    with pytest.raises(Blacklisted), at(chancery_house, "li") as desk:
        blacklist(desk, one, "again")
    with at(chancery_house, "li") as desk:
        lift(desk, one, "x")
    with pytest.raises(NotBlacklisted), at(chancery_house, "li") as desk:
        lift(desk, one, "x")


@pytest.mark.parametrize("reason", ["", "  ", "x" * 401])
def test_no_blacklisting_without_a_reason(chancery_house: House, reason: str) -> None:
    one = added(chancery_house).id
    with pytest.raises(Invalid), at(chancery_house, "li") as desk:
        blacklist(desk, one, reason)


def test_a_day_that_has_passed_is_refused(chancery_house: House) -> None:
    with pytest.raises(Invalid):
        listed(chancery_house, until=dt.date(2026, 3, 1))


def test_it_ends_by_itself_after_its_last_day(chancery_house: House, clock: ToldClock) -> None:
    one = listed(chancery_house, until=dt.date(2026, 3, 3))
    clock.advance("P1D")
    with reading_at(chancery_house, acting("xu")) as desk:
        assert one in in_force(desk, [one])
    clock.advance("P1D")
    with reading_at(chancery_house, acting("xu")) as desk:
        assert in_force(desk, [one]) == {}


@pytest.mark.parametrize("typed", [
    {"counterparty": NAME, "counterparty_code": CODE}, {"counterparty": "北京 恒立达电梯工程有限责任公司", "counterparty_code": OTHER_CODE},
    {"counterparty": "另一个名称有限公司", "counterparty_code": CODE}])
def test_a_contract_with_it_is_not_submitted_however_it_is_named(quick_house: House, typed: dict[str, str]) -> None:
    listed(quick_house)
    with pytest.raises(NotReady) as refused:
        Travelling(quick_house).submitted(**typed)
    (said,) = refused.value.facts["fields"].values()
    assert set(refused.value.facts["fields"]) <= {"counterparty", "counterparty_code"} and WHY in said


def test_after_it_is_lifted_the_contract_is_submitted(quick_house: House) -> None:
    one = listed(quick_house)
    with at(quick_house, "li") as desk:
        lift(desk, one, "已整改")
    contract = Travelling(quick_house).submitted(counterparty=NAME, counterparty_code=CODE)
    assert contract.row().counterparty_id == one
