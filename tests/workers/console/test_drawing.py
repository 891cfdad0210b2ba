"""`check` and `decide`: every mistake with its file and line, every answer as JSON, no server, no traceback."""

from __future__ import annotations

import json
import os

import pytest

from tests.engine.drawn import row
from tests.workers.console.tables import TABLE


def test_our_own_editions_are_clean(say):
    said = say("check", "bpmn")
    assert (said.exit_code, said.output) == (0, "")


def test_a_mistake_is_told_with_file_line_and_level(say, tmp_path):
    file = tmp_path / "p.bpmn"
    file.write_bytes(row("a")["p.bpmn"].replace(b'targetRef="end"', b'\ntargetRef="nowhere"'))
    said = say("check", file)
    assert said.exit_code == 1 and f"{file}:2: error: " in said.output and "nowhere" in said.output


def test_a_folder_is_checked_as_one_edition_forms_and_process_tests_too(say, tmp_path):
    (tmp_path / "p.bpmn").write_bytes(row("a")["p.bpmn"])
    (tmp_path / "draft.form.json").write_text('{"form": 2}')
    (tmp_path / "a.scenario.yaml").write_text("files: [p.bpmn]\nsteps:\n  - {compleet: a}\n")
    said = say("check", tmp_path)
    assert said.exit_code == 1
    assert [line.partition(": ")[0].removeprefix(f"{tmp_path}/") for line in said.output.splitlines()] == ["draft.form.json:1", "a.scenario.yaml:3"]


def test_what_a_file_calls_may_lie_beside_it(say):
    assert say("check", "bpmn/contract/review.bpmn", "bpmn/contract/contract.bpmn").exit_code == 0


@pytest.mark.parametrize(("name", "content"), [
    ("x.bpmn", b""), ("x.bpmn", b"\x00\xff" * 50), ("x.bpmn", b"<a>" * 100_000), ("x.dmn", b"{}"), ("x.form.json", b"[" * 10_000), ("x.form.json", b"\xff"),
    ("x.scenario.yaml", b"\xff\xfe"), ("x.scenario.yaml", b'files: [x]\nsteps: [{"\\ud800": 1}]'), ("x.txt", b"hello"), ("x.bpmn", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
])
def test_whatever_is_in_a_file_is_told_in_a_line(say, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    said = say("check", tmp_path / name)
    assert said.exit_code == 1 and said.output.startswith(f"{tmp_path / name}:")


def test_a_file_name_that_is_no_text_is_told_too(say, tmp_path):
    (tmp_path / os.fsdecode(b"\xff.bpmn")).write_bytes(b"")
    assert ":1: error:" in say("check", tmp_path).output


def test_nothing_to_check_is_an_error(say, tmp_path):
    assert say("check", tmp_path).exit_code == 1
    assert say("check", tmp_path / "nowhere").exit_code == 2


def test_a_decision_says_its_outputs_and_the_rules_that_matched(say, tmp_path):
    (tmp_path / "t.dmn").write_bytes(TABLE)
    said = say("decide", tmp_path / "t.dmn", "--decision", "grade", "--input", '{"amount": 2000}')
    assert said.exit_code == 0
    assert json.loads(said.output) == {"decision": "grade", "outputs": [{"grade": "high"}], "rules": ["rule-1"]}


@pytest.mark.parametrize(("decision", "given", "why"), [
    ("nothing", "{}", "has no decision 'nothing'; it has grade"), ("grade", "{", "is no JSON"), ("grade", "[1]", "is a JSON object"),
])
def test_a_decision_that_can_not_be_made_says_why(say, tmp_path, decision, given, why):
    (tmp_path / "t.dmn").write_bytes(TABLE)
    said = say("decide", tmp_path / "t.dmn", "--decision", decision, "--input", given)
    assert said.exit_code == 1 and why in said.output


def test_a_file_that_is_no_table_is_refused(say, tmp_path):
    (tmp_path / "t.dmn").write_bytes(b"<x/>")
    assert say("decide", tmp_path / "t.dmn", "--decision", "grade", "--input", "{}").exit_code == 1
