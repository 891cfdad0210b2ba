"""`scenarios`: what passed, what failed and where, which paths are left; as lines and as JSON."""

from __future__ import annotations

import json

import pytest

from tests.engine.drawn import bounded

GOOD = "files: [p.bpmn]\nsteps:\n  - complete: a\nend: [end]\n"
BAD = "files: [p.bpmn]\nsteps:\n  - expect: [b]\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "p.bpmn").write_bytes(bounded("a", "P3D", "b")["p.bpmn"])
    (tmp_path / "good.scenario.yaml").write_text(GOOD)
    return tmp_path


def test_a_folder_of_passing_tests_is_well_and_its_paths_are_counted(say, folder):
    said = say("scenarios", folder)
    assert said.exit_code == 0 and f"passed  {folder}/good.scenario.yaml" in said.output
    assert "p.bpmn: 3 of 5 elements, 2 of 4 flows; not passed: b, too-late, f3, f2" in said.output
    assert said.output.endswith("1 passed, 0 failed.\n")


def test_a_failure_is_told_with_its_line(say, folder):
    (folder / "bad.scenario.yaml").write_text(BAD)
    said = say("scenarios", folder)
    assert said.exit_code == 1 and f"FAILED  {folder}/bad.scenario.yaml:3: expect: [b]\n        expected: [b]\n        found: open are [a]" in said.output


def test_a_file_that_is_no_process_test_fails_and_the_others_run(say, folder):
    (folder / "x.scenario.yaml").write_text("files: [p.bpmn]\nsteps: [{jump: a}]")
    said = say("scenarios", folder)
    assert said.exit_code == 1 and "x.scenario.yaml:2: a step is one of" in said.output and "1 passed, 1 failed" in said.output


@pytest.mark.parametrize("how", [[], ["--reload"]])
def test_json_has_the_same(say, folder, how):
    (folder / "bad.scenario.yaml").write_text(BAD)
    said = say("scenarios", folder, "--json", *how)
    document = json.loads(said.stdout)
    assert said.exit_code == 1 and (document["passed"], document["failed"]) == (1, 1)
    assert document["scenarios"][0]["failure"] == {"line": 3, "step": "expect: [b]", "found": "open are [a]", "expected": "[b]"}
    assert document["coverage"][0] == {"file": f"{folder}/p.bpmn", "elements": 5, "flows": 4, "missing": ["b", "too-late", "f3", "f2"]}


def test_a_folder_without_process_tests_is_an_error(say, tmp_path):
    said = say("scenarios", tmp_path)
    assert said.exit_code == 1 and "no process test" in said.output


def test_a_diagram_that_can_not_run_fails_its_tests(say, folder):
    (folder / "p.bpmn").write_bytes(b"<x/>")
    said = say("scenarios", folder)
    assert said.exit_code == 1 and "p.bpmn:1: error" in said.output
