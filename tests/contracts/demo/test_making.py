"""Thirty contracts over all stages, made through the use cases; nothing is left over, every history holds."""

from __future__ import annotations

from decimal import Decimal

import sqlalchemy as sa

from contracts.archive.required_papers import required_papers
from contracts.demo.making import make_demo
from contracts.documents.pdf import Missing
from contracts.files.named_files import missing_files
from contracts.keeping.first_start import publish_first
from contracts.linking.records import LinkEffect
from contracts.performing.performance import dues
from contracts.records import Contract, Text
from engine import jobs, outbox, timers
from engine.desk import SYSTEM, reading_at
from engine.history import verify
from engine.projections import differences
from engine.records import Holder, Incident
from tests.people import actor

STAGES = {"draft": 3, "review": 9, "sign": 4, "perform": 9, "archive": 4, "archived": 4, "cancelled": 2}


def test_they_stand_in_every_stage_and_none_stopped_before(demo):
    assert (demo.made.stages, demo.made.halted) == (STAGES, 0)


def test_progress_is_told(demo):
    assert demo.said[-3:] == ["  10 of 30 contracts", "  20 of 30 contracts", "  30 of 30 contracts"]


def test_every_history_and_every_projection_holds_and_every_file_is_there(demo):
    with reading_at(demo.house, SYSTEM) as desk:
        assert (verify(desk), list(differences(desk)), missing_files(desk)) == ([], [], [])


def test_nothing_is_left_to_do_and_nothing_is_stuck(demo):
    with reading_at(demo.house, SYSTEM) as desk:
        left = jobs.ringable(desk, 9), outbox.undelivered(desk, 9), timers.due(desk, 9)
        assert (left, desk.session.scalar(sa.select(sa.func.count()).select_from(Incident))) == (([], [], []), 0)


def test_payments_are_coming_open_overdue_and_settled(demo):
    with reading_at(demo.house, actor("sun")) as desk:
        counts = dues(desk, "open").counts
    assert all(counts[which] >= 2 for which in ("overdue", "open", "coming", "settled")), counts


def test_numbers_run_without_gaps_in_each_department_and_year(demo):
    with reading_at(demo.house, SYSTEM) as desk:
        numbers = sorted(filter(None, desk.session.scalars(sa.select(Contract.number).where(Contract.relation == ""))))
    scopes: dict[str, list[int]] = {}
    for number in numbers:
        scopes.setdefault(number[:-4], []).append(int(number[-4:]))
    assert len(numbers) == 28
    assert all(given == list(range(1, len(given) + 1)) for given in scopes.values())


def test_what_is_archived_has_the_papers_of_its_type_and_one_that_is_to_be_filed_lacks_one(demo):
    with reading_at(demo.house, SYSTEM) as desk:
        contracts = {one: required_papers(desk, one) for one in desk.session.scalars(sa.select(Contract).where(Contract.stage == "archive"))}
    brought = {one.type: {line.kind for line in lines if line.of_type and line.there} for one, lines in contracts.items() if one.file_number}
    assert brought["construction"] >= {"award-notice", "completion", "settlement"}
    assert brought["purchase"] >= {"delivery-receipt"} and brought["income"] >= {"acceptance"}
    lacking = [(one.type, line.kind) for one, lines in contracts.items() for line in lines if line.must and not line.is_there]
    assert lacking == [("construction", "settlement")]


def test_without_libreoffice_they_stay_drafts_and_it_says_so(bare_house, diagrams):
    publish_first(bare_house, diagrams, lambda _: None)
    bare_house.parts["converter"], said = Missing(), []
    made = make_demo(bare_house, 4, say=said.append)
    assert made.stages == {"draft": 4}
    assert "LibreOffice" in said[0]
    with reading_at(bare_house, SYSTEM) as desk:
        assert desk.session.scalar(sa.select(sa.func.count()).select_from(Text)) == 0


def test_two_orders_stand_under_a_framework_one_performed_and_one_before_legal(demo):
    with reading_at(demo.house, SYSTEM) as desk:
        framework = desk.session.scalars(sa.select(Contract).where(Contract.type == "framework", Contract.relation == "")).one()
        orders = list(desk.session.scalars(sa.select(Contract).where(Contract.parent_id == framework.id).order_by(Contract.created_at)))
    assert (framework.stage, framework.renewal) == ("perform", "waiting")
    assert [(one.relation, one.type, one.stage, one.open_obligations) for one in orders] == [
        ("order", "order", "perform", 2), ("order", "order", "review", 0)]
    assert {one.values["parent_number"] for one in orders} == {framework.number}


def test_one_deviates_from_the_vetted_text_and_one_is_on_the_counterpartys_paper(demo):
    with reading_at(demo.house, SYSTEM) as desk:
        deviating = desk.session.scalars(sa.select(Contract).where(Contract.deviations > 0)).all()
        theirs = desk.session.scalars(sa.select(Contract).where(Contract.source == "theirs")).all()
        held = [desk.session.scalars(sa.select(Holder.principal).where(Holder.instance_id == one.instance_id)).all() for one in (*deviating, *theirs)]
    assert [(one.stage, one.deviations) for one in deviating] == [("review", 2)] and "g:legal" in held[0]
    assert [(one.stage, one.template, one.text_number) for one in theirs] == [("review", "", 1)] and held[1]


def test_some_are_supplemented_and_changed_and_some_owners_are_asked_what_follows_on_the_end(demo):
    with reading_at(demo.house, SYSTEM) as desk:
        effects = list(desk.session.scalars(sa.select(LinkEffect)))
        states = list(desk.session.scalars(sa.select(Contract.renewal).where(Contract.stage == "perform")))
    assert {one.relation: one.amount_change for one in effects} == {"supplement": Decimal("18600.00"), "change": Decimal("-6000.00")}
    assert states.count("asked") >= 2 and states.count("waiting") >= 2
