"""Our own process tests hold, in one interpreter and in a fresh one for each step, and go every path of our own diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.scenarios import coverage_of, fresh_interpreters, read_scenario, run_scenario
from engine.scenarios.interpreters import Interpreters

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted([*(ROOT / "bpmn").rglob("*.scenario.yaml"), *(ROOT / "tests" / "other_tables").glob("*.scenario.yaml")])


@pytest.fixture(scope="module")
def interpreters() -> Iterator[Interpreters]:
    with fresh_interpreters() as started:
        yield started


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name.partition('.')[0]}")
def test_a_process_test_of_ours_holds_whatever_is_kept_in_memory(file, interpreters):
    scenario = read_scenario(file)
    straight = run_scenario(scenario)
    assert straight.failure is None
    assert interpreters.run_scenario(scenario) == straight


def test_every_path_of_our_own_diagrams_is_gone():
    coverage = coverage_of([run_scenario(read_scenario(file)) for file in FILES])
    assert {one.file.name for one in coverage} >= {file.name for file in (ROOT / "bpmn").rglob("*.bpmn")}
    assert {one.file.name: one.missing for one in coverage if one.missing} == {}
