"""The directory: who may keep it, what is refused, what the history says."""

from __future__ import annotations

import pytest

from contracts.counterparties.directory import CodeTaken, SimilarNames
from contracts.counterparties.telling import entries_of
from contracts.counterparties.wishes import Contact
from contracts.forms.clean_text import BadText
from engine.desk import House, reading_at
from engine.errors import ChangedMeanwhile, Invalid, NotFound, NotYours
from tests.contracts.counterparties.keeping import CODE, HENG, NAME, OTHER, OTHER_CODE, acting, added, edited, row_of, wish_now


def facts_of(house: House, counterparty_id: int) -> list[tuple[str, str, dict[str, object]]]:
    with reading_at(house, acting("xu")) as desk:
        return [(entry.act, entry.actor, entry.facts) for entry in entries_of(desk, counterparty_id)]


def test_who_may_begin_contracts_adds_one_and_it_is_kept_as_typed(chancery_house: House) -> None:
    one = added(chancery_house, former=("北京恒立达电梯厂",), code=CODE.lower())
    wish = wish_now(chancery_house, one.id)
    assert (wish.name, wish.code, wish.former) == (NAME, CODE, ("北京恒立达电梯厂",))
    assert wish.contacts == (Contact("田雨", "商务经理", "13800000000", "tian@heng.example"),)
    assert row_of(chancery_house, one.id).version == one.version == 1


@pytest.mark.parametrize("login, may", [("chen", True), ("wang", True), ("li", True), ("zheng", True), ("xu", False)])
def test_who_may_keep_the_directory(chancery_house: House, login: str, may: bool) -> None:
    if may:
        assert added(chancery_house, by=login).id
    else:
        with pytest.raises(NotYours):
            added(chancery_house, by=login)


@pytest.mark.parametrize("field, value", [
    ("name", ""), ("name", "（）"), ("name", "名" * 201), ("code", CODE[:-1] + "0"), ("code", "123"), ("kind", "planet"), ("email", "nobody"),
    ("account", "<b>1</b>"), ("phone", "1" * 41), ("former", tuple(f"名{n}" for n in range(21))), ("former", ("（）",)),
    ("contacts", (Contact("", "", "123"),)), ("contacts", (Contact("田雨", email="no"),)), ("contacts", tuple(Contact(str(n)) for n in range(21)))])
def test_what_can_not_be_is_said_at_its_field(chancery_house: House, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        added(chancery_house, **{field: value})
    assert set(refused.value.facts["fields"]) == {field}


@pytest.mark.parametrize("hostile", ["恒立达\x00", "恒立达\u202egpj.exe", "恒立达\ud800"])
def test_signs_that_can_not_be_printed_are_refused(chancery_house: House, hostile: str) -> None:
    with pytest.raises(BadText):
        added(chancery_house, name=hostile)


@pytest.mark.parametrize("hostile", ["'; DROP TABLE counterparty; --", "100%_有限公司", "<script>alert(1)</script>公司", "{{ 7 * 7 }}公司"])
def test_a_name_is_only_a_name(chancery_house: House, hostile: str) -> None:
    assert wish_now(chancery_house, added(chancery_house, name=hostile).id).name == hostile


def test_a_code_that_is_there_is_refused_with_whose_it_is(chancery_house: House) -> None:
    one = added(chancery_house)
    with pytest.raises(CodeTaken) as refused:
        added(chancery_house, name=OTHER, is_another=True)
    assert refused.value.facts == {"counterparty": one.id, "name": NAME}


@pytest.mark.parametrize("name, percent", [("北京恒立达电梯工程有限责任公司", 100), ("（北京）恒立达 电梯工程有限公司", 100), ("北京恒利达电梯工程有限公司", 88)])
def test_a_name_that_is_the_same_or_nearly_is_warned_of_and_can_be_another(chancery_house: House, name: str, percent: int) -> None:
    one = added(chancery_house)
    with pytest.raises(SimilarNames) as refused:
        added(chancery_house, name=name, code=OTHER_CODE)
    assert refused.value.facts["similar"] == [{"id": one.id, "name": NAME, "percent": percent}]
    assert added(chancery_house, name=name, code=OTHER_CODE, is_another=True).id != one.id


def test_a_former_name_is_noticed_too(chancery_house: House) -> None:
    added(chancery_house, former=(OTHER,))
    with pytest.raises(SimilarNames):
        added(chancery_house, name=OTHER, code=OTHER_CODE)


def test_of_two_who_edit_the_second_is_told(chancery_house: House) -> None:
    one = added(chancery_house)
    edited(chancery_house, one.id, address="别处", version=1)
    with pytest.raises(ChangedMeanwhile):
        edited(chancery_house, one.id, address="又别处", version=1)
    assert wish_now(chancery_house, one.id).address == "别处"


def test_an_edit_that_changes_nothing_is_no_change(chancery_house: House) -> None:
    one = added(chancery_house)
    assert edited(chancery_house, one.id).version == 1
    assert len(facts_of(chancery_house, one.id)) == 1


def test_the_history_has_before_and_after_but_no_account_and_no_telephone(chancery_house: House) -> None:
    one = added(chancery_house)
    edited(chancery_house, one.id, by="wang", tax_remarks="小规模纳税人", account="99990000", phone="021-1")
    (act, who, facts), (first, _, _) = facts_of(chancery_house, one.id)
    assert (act, who, first) == ("counterparty-changed", "wang", "counterparty-added")
    assert (facts["before"], facts["after"]) == ({"tax_remarks": ""}, {"tax_remarks": "小规模纳税人"})
    assert facts["changed"] == ["phone", "account"]
    assert not [told for told in map(str, facts_of(chancery_house, one.id)) if "99990000" in told or HENG.phone in told or "马恒立" in told]


@pytest.mark.parametrize("nothing", [0, -1, 999, 2**63, 10**30])
def test_what_is_not_there_is_not_found(chancery_house: House, nothing: int) -> None:
    with pytest.raises(NotFound):
        edited(chancery_house, nothing)
