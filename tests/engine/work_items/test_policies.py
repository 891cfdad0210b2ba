"""Policies: any order of votes gives one answer, as early as it is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.work_items.policies import BadPolicy, Vote, read_policy, settled

SAID = ["approve", "change", "reject", None]


@pytest.mark.parametrize("text", ["", "most", "share", "share:0", "share:101", "share:x", "all:3", "share:１０"])
def test_an_unknown_policy_is_refused(text):
    with pytest.raises(BadPolicy):
        read_policy(text)


@given(st.sampled_from(["all", "any", "inTurn", "veto", "share:50", "share:100"]), st.lists(st.sampled_from(SAID[:3]), min_size=1, max_size=6))
def test_when_all_have_voted_it_is_settled(policy, said):
    assert settled(read_policy(policy), [Vote(1, one) for one in said], ["approve", "change"]) is not None


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(SAID)), min_size=1, max_size=6), st.integers(1, 100))
def test_a_share_that_is_settled_early_stays_so(votes, share):
    policy = read_policy(f"share:{share}")
    now = settled(policy, [Vote(*vote) for vote in votes], ["approve"])
    for rest in ("approve", "reject"):
        later = settled(policy, [Vote(weight, said or rest) for weight, said in votes], ["approve"])
        assert now is None or (now == "approve") == (later == "approve")


def test_the_most_chosen_other_outcome_wins_and_a_tie_goes_to_the_first_drawn():
    votes = [Vote(1, one) for one in ("approve", "reject", "change", "change", "reject")]
    assert settled(read_policy("veto"), votes, ["approve", "change"]) == "change"


def test_reject_is_a_vote_under_veto_that_waits_for_all():
    assert settled(read_policy("veto"), [Vote(1, "reject"), Vote(1, None)], ["approve"]) is None
