"""Files that somebody may upload: dangerous, spoilt, endless, or only in another encoding. None is run, none brings a traceback."""

from __future__ import annotations

import pytest

from engine.flow.compiling import check_files, compile_files
from engine.flow.refusals import DiagramRefused, ExpressionFailed, StepBudget, TooDeep
from tests.engine.flow.found import errors, findings, loop, tag, warnings
from tests.engine.flow.shapes import call, diagram, event
from tests.engine.flow.test_compiling_activities import table

PLAIN = diagram("start a end")["p.bpmn"]
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(12))


def test_a_script_that_imports_waits_as_an_external_task_with_a_warning():
    drawn = tag("scriptTask", "x", 'scriptFormat="python"', "<bpmn:script>import os; os.system('touch /tmp/owned')</bpmn:script>")
    assert compile_files(diagram("start x end", drawn)).tasks["x"].kind == "job"
    assert warnings("start x end", drawn) == [
        "x: The script (python) is not run here. The step waits as an external task with the topic 'x'."]


def test_a_condition_that_climbs_to_python_is_refused_with_the_forbidden_name():
    (found,) = findings(diagram("start xor1 a end; xor1 end", xor1_a="().__class__.__base__.__subclasses__()", xor1_end="default"))
    assert (found.level, found.line, found.element) == ("error", 1, "xor1_a") and "__class__" in found.message


@pytest.mark.parametrize("kind", ["preScript", "postScript"])
def test_a_script_before_or_after_a_step_can_not_become_a_task(kind):
    said = f'<bpmn:extensionElements xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core"><s:{kind}>x = 1</s:{kind}></bpmn:extensionElements>'
    (found,) = findings(diagram("start x end", tag("userTask", "x", inner=said)))
    assert (found.level, found.line, found.element) == ("error", 1, "x") and kind in found.message


def test_a_cell_that_opens_a_file_is_refused_with_table_row_and_column():
    bad = table("d").replace(b'"high"', b"open('/etc/passwd').read()")
    (found,) = findings({**diagram("start a end"), "d.dmn": bad})
    assert found.level == "error" and all(word in found.message for word in ("'d'", "row 1", "column"))


def test_a_condition_that_would_eat_the_memory_is_refused(walk):
    with pytest.raises((DiagramRefused, ExpressionFailed)):
        walk(diagram("start xor1 a end; xor1 end", xor1_a="'a'*10**10 == 'b'", xor1_end="default"))


def test_a_timer_of_99999999999_years_is_longer_than_fifty():
    drawn = tag("intermediateCatchEvent", "x", inner=event("timer", "P99999999999Y"))
    assert errors("start x end", drawn) == ["x: The timer's duration can't be read: 'P99999999999Y' is longer than fifty years."]


def test_a_timer_from_a_field_that_holds_no_time_stops_with_the_reason(walk):
    one = walk(diagram("start a x end", tag("intermediateCatchEvent", "x", inner=event("timer", "${when}"))), when="下周")
    with pytest.raises(ExpressionFailed) as failed:
        one.complete("a")
    assert failed.value.facts["element"] == "x" and "下周" in failed.value.facts["why"]


def test_a_process_that_calls_itself_is_a_call_cycle():
    assert errors("start c end", call("c", "p")) == ["c: The call cycle p → p never ends. Draw a loop instead."]


def test_a_loop_whose_condition_never_turns_runs_out_of_steps(walk):
    with pytest.raises(StepBudget):
        walk(diagram("start xor1 xor2 end; xor2 xor1", xor2_xor1="x > 1", xor2_end="default"), x=2)


def test_a_multi_instance_over_a_hundred_thousand_is_more_than_200(walk):
    drawn = tag("userTask", "x", inner=loop("", 'camunda:collection="people"'))
    with pytest.raises(TooDeep) as refused:
        walk(diagram("start x end", drawn), people=list(range(100_000)))
    assert refused.value.facts["limit"] == 200


@pytest.mark.parametrize("doctype", [b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"<!DOCTYPE x [" + LAUGHS + b"]>"], ids=["external", "laughs"])
def test_a_doctype_is_not_allowed_and_nothing_is_expanded(doctype):
    (found,) = findings({"p.bpmn": PLAIN.replace(b"?>", b"?>" + doctype, 1)})
    assert found.message == "A DOCTYPE is not allowed."


def test_a_file_that_is_too_large_is_not_even_parsed():
    (found,) = findings({"p.bpmn": b"<" * 30_000_000})
    assert found.message == "The file is larger than 2 MB."


def test_too_many_elements_are_refused():
    (found,) = findings(diagram("start a end", "<bpmn:documentation />" * 5_000))
    assert found.message == "The file has more than 5,000 elements."


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "big5"])
def test_a_diagram_in_another_declared_encoding_is_read_with_its_labels(encoding):
    text = diagram("start a end", tag("userTask", "a", 'name="審批"'))["p.bpmn"].decode().replace("UTF-8", encoding)
    assert compile_files({"p.bpmn": text.encode(encoding)}).tasks["a"].name == "審批"


def test_all_errors_of_all_files_are_listed_at_once():
    drawn = tag("complexGateway", "g") + tag("sequenceFlow", "x", 'sourceRef="a" targetRef="gone"')
    files = {"p.bpmn": diagram("start a end", drawn)["p.bpmn"], "q.bpmn": b"<nothing", "r.bpmn": b"<html/>", "d.dmn": b""}
    assert check_files(files)[0] is None
    assert [(found.file, found.element) for found in findings(files, "error")] == [
        ("d.dmn", ""), ("p.bpmn", "g"), ("p.bpmn", "x"), ("q.bpmn", ""), ("r.bpmn", "html")]


@pytest.mark.parametrize("depth", [30, 200])
def test_subprocesses_inside_each_other_without_end_are_refused(depth):
    inner = tag("userTask", "a")
    for number in range(depth):
        inner = tag("subProcess", f"s{number}", inner=tag("startEvent", f"b{number}") + inner)
    assert any("deep" in sentence or "well-formed" in sentence for sentence in errors("start a2 end", inner))
