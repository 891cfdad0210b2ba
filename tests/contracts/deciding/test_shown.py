"""The digest of what a page showed, and differences field by field."""

from __future__ import annotations

from contracts.deciding.shown import Difference, differences, digest_of


def test_the_order_of_names_does_not_change_the_digest():
    assert digest_of({"a": 1, "b": [1, 2]}) == digest_of({"b": [1, 2], "a": 1})


def test_another_amount_is_another_digest():
    assert digest_of({"amount": "100.00"}) != digest_of({"amount": "100.01"})


def test_what_changed_is_named_by_its_path():
    before = {"amount": "100.00", "plan": [{"due": "2026-01-01"}, {"due": "2026-02-01"}]}
    after = {"amount": "100.00", "plan": [{"due": "2026-01-01"}, {"due": "2026-03-01"}]}
    assert differences(before, after) == [Difference("plan.2.due", "2026-02-01", "2026-03-01")]


def test_a_row_that_was_added_shows_its_values_beside_nothing():
    assert differences({"plan": []}, {"plan": [{"amount": "5.00"}]}) == [Difference("plan.1.amount", None, "5.00")]


def test_an_empty_value_and_a_missing_one_are_the_same():
    assert differences({"remark": ""}, {}) == []


def test_the_tenth_row_comes_after_the_second():
    changed = differences({"plan": list(range(12))}, {"plan": [n + 1 for n in range(12)]})
    assert [one.path for one in changed][1:3] == ["plan.2", "plan.3"]
