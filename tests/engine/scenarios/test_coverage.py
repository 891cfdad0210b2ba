"""Which paths the process tests of a diagram have gone, all together."""

from __future__ import annotations

from engine.scenarios import coverage_of, run_scenario
from tests.engine.drawn import bounded, row
from tests.engine.scenarios.written import ran, written


def test_all_tests_of_a_diagram_count_together(tmp_path):
    files = bounded("a", "P3D", "b")
    first = ran(tmp_path, files, "steps: [{complete: a}]\nend: [end]")
    both = [first, ran(tmp_path, files, "steps: [{advance: P3D}, {complete: b}]\nend: [end]")]
    assert [coverage.missing for coverage in coverage_of([first])] == [("b", "too-late", "f3", "f2")]
    assert [str(coverage) for coverage in coverage_of(both)] == ["5 of 5 elements, 4 of 4 flows"]


def test_what_a_failed_test_passed_counts_too(tmp_path):
    failed = ran(tmp_path, row("a", "b"), "steps: [{complete: a}, {expect: []}]")
    assert coverage_of([failed])[0].missing == ("b", "end", "f2")


def test_a_diagram_that_can_not_run_has_no_paths(tmp_path):
    assert coverage_of([ran(tmp_path, {"p.bpmn": b"<x/>"}, "steps: []")]) == []


def test_the_same_file_named_from_two_folders_is_one_diagram(tmp_path):
    (tmp_path / "deep").mkdir()
    one = ran(tmp_path, row("a"), "steps: [{complete: a}]")
    other = written(tmp_path / "deep", {"../p.bpmn": row("a")["p.bpmn"]}, "steps: [{complete: a}]")
    assert len(coverage_of([one, run_scenario(other)])) == 1
