"""Straight back after a rework that changed what routes: the process walks again, and asks whom it asks now."""

from __future__ import annotations

import pytest

from engine import history, returning
from engine.desk import SYSTEM, reading_at
from engine.identity import Key
from engine.records import Visit, WorkItem
from engine.work_items.completing import complete_work_item
from tests.engine.drawn import node
from tests.engine.flow.shapes import diagram
from tests.engine.tables.sheets import file, table

SAID = {"draft": {"assignee": "${initiator()}", "candidateGroups": "", "kind": "perform", "outcomes": "submit", "resubmit": "freeze"},
        "b": {"candidateGroups": "finance"}, "boss": {"candidateGroups": "general-managers"}}
RULE = '<bpmn:businessRuleTask id="rule" camunda:decisionRef="t" camunda:resultVariable="level" camunda:mapDecisionResult="singleResult" />'
STEPS = [node(step, SAID) for step in ("draft", "job:freeze", "a", "b", "boss")]
LIMIT = file(table("amount:number => boss:boolean", "> 1000 => true", "- => false", policy="FIRST"))


def by_table():
    ways = "start draft job-freeze rule a b xor1 end; xor1 boss end"
    return {**diagram(ways, RULE, *STEPS, xor1_boss="level.boss", xor1_end="default"), "t.dmn": LIMIT}


def by_fact():
    return diagram("start draft job-freeze a b xor1 end; xor1 boss end", *STEPS, xor1_boss="amount > 1000", xor1_end="default")


def on_its_way(running, thing, done, files):
    running.house.services = {"freeze": done()}
    thing.given = {"amount": "300"}
    running.start(files)
    return running


def asked(running):
    """Open items by the step that they ask for."""
    visits = {visit.number: visit.element for visit in running.rows(Visit)}
    return {(item.why or {}).get("target", visits[item.visit]): Key(running.id, item.number) for item in running.rows(WorkItem, state="open")}


def decided(running, element, user):
    """A person does what is asked at the step; afterwards the workers have their turn."""
    moved = running.do(user, complete_work_item, asked(running)[element], "submit" if element == "draft" else "approve", shown="1" * 64)
    running.work()
    return moved


def given_back(running, element, user, to="draft"):
    running.do(user, returning.return_item, asked(running)[element], to, "back", "look again")


def reworked(running, thing, **given):
    """Drafted, approved by legal, given straight back by finance, and handed in with these facts."""
    decided(running, "draft", "chen")
    decided(running, "a", "li")
    given_back(running, "b", "wang")
    thing.given = given
    return decided(running, "draft", "chen")


@pytest.mark.parametrize("files, changed", [
    (by_table(), {"table": "t", "before": [{"boss": False}], "after": [{"boss": True}]}),
    (by_fact(), {"fact": "amount", "before": "300", "after": "5000"})], ids=["table", "fact"])
def test_where_what_routes_was_changed_the_way_is_walked_again(running, thing, done, files, changed):
    reworked(on_its_way(running, thing, done, files), thing, amount="5000")
    assert [*asked(running)] == ["a"]
    with reading_at(running.house, SYSTEM) as desk:
        said = [entry.facts["changed"] for entry in history.entries(desk, running.id) if entry.act == "route-changed"]
    assert said == [[changed]]


def test_on_the_way_that_is_walked_again_the_boss_is_asked_too(running, thing, done):
    reworked(on_its_way(running, thing, done, by_table()), thing, amount="5000")
    decided(running, "a", "li")
    decided(running, "b", "wang")
    assert [*asked(running)] == ["boss"]


@pytest.mark.parametrize("files, amount", [(by_table(), "900"), (by_table(), "300"), (by_fact(), "300")])
def test_the_same_answers_lead_straight_back(running, thing, done, files, amount):
    reworked(on_its_way(running, thing, done, files), thing, amount=amount, remark="another")
    assert [*asked(running)] == ["b"] and "route-changed" not in running.acts()


def test_who_returned_it_is_told_and_who_reworked_it_is_not_asked_twice(running, thing, done):
    moved = reworked(on_its_way(running, thing, done, by_table()), thing, amount="5000")
    assert moved.opened == () and len(moved.jobs) == 1
    items = [(item.state, item.closed_because, item.done_by) for item in running.rows(WorkItem, kind="decide")]
    assert items[2:4] == [("closed", "route-changed", None), ("done", None, "chen")]


def test_a_second_straight_return_is_held_against_what_was_asked_last(running, thing, done):
    reworked(on_its_way(running, thing, done, by_table()), thing, amount="5000")
    decided(running, "a", "li")
    given_back(running, "b", "wang")
    thing.given = {"amount": "6000"}
    decided(running, "draft", "chen")
    assert [*asked(running)] == ["b"] and running.acts().count("route-changed") == 1


def test_from_within_a_block_it_is_walked_from_before_the_block(running, thing, done):
    ways = "start draft rule and1 a b and2 xor1 end; and1 c and2; xor1 boss end"
    files = diagram(ways, RULE, *STEPS, node("c", {}), xor1_boss="amount > 1000", xor1_end="default")
    on_its_way(running, thing, done, {**files, "t.dmn": LIMIT})
    decided(running, "draft", "chen")
    decided(running, "a", "li")
    given_back(running, "b", "wang", to="a")
    thing.given = {"amount": "5000"}
    decided(running, "a", "li")
    assert [*asked(running)] == ["draft"]


def test_a_table_that_stands_before_the_reworked_step_is_not_asked_again(running, thing, done):
    on_its_way(running, thing, done, {**diagram("start rule draft a end", RULE, *STEPS), "t.dmn": LIMIT})
    decided(running, "draft", "chen")
    given_back(running, "a", "li")
    thing.given = {"amount": "5000"}
    decided(running, "draft", "chen")
    assert [*asked(running)] == ["a"] and "route-changed" not in running.acts()


def test_another_department_whose_head_is_asked_changes_the_way(running, thing, done):
    head = node("head", {"head": {"assignee": "${head(field('department'))}", "candidateGroups": "", "whenNobody": "pass"}})
    files = diagram("start draft head a b end", *STEPS, head)
    on_its_way(running, thing, done, files)
    reworked(running, thing, amount="300", department="ENG")
    assert [*asked(running)] == ["head"]
