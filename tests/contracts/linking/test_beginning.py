"""A linked contract is begun where that is legal, by who may, and is filled from the contract that it belongs to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.linking.beginning import NotLinkable, begin_linked
from contracts.linking.linked import links_of
from contracts.linking.possible import possible_links
from contracts.records import Contract, PlanRow
from engine import history
from engine.desk import at_desk, reading_at
from engine.errors import Invalid, NotFound, NotYours
from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.people import actor


@pytest.fixture
def signed(quick_house):
    return Travelling.brought(quick_house, "countersigned")


def look(contract, read, login="chen"):
    with reading_at(contract.house, actor(login)) as desk:
        return read(desk, desk.session.get_one(Contract, contract.id))


def offered(contract, login="chen"):
    return [one.relation for one in look(contract, possible_links, login)]


def made_framework(contract):
    with at_desk(contract.house, actor("chen")) as desk:
        desk.session.get_one(Contract, contract.id).type = "framework"
    return contract


def test_a_signed_contract_can_be_supplemented_changed_terminated_and_renewed(signed):
    assert offered(signed) == ["supplement", "change", "termination", "renewal"]


def test_nothing_can_be_begun_under_a_contract_that_is_not_signed(quick_house):
    draft = Travelling(quick_house)
    assert offered(draft) == []
    with at_desk(quick_house, actor("chen")) as desk, pytest.raises(NotLinkable):
        begin_linked(desk, draft.id, "supplement")


def test_an_archived_contract_can_only_be_renewed(signed):
    signed.settled().filed()
    assert offered(signed) == ["renewal"]


def test_orders_stand_under_a_contract_of_a_type_that_theirs_names(signed):
    framework = made_framework(signed)
    assert look(framework, possible_links)[0].relation == "order"
    order = Below(framework, "order", "service").row()
    assert (order.type, order.relation, order.parent_id, order.counterparty) == ("service", "order", framework.id, framework.row().counterparty)


def test_an_order_of_the_shipped_type_names_its_framework_without_being_typed(signed):
    order = Below(made_framework(signed), "order", "order").row()
    assert (order.type, order.values["parent_title"], order.values["parent_number"]) == ("order", signed.row().title, signed.row().number)
    assert order.values["parent_signed_on"] == signed.row().signed_on.isoformat()


def test_an_order_has_the_rate_of_its_framework_unless_it_is_for_something_else(signed):
    with at_desk(signed.house, actor("chen")) as desk:
        desk.session.get_one(Contract, signed.id).tax_rate = "0.03"
    framework = made_framework(signed)
    assert [Below(framework, "order", text).row().tax_rate for text in ("order", "service")] == ["0.03", "0.06"]


def test_an_order_needs_one_of_the_texts_that_are_offered(signed):
    made_framework(signed)
    with at_desk(signed.house, actor("chen")) as desk, pytest.raises(Invalid):
        begin_linked(desk, signed.id, "order", "no-such-text")


def test_who_may_not_see_it_finds_nothing_and_who_may_not_start_is_refused(signed):
    with at_desk(signed.house, actor("qian")) as desk, pytest.raises(NotFound):
        begin_linked(desk, signed.id, "supplement")
    with at_desk(signed.house, actor("xu")) as desk, pytest.raises(NotYours):
        begin_linked(desk, signed.id, "supplement")
    assert offered(signed, "xu") == []


def test_the_head_of_the_department_may_begin_one_and_is_its_drafter(signed):
    with at_desk(signed.house, actor("zhang")) as desk:
        begun = begin_linked(desk, signed.id, "change")
        assert desk.session.get_one(Contract, begun.contract_id).owner == "zhang"


def test_a_supplement_has_the_parties_and_no_price_or_term_of_its_own(signed):
    supplement = Below(signed, "supplement").row()
    assert (supplement.title, supplement.counterparty_code) == ("办公楼电梯维保补充协议", "91510100MA00000077")
    assert supplement.values["counterparty_representative"] == "马恒立"
    assert (supplement.amount, supplement.starts_on, supplement.ends_on) == (None, None, None)


def test_a_renewal_has_everything_and_the_dates_that_follow(signed):
    renewal = Below(signed, "renewal")
    row = renewal.row()
    assert (row.amount, row.starts_on, row.ends_on) == (Decimal("300000.00"), dt.date(2027, 1, 1), dt.date(2027, 10, 18))
    assert row.values["service_content"] == "每月巡检两次。"
    with reading_at(renewal.house, actor("chen")) as desk:
        due = list(desk.session.scalars(sa.select(PlanRow.due_on).where(PlanRow.contract_id == row.id).order_by(PlanRow.number)))
    assert due[0] == dt.date(2027, 1, 17) and len(due) == 3


def test_a_filled_draft_stands_in_the_ledger_from_its_first_moment(signed):
    renewal = Below(signed, "renewal").row()
    with reading_at(signed.house, actor("xu")) as desk:
        first = next(one for one in history.entries(desk, renewal.instance_id) if one.act == "ledger")
    assert first.facts["after"]["amount"] == "300000.00" and first.facts["before"] == {}


def test_nothing_is_renewed_twice(signed):
    Below(signed, "renewal")
    assert "renewal" not in offered(signed)
    with at_desk(signed.house, actor("chen")) as desk, pytest.raises(NotLinkable):
        begin_linked(desk, signed.id, "renewal")


def test_nothing_stands_under_a_supplement(signed):
    assert offered(Below(signed, "supplement", amount_change="1000.00").countersigned()) == []


def test_the_link_stands_on_both_sides(signed):
    supplement = Below(signed, "supplement")
    assert [(one.relation, one.id) for one in look(signed, links_of).linked] == [("supplement", supplement.id)]
    assert look(supplement, links_of).main.id == signed.id


def test_a_linked_contract_that_i_may_not_see_is_not_in_the_list(signed):
    Below(signed, "supplement")
    with at_desk(signed.house, actor("chen")) as desk:
        linked = desk.session.scalar(sa.select(Contract).where(Contract.parent_id == signed.id))
        linked.owner, linked.department = "qian", "PUR"
    assert look(signed, links_of, "zhang").linked == ()
