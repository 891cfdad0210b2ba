"""After it was filed a contract is only read: every use case that would change it refuses, and nothing has changed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.archive.archiving import file_contract
from contracts.deciding import decisions
from contracts.deciding.urging import urge
from contracts.drafting.attaching import attach, detach
from contracts.drafting.saving import save_draft
from contracts.drafting.submitting import submit_draft
from contracts.files import papers
from contracts.performing.obligations import settle_early
from contracts.performing.payments import record_payment
from contracts.process.ending import cancel_contract
from contracts.process.standing import ReadOnly, is_read_only, require_open
from contracts.records import Contract, PlanRow, Signature, Text
from contracts.sealing.applying import order_seal
from contracts.sealing.signing import record_signatures
from engine import returning
from engine.desk import at_desk, reading_at
from engine.errors import Refusal
from engine.identity import Key
from engine.records import WorkItem
from tests.contracts.at_stage import Travelling
from tests.people import actor

ACTS = {
    "save": lambda desk, one: save_draft(desk, one.id, {**one.typed, "title": "另一个"}, 1),
    "submit": lambda desk, one: submit_draft(desk, one.id, 1),
    "attach": lambda desk, one: attach(desk, one.id, one.receipt()),
    "detach": lambda desk, one: detach(desk, one.id, 1),
    "remove": lambda desk, one: papers.remove(desk, one.id, 1),
    "cancel": lambda desk, one: cancel_contract(desk, desk.session.get_one(Contract, one.id), "不要了"),
    "urge": lambda desk, one: urge(desk, desk.session.get_one(Contract, one.id)),
    "early": lambda desk, one: settle_early(desk, desk.session.get_one(Contract, one.id), 1),
}
ON_ITEMS = {
    "decide": lambda desk, item: decisions.decide(desk, item, "approve", shown=None),
    "reject": lambda desk, item: decisions.reject(desk, item, "不行", shown=None),
    "return": lambda desk, item: decisions.return_contract(desk, item, "draft", "again", "改", shown=None),
    "take back": decisions.take_back,
    "hand over": lambda desk, item: decisions.hand_over(desk, item, "he", "出差"),
    "claim": decisions.claim,
    "release": decisions.release,
    "seal": lambda desk, item: order_seal(desk, item, "contract", {"copies": "1"}),
    "countersign": lambda desk, item: record_signatures(desk, item, {}),
    "settle": lambda desk, item: record_payment(desk, item, {}, None),
    "file": lambda desk, item: file_contract(desk, item, {}),
}
WHO = ("chen", "zhang", "li", "wang", "zhou", "wu", "zheng")


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house, "filed")


def everything(contract):
    """All rows of the contract, as text."""
    with reading_at(contract.house, actor("xu")) as desk:
        rows = [desk.session.execute(sa.select(record.__table__)).all() for record in (Contract, PlanRow, Text, Signature, papers.Paper, WorkItem)]
    return repr(rows)


def refused_by_all(contract, act, on):
    for user in WHO:
        with pytest.raises(Refusal), at_desk(contract.house, actor(user)) as desk:
            act(desk, on)
            raise AssertionError(f"{user} changed an archived contract")


def test_no_act_on_it_goes_through(contract):
    before = everything(contract)
    for name, act in ACTS.items():
        refused_by_all(contract, act, contract)
        assert everything(contract) == before, name


def test_none_of_its_items_is_done_again(contract):
    with reading_at(contract.house, actor("xu")) as desk:
        items = [Key(instance, number) for instance, number in desk.session.execute(sa.select(WorkItem.instance_id, WorkItem.number))]
    before = everything(contract)
    for name, act in ON_ITEMS.items():
        for item in items:
            refused_by_all(contract, act, item)
        assert everything(contract) == before, name


def test_it_is_read_only_already_while_its_package_is_made(quick_house):
    contract = Travelling(quick_house).filed(now=False)
    assert contract.row().status == "running" and is_read_only(contract.row())
    with pytest.raises(ReadOnly) as refused:
        require_open(contract.row())
    assert refused.value.facts["file_number"] == "HT-2026-0001"
    before = everything(contract)
    for act in ACTS.values():
        refused_by_all(contract, act, contract)
    assert everything(contract) == before


def test_nothing_is_asked_of_anybody_any_more(contract):
    with reading_at(contract.house, actor("wu")) as desk:
        assert desk.session.scalar(sa.select(sa.func.count()).select_from(WorkItem).where(WorkItem.state.in_(("open", "waiting")))) == 0
        assert not any(returning.may_take_back(desk, Key(item.instance_id, item.number)) for item in desk.session.scalars(sa.select(WorkItem)))
