"""mapDecisionResult: what a task gets of a decision, and what does not fit."""

from __future__ import annotations

import pytest

from engine.tables import read_tables
from engine.tables.refusals import ResultDoesNotFit
from tests.engine.tables.sheets import DAY, file, table

ONE = table("n:number => way:string", "1 => 'a'", "2 => 'a'", ">= 2 => 'b'", "3 =>", policy="COLLECT")
TWO = table("n:number => way:string | days:number", "1 => 'a' | 5", ">= 2 => 'b' | 7", "2 => 'c' | 9", policy="COLLECT")


def result(decision, n, mapping):
    read = read_tables("t.dmn", file(decision))[0]["t"]
    return read.result(read.decide({"n": n}, DAY), mapping)


@pytest.mark.parametrize("decision, n, mapping, found", [
    (ONE, 1, "singleEntry", "a"), (ONE, 0, "singleEntry", None), (ONE, 1, "singleResult", {"way": "a"}), (ONE, 0, "singleResult", None),
    (ONE, 2, "collectEntries", ["a", "b"]), (ONE, 0, "collectEntries", []), (ONE, 2, "resultList", [{"way": "a"}, {"way": "b"}]), (ONE, 0, "resultList", []),
    (ONE, 3, "collectEntries", ["b"]), (TWO, 1, "singleResult", {"way": "a", "days": 5}), (TWO, 1, "resultList", [{"way": "a", "days": 5}]), (ONE, 1, "", [{"way": "a"}])])
def test_the_matched_rules_become_what_the_task_asks_for(decision, n, mapping, found):
    assert result(decision, n, mapping) == found


@pytest.mark.parametrize("decision, n, mapping", [
    (ONE, 2, "singleEntry"), (ONE, 2, "singleResult"), (TWO, 1, "singleEntry"), (TWO, 2, "singleResult"), (TWO, 1, "collectEntries"), (ONE, 1, "everything")])
def test_what_does_not_fit_is_refused_as_in_camunda(decision, n, mapping):
    with pytest.raises(ResultDoesNotFit) as refused:
        result(decision, n, mapping)
    assert (refused.value.facts["table"], refused.value.facts["mapping"]) == ("t", mapping)
