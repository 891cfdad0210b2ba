"""Each step in a fresh interpreter shows the same as all of them in one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.scenarios import fresh_interpreters, run_scenario
from engine.scenarios.interpreters import Interpreters
from tests.engine.drawn import fork, row
from tests.engine.scenarios.written import written


@pytest.fixture(scope="module")
def interpreters() -> Iterator[Interpreters]:
    with fresh_interpreters() as started:
        yield started


def test_a_passing_test_passes_and_covers_the_same(tmp_path, interpreters):
    text = "steps: [{expect: [a, b]}, {complete: b}, {complete: a}, {complete: after}]\nend: [end]"
    scenario = written(tmp_path, fork("a", "b"), text)
    assert interpreters.run_scenario(scenario) == run_scenario(scenario)


def test_a_failing_test_fails_at_the_same_step(tmp_path, interpreters):
    scenario = written(tmp_path, row("a"), "steps:\n  - complete: a\n  - expect: [b]\n")
    assert interpreters.run_scenario(scenario).failure == run_scenario(scenario).failure


def test_time_and_end_events_are_kept_between_interpreters(tmp_path, interpreters):
    steps = "steps: [{advance: P2D}, {advance: P1D}, {expect: [a]}, {complete: a}]\nend: [end]\npassed: [start, timer-P3D, a, end]"
    assert interpreters.run_scenario(written(tmp_path, row("timer:P3D", "a"), steps)).failure is None


def test_an_interpreter_that_breaks_down_fails_its_step_and_not_the_others(tmp_path, interpreters):
    scenario = written(tmp_path, row("a"), "steps:\n  - complete: a\n")
    (tmp_path / "a.scenario.yaml").rename(tmp_path / "b.scenario.yaml")
    assert "ended with the status" in interpreters.run_scenario(scenario).failure.found
    assert interpreters.run_scenario(written(tmp_path, row("a"), "steps: [{complete: a}]\nend: [end]")).passed
