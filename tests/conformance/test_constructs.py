"""Each construct of a diagram behaves as in Camunda 7, in one interpreter and in a fresh one for each step.

A small diagram for each, and beside it one walk or several (`errors.bpmn`: `errors-named`, `errors-any` ...). What they expect was read
off walks that were recorded from Camunda 7.24; docs/decisions.md says where two engines differ and what we do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.scenarios import fresh_interpreters, read_scenario, run_scenario
from engine.scenarios.interpreters import Interpreters

HERE = Path(__file__).parent
WALKS = sorted(HERE.glob("*.scenario.yaml"))


@pytest.fixture(scope="module")
def interpreters() -> Iterator[Interpreters]:
    with fresh_interpreters() as started:
        yield started


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.name.partition(".")[0])
def test_a_walk_is_gone_as_camunda_goes_it_whatever_is_kept_in_memory(walk, interpreters):
    scenario = read_scenario(walk)
    straight = run_scenario(scenario)
    assert straight.failure is None
    assert interpreters.run_scenario(scenario) == straight


def test_every_diagram_is_walked():
    walked = {name for walk in WALKS for name in read_scenario(walk).files}
    assert {file.name for file in HERE.glob("*.bpmn")} <= walked
