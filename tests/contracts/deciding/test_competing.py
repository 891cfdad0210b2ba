"""Two at the same moment on one contract, on both databases: the text that was decided on, its number, its seal."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.deciding import decisions
from contracts.deciding.asked import find_asked
from contracts.drafting.drafts import read_draft
from contracts.drafting.saving import my_draft, save_draft
from contracts.drafting.submitting import submit_draft
from contracts.process.ending import cancel_contract
from contracts.records import Contract, Signature
from contracts.sealing.applying import order_seal, uses_of
from engine import jobs
from engine.desk import SYSTEM, at_desk, reading_at
from engine.records import Holder
from tests.contracts.at_stage import Travelling
from tests.engine.competing import Meeting, at_once, kinds, wrong_in
from tests.people import actor

pytestmark = pytest.mark.both


@pytest.fixture
def contract(quick_house) -> Travelling:
    return Travelling.brought(quick_house)


def submit(contract, **typed):
    def act(desk):
        draft, item = my_draft(desk, contract.id)
        saved = save_draft(desk, contract.id, {**read_draft(desk, draft, item).typed, **contract.typed, **typed}, draft.version)
        return submit_draft(desk, contract.id, saved.version)

    return act


def worked(house):
    """The job that waits, claimed and worked on, but not yet settled."""
    with reading_at(house, SYSTEM) as desk:
        key, = jobs.ringable(desk, 10)
    with at_desk(house, SYSTEM) as desk:
        order = jobs.claim_job(desk, key)
        needed = house.services[order.topic].prepare(desk, order)
    result = house.services[order.topic].work(house, order, needed)
    return lambda desk: jobs.settle_job(desk, order, result)


def test_a_text_that_changes_while_somebody_approves_it_is_asked_of_them_again(quick_house, contract):
    contract.submitted().decided("department-head").returned("finance-review", "wang", "draft", "back")
    legal = contract.items()["legal-review"]
    with reading_at(quick_house, actor("li")) as desk:
        shown = decisions.current_digest(desk, find_asked(desk, legal, locked=False))
    with at_desk(quick_house, actor("chen")) as desk:
        submit(contract, service_standard="一小时内到场。")(desk)
    frozen = worked(quick_house)
    Meeting(quick_house)
    answers = at_once(quick_house, ("system", frozen), ("li", lambda desk: decisions.decide(desk, legal, "approve", shown=shown)))
    assert kinds(answers) in (["Decision", "Moved"], ["Moved", "TextChanged"]) and wrong_in(quick_house) == []
    assert {"u:li", "g:legal"} & asked(contract)


def asked(contract):
    with reading_at(contract.house, SYSTEM) as desk:
        return set(desk.session.scalars(sa.select(Holder.principal).where(Holder.instance_id == contract.row().instance_id)))


def test_a_draft_that_is_submitted_twice_at_once_takes_one_number(quick_house, contract):
    Meeting(quick_house)
    answers = at_once(quick_house, ("chen", submit(contract)), ("chen", submit(contract)))
    assert kinds(answers) == ["Decision", "NotDrafting"]
    assert contract.row().number.endswith("0001")


def test_of_two_who_save_a_draft_at_once_the_second_reads_that_it_changed(quick_house, contract):
    version = contract.row().version
    Meeting(quick_house)
    answers = at_once(quick_house, *(("chen", lambda desk, n=n: save_draft(desk, contract.id, {"title": n}, version)) for n in "ab"))
    assert kinds(answers) == ["DraftChanged", "Saved"]


def test_a_seal_that_is_ordered_twice_at_once_is_in_the_register_once(quick_house, contract):
    seal = contract.approved().items()["seal"]
    Meeting(quick_house)
    answers = at_once(quick_house, *[("zhou", lambda desk: order_seal(desk, seal, "contract", {"copies": "4"}))] * 2)
    assert kinds(answers) == ["AlreadyDone", "Decision"]
    with reading_at(quick_house, SYSTEM) as desk:
        assert len(uses_of(desk, contract.id)) == 1


def test_what_is_sealed_at_the_same_moment_is_not_cancelled_any_more(quick_house, contract):
    contract.sealed(now=False)
    sealed = worked(quick_house)
    Meeting(quick_house).at("INSERT INTO signature")
    answers = at_once(quick_house, ("system", sealed), ("chen", lambda desk: cancel_contract(desk, desk.session.get_one(Contract, contract.id), "no")))
    with reading_at(quick_house, SYSTEM) as desk:
        is_sealed = desk.session.scalar(sa.select(sa.func.count()).select_from(Signature)) == 1
    assert kinds(answers) in (["Moved", "NotCancellable"], ["Moved", "NotRunning"])
    assert contract.row().status == ("running" if is_sealed else "cancelled")
