"""A process test runs through the real engine: policies, deadlines, returns, jobs, messages; and says where it fails."""

from __future__ import annotations

import pytest

from tests.engine.drawn import bounded, row
from tests.engine.scenarios.written import ran

PEOPLE = "people: {legal: [li], board: [wang, zhao], chen: {manager: li}}\ninitiator: chen\n"
DRAFT = {"assignee": "${initiator()}", "candidateGroups": "", "kind": "perform", "outcomes": "submit", "resubmit": "freeze"}


def test_a_test_that_holds_passes(tmp_path):
    assert ran(tmp_path, row("a", "b"), "steps: [{expect: [a]}, {complete: a}, {complete: b}]\nend: [end]\npassed: [start, a, b, end]").passed


@pytest.mark.parametrize(("text", "line", "found", "expected"), [
    ("steps:\n  - expect: [b]\n", 3, "open are [a]", "[b]"),
    ("steps:\n  - complete: b\n", 3, "nobody is asked for b; open are [a]", ""),
    ("steps: []\nend: [end]\n", 3, "it has not ended; open are [a]", "the process ends at [end]"),
    ("steps: [{complete: a}]\nopen: []\n", 3, "the process has ended", "it waits, open are []"),
    ("steps: [{complete: a}]\nend: [other]\n", 3, "it ended at [end]", "the process ends at [other]"),
    ("steps: [{complete: a}]\npassed: [start, end]\n", 3, "passed are [start, a, end]", "[start, end]"),
    ("steps: [{job: x}]\n", 2, "no job x waits", ""),
    ("steps: [{message: x}]\n", 2, "nothing waits for the message x", ""),
])
def test_a_failure_says_the_line_what_was_expected_and_what_was_found(tmp_path, text, line, found, expected):
    failure = ran(tmp_path, row("a"), text).failure
    assert (failure.line, failure.found, failure.expected) == (line, found, expected)


def test_a_policy_is_settled_by_those_who_vote(tmp_path):
    files = row("a", a={"candidateGroups": "board", "policy": "all"})
    both = "steps: [{complete: a, as: wang}, {expect: [a]}, {complete: a, as: zhao}]\nend: [end]"
    assert ran(tmp_path, files, PEOPLE + both).passed
    assert ran(tmp_path, files, PEOPLE + "steps: [{complete: a}]\nend: [end]").passed, "without `as` whatever the policy"


def test_who_is_not_asked_can_not_complete(tmp_path):
    assert "not yours" in ran(tmp_path, row("a"), PEOPLE + "steps: [{complete: a, as: wang}]").failure.found


def test_a_return_goes_back_and_walks_again(tmp_path):
    steps = "steps: [{complete: draft}, {return: a, as: li, to: draft}, {expect: [draft]}, {complete: draft}, {complete: a}]\nend: [end]"
    assert ran(tmp_path, row("draft", "a", draft=DRAFT), PEOPLE + steps).passed


def test_a_return_straight_back_asks_for_the_rework_and_its_job(tmp_path):
    steps = ("steps: [{complete: draft, as: chen}, {return: a, as: li, to: draft, then: back}, {expect: [draft]}, {complete: draft, as: chen},"
             " {expect: []}, {job: freeze}, {expect: [a]}, {complete: a, as: li, outcome: approve}]\nend: [end]")
    assert ran(tmp_path, row("draft", "a", draft=DRAFT), PEOPLE + steps).passed


def test_time_passes_from_timer_to_timer(tmp_path):
    files = bounded("a", "P3D", "b")
    assert ran(tmp_path, files, "steps: [{advance: P2D}, {expect: [a]}, {advance: P1D}, {expect: [b]}, {complete: b}]\nend: [end]").passed


def test_more_timers_than_anybody_waits_for_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.scenarios.passing.MOST_FIRINGS", 3)
    text = "steps: [{advance: P60D}]\nopen: [a]"
    assert "Too many timers" in ran(tmp_path, row("a", a={"dueDate": "P1D"}), PEOPLE + text).failure.found


def test_messages_and_jobs_bring_data(tmp_path):
    steps = "steps: [{job: print, data: {pages: 3}}, {message: paid, data: {by: wang}}, {expect: [a]}]\nopen: [a]"
    assert ran(tmp_path, row("job:print", "message:paid", "a"), PEOPLE + steps).passed


def test_what_cannot_go_on_by_itself_fails_the_test(tmp_path):
    failure = ran(tmp_path, row("job:print", "a"), "steps: [{job: print, error: broken}]").failure
    assert "catches this error. code: broken" in failure.found


def test_a_next_step_without_anybody_is_refused_where_the_diagram_says_so(tmp_path):
    files = row("a", "b", b={"candidateGroups": "nobody", "whenNobody": "refuse"})
    assert "Nobody can be found" in ran(tmp_path, files, PEOPLE + "steps: [{complete: a, as: li}]").failure.found


def test_an_undrawn_reject_ends_the_instance(tmp_path):
    assert ran(tmp_path, row("a"), PEOPLE + "steps: [{complete: a, as: li, outcome: reject}]\nend: []").passed


def test_a_diagram_that_can_not_run_is_named_with_its_findings(tmp_path):
    failure = ran(tmp_path, {"p.bpmn": b"<nonsense/>"}, "steps: []").failure
    assert failure.step == "start" and "p.bpmn:1: error:" in failure.found


def test_a_message_with_correlation_reaches_the_one_that_it_fits(tmp_path):
    steps = "given: {number: 7}\nsteps: [{message: paid, correlation: {number: NR}}]\nend: [end]"
    assert "nothing waits" in ran(tmp_path, row("message:paid"), steps.replace("NR", "8")).failure.found
    assert ran(tmp_path, row("message:paid"), steps.replace("NR", "7")).passed


def test_a_start_timer_starts_each_time_that_it_is_due(tmp_path):
    timer = b'<bpmn:startEvent id="start"><bpmn:timerEventDefinition><bpmn:timeCycle>R2/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>'
    files = {"p.bpmn": row("a")["p.bpmn"].replace(b'<bpmn:startEvent id="start" />', timer)}
    steps = "steps: [{expect: []}, {advance: P1D}, {expect: [a]}, {advance: P5D}, {expect: [a, a]}]\nopen: [a, a]"
    assert ran(tmp_path, files, steps).passed


def test_an_outcome_that_is_not_drawn_is_refused(tmp_path):
    assert "no such answer" in ran(tmp_path, row("a"), "steps: [{complete: a, outcome: perhaps}]").failure.found


def test_a_process_that_is_not_there_is_told_with_those_that_are(tmp_path):
    assert ran(tmp_path, row("a"), "process: leave\nsteps: []").failure.found == "there is no process leave; there are [p]"
