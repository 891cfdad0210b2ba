"""What expressions see: a slip of the pen in a condition is found before it lets somebody's review be skipped."""

from __future__ import annotations

import pytest

from engine.flow.compiling import check_files, compile_files
from engine.flow.refusals import DiagramRefused
from tests.engine.flow.found import tag, user
from tests.engine.flow.shapes import call, diagram, each
from tests.engine.tables import sheets

ASKED = 'camunda:decisionRef="t" camunda:resultVariable="required" camunda:mapDecisionResult="{}"'
TABLE = {"t.dmn": sheets.file(sheets.table("amount:number => legal:boolean | finance:boolean", "> 3 => true | false", "<= 3 => false | true"))}


def table(mapping="singleResult"):
    return tag("businessRuleTask", "rules", ASKED.format(mapping))


def said(files, facts=None, level="error"):
    return [found.sentence for found in check_files(files, None, facts)[1] if found.level == level]


def asked_for(condition, mapping="singleResult", facts=None, level="error"):
    return said(diagram("start rules xor1 a end; xor1 b end", table(mapping), xor1_a=condition, xor1_b="default") | TABLE, facts, level)


@pytest.mark.parametrize("condition", ["required.leagl", "required['leagl']", "!required.leagl and amount > 3"])
def test_a_part_that_the_table_does_not_give_is_an_error(condition):
    [found] = asked_for(condition)
    assert found.startswith("xor1_a: The condition ")
    assert found.endswith(" asks for 'leagl' of 'required', which has no such part. Do you mean 'legal'?")


def test_a_part_without_a_near_one_is_told_what_there_is():
    assert asked_for("required.x")[0].endswith("which has no such part. It has finance, legal.")


@pytest.mark.parametrize(("condition", "mapping"), [
    ("required.legal", "singleResult"), ("required.size() > 0", "resultList"), ("required[0].leagl", "resultList"), ("required == 3", "singleEntry")])
def test_what_the_table_gives_is_fine(condition, mapping):
    assert asked_for(condition, mapping) == []


def test_a_step_has_its_outcome_who_and_when():
    ways = "start legal-review xor1 a end; xor1 b end"
    assert said(diagram(ways, xor1_a="legal_review.outcome == 'approve' and legal_review.by == 'li'", xor1_b="default")) == []
    assert "Do you mean 'outcome'?" in said(diagram(ways, xor1_a="legal_review.outcom == 'approve'", xor1_b="default"))[0]


def test_a_name_that_nothing_gives_is_told_with_a_near_one():
    assert asked_for("requird.legal", facts=["amount"], level="warning") == [
        "xor1_a: Nothing that is drawn here gives 'requird', which the condition '${requird.legal}' reads; as long as that is so, it is empty. "
        "Do you mean 'required'?"]


def test_nothing_is_said_of_names_where_the_facts_are_not_known():
    assert asked_for("requird.legal", level="warning") == []


def test_a_table_that_asks_for_what_nothing_gives_is_told():
    [found] = asked_for("required.legal", facts=["amuont"], level="warning")
    assert found == "rules: The table 't' asks for 'amount', which nothing that is drawn here gives. Do you mean 'amuont'?"


def test_a_fact_that_nobody_has_is_told():
    drawn = diagram("start a end", user("a", """camunda:assignee="${head(field('departmnt'))}" """))
    assert "Do you mean 'department'?" in said(drawn, ["department"], "warning")[0] and said(drawn, ["departmnt"], "warning") == []


def test_what_a_called_process_is_handed_and_hands_back_is_known():
    caller = diagram("start rules c xor1 a end; xor1 b end", table(), call("c", "q"), xor1_a="inner.outcom == 'x'", xor1_b="default")
    called = diagram("start2 inner xor2 d end2; xor2 f end2", key="q", xor2_d="required.leagl", xor2_f="default")
    assert [one[:6] for one in said(caller | called | TABLE, ["amount"])] == ["xor1_a", "xor2_d"]
    assert said(caller | called | TABLE, ["amount"], "warning") == []


def test_rounds_parameters_and_counters_are_known():
    given = '<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="share">{}</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>'
    rounds = each("people", until="nrOfCompletedInstances > share and person != null")
    drawn = diagram("start a end", tag("userTask", "a", inner=given.format("0.5") + rounds))
    assert said(drawn, ["people"], "warning") == [] and said(drawn, []) == []


def test_what_was_published_before_it_was_looked_at_runs_on():
    drawn = diagram("start rules xor1 a end; xor1 b end", table(), xor1_a="required.leagl", xor1_b="default") | TABLE
    assert compile_files(drawn, published=True).top == "p"
    with pytest.raises(DiagramRefused):
        compile_files(drawn)


def test_what_a_step_beside_gives_is_found_in_the_file_beside_too():
    drawn = diagram("start rules xor1 a end; xor1 b end", table(), xor1_a="required.leagl", xor1_b="default")
    assert "Do you mean 'legal'?" in check_files(drawn, TABLE)[1][0].message
