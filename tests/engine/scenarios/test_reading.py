"""Reading a process test: what it says, and every mistake with its line."""

from __future__ import annotations

import pytest

from engine.scenarios import BadScenario, read_scenario

GOOD = """\
files: [p.bpmn]
process: p
given: {amount: 1200.5, since: 2026-03-02}
at: 2026-03-02T09:00
owner: nobody reads this
steps:
  - expect: [a, a]
  - complete: a
    as: li
    data: {risk: low}
  - advance: P3D
end: [done]
"""


@pytest.fixture
def read(tmp_path):
    def read(text):
        file = tmp_path / "x.scenario.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_scenario(file)

    return read


def test_what_is_written_is_read_and_unknown_keys_are_not(read):
    scenario = read(GOOD)
    assert (scenario.process, scenario.files, scenario.end, scenario.open) == ("p", ("p.bpmn",), ("done",), None)
    assert [(step.line, step.verb, step.on) for step in scenario.steps] == [(7, "expect", ("a", "a")), (8, "complete", "a"), (11, "advance", "P3D")]


def test_dates_stay_text_as_they_are_in_process_data(read):
    assert read(GOOD).given == {"amount": 1200.5, "since": "2026-03-02"}


@pytest.mark.parametrize(("step", "why"), [
    ("{compleet: a}", "a step is one of"),
    ("{complete: a, outcom: b}", "complete: has no outcom"),
    ("{complete: [a]}", "complete: needs a name"),
    ("{complete: a, data: [1]}", "this is written `name: value`"),
    ("{complete: a, data: {n: 99999999999999999999}}", "does not fit into process data"),
    ("{expect: [{a: 1}]}", "these are names"),
    ("complete a", "a step is written"),
])
def test_a_wrong_step_is_named_by_its_line(read, step, why):
    with pytest.raises(BadScenario) as wrong:
        read(f"files: [p.bpmn]\nsteps:\n  - expect: []\n  - {step}\n")
    assert wrong.value.facts["line"] == 4 and why in wrong.value.facts["why"]


@pytest.mark.parametrize("text", [
    "", "[]", "files: []", "files: [p.bpmn]\nsteps: {a: 1}", "files: [p.bpmn]\nat: tomorrow", "files: [p.bpmn]\nprocess: [p]", "a: b: c",
    b"\xff\xfe\x00", b"files: [\x00]", "files: [p.bpmn]\ngiven: !!python/object:os.system {}", "a: &x [1]\nfiles: *x", "[" * 3000,
    "files: [p.bpmn]\ngiven: {? [1] : 2}", "x: " + "9" * 5000, "files: [p.bpmn]\ngiven: {a: \"\\ud800\"}", "x" * 2_000_000,
])
def test_what_is_no_process_test_is_refused_and_nothing_else_happens(read, text):
    with pytest.raises(BadScenario):
        read(text)


def test_a_file_that_is_not_there_is_refused(tmp_path, read):
    with pytest.raises(BadScenario):
        read_scenario(tmp_path / "nothing.yaml")
    with pytest.raises(BadScenario):
        read(GOOD).contents()
