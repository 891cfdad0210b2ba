"""Completing: who may, who was first, which policy settles, what moves."""

from __future__ import annotations

import threading

import pytest

from engine.desk import at_desk
from engine.errors import AlreadyDone, NotFound, NotYet, NotYours, Refusal, UnknownOutcome
from engine.identity import Key
from engine.records import Entry, Visit, WorkItem
from engine.work_items.completing import complete_work_item
from tests.engine.drawn import fork, row
from tests.people import actor

THREE = {"candidateGroups": "board"}


def board(people):
    people.group("board", "li", "wang", "zhao")


def test_the_first_wins_and_the_other_reads_who_was_first_and_when(running, people, clock):
    people.group("legal", "li", "wang")
    running.start(row("a", "b"))
    key = running.item("a")
    running.complete("a", "li")
    clock.advance("PT1M")
    with pytest.raises(AlreadyDone) as late:
        running.do("wang", complete_work_item, key, "approve")
    assert late.value.facts["by"] == "li"
    assert late.value.facts["at"].startswith("2026-03-02T01:00")


def test_two_at_the_same_moment_one_wins_twenty_times(house, running, people):
    people.group("legal", "li", "wang")
    running.start(row(*(f"s{number}" for number in range(20)), **{f"s{number}": {"whenSame": "skip"} for number in range(20)}))
    for number in range(20):
        answers = at_once(house, [(user, running.item(f"s{number}")) for user in ("li", "wang")])
        moved = [answer for answer in answers if not isinstance(answer, Exception)]
        assert len(moved) == 1 and sorted(type(one).__name__ for one in answers) == ["AlreadyDone", "Moved"]
        running._moved(moved[0])
    assert running.row.status == "completed"
    assert running.acts().count("completed") == 20


def test_two_on_parallel_items_both_count_twenty_times(house, running, people):
    for number in range(20):
        running.start(fork("legal-review", "finance-review", finance_review={"candidateGroups": "finance"}), subject_id=str(number))
        at_once(house, [("li", running.item("legal-review")), ("wang", running.item("finance-review"))])
        assert [item.state for item in running.rows(WorkItem)] == ["done", "done", "open"]


def at_once(house, tries):
    """Each of these in a thread of its own, through a door of its own."""
    answers, ready = [], threading.Barrier(len(tries))

    def act(user, key):
        ready.wait()
        try:
            with at_desk(house, actor(user)) as desk:
                answers.append(complete_work_item(desk, key, "approve"))
        except AlreadyDone as refused:
            answers.append(refused)

    threads = [threading.Thread(target=act, args=one) for one in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_whoever_is_not_asked_may_not(running):
    running.start(row("a"))
    with pytest.raises(NotYours):
        running.complete("a", "wang")
    assert running.rows(WorkItem)[0].state == "open"


def test_an_item_that_does_not_exist_yet_is_not_found(running):
    running.start(row("a", "b"))
    with pytest.raises(NotFound):
        running.do("li", complete_work_item, Key(running.id, 99), "approve")
    assert running.acts() == ["started", "asked"]


def test_an_unknown_outcome_changes_nothing(running):
    running.start(row("a"))
    with pytest.raises(UnknownOutcome):
        running.complete("a", "li", "perhaps")
    assert running.acts() == ["started", "asked"]


@pytest.mark.parametrize("policy, said, status", [
    ("all", ["approve"] * 3, "completed"), ("all", ["approve", "reject"], "cancelled"), ("any", ["approve"], "completed"),
    ("any", ["reject"], "cancelled"), ("inTurn", ["approve"] * 3, "completed"), ("veto", ["approve"] * 3, "completed"),
    ("veto", ["reject", "approve", "approve"], "cancelled"), ("veto", ["reject", "approve"], "running"),
    ("share:60", ["approve", "approve"], "completed"), ("share:60", ["reject", "reject"], "cancelled"), ("share:60", ["approve"], "running")])
def test_a_policy_settles_as_soon_as_it_is_certain(running, people, policy, said, status):
    board(people)
    running.start(row("a", a={**THREE, "policy": policy}))
    for user, outcome in zip(("li", "wang", "zhao"), said, strict=False):
        running.complete("a", user, outcome, nth=0)
    assert running.row.status == status


def test_a_weight_counts_more(running, people):
    board(people)
    people.group("heads", "sun")
    running.start(row("a", a={"candidateGroups": "board,heads", "policy": "share:50", "weight:heads": "3"}))
    running.complete("a", "sun", nth=-1)
    assert running.row.status == "completed"


def test_in_turn_the_next_waits(running, people):
    board(people)
    running.start(row("a", a={**THREE, "policy": "inTurn"}))
    second = running.rows(WorkItem)[1]
    with pytest.raises(NotYet):
        running.do("wang", complete_work_item, Key(running.id, second.number), "approve")
    running.complete("a", "li")
    assert running.asks()["a"] == ["u:wang"]


def test_a_vote_that_settles_nothing_leaves_the_state_as_it_was(running, people):
    board(people)
    running.start(row("a", a={**THREE, "policy": "all"}))
    before = running.rows(WorkItem)[0].instance_id and state(running)
    running.complete("a", "li", nth=0)
    assert state(running) == before


def state(running):
    with at_desk(running.house, actor("li")) as desk:
        from engine.records import Instance

        return desk.session.query(Instance.state).filter_by(id=running.id).scalar()


def test_a_substitute_acts_for_the_one_who_is_away_and_the_trace_says_so(running, people):
    people.stand_ins["li"] = ["qian"]
    running.start(row("a"))
    running.complete("a", "qian")
    done = running.rows(WorkItem)[0]
    assert (done.done_by, done.done_for) == ("qian", "li")


def test_an_undrawn_reject_cancels_and_a_drawn_one_completes(running):
    running.start(row("a", "b"))
    assert running.complete("a", "li", "reject", "no").status == "cancelled"
    running.start(row("a", "b", a={"outcomes": "approve,reject"}))
    assert running.complete("a", "li", "reject", "no").status == "running"


def test_siblings_are_closed_and_told(running, people):
    board(people)
    running.start(row("a", a={**THREE, "policy": "any"}))
    moved = running.complete("a", "li", nth=0)
    assert [(item.because, item.holders) for item in moved.closed] == [("settled", ("u:wang",)), ("settled", ("u:zhao",))]


def test_one_command_leaves_one_link_chain_that_verifies(running):
    from engine import history
    from engine.desk import SYSTEM, reading_at

    running.start(row("a", "b"))
    running.complete("a", "li")
    with reading_at(running.house, SYSTEM) as desk:
        assert history.verify(desk) == []
        assert desk.session.query(Entry).filter_by(chain=running.id).count() == running.row.chain_length


def test_two_decisions_side_by_side_are_both_kept(running):
    running.start(fork("legal-review", "finance-review", finance_review={"candidateGroups": "finance", "outcomes": "approve,reject"}))
    running.complete("finance-review", "wang", "reject")
    running.complete("legal-review", "li")
    seen = running.rows(Visit, element="after")[0].data
    assert (seen["legal_review"]["outcome"], seen["finance_review"]["outcome"]) == ("approve", "reject")


@pytest.mark.parametrize("said", [{"dueDate": "${'下周'}"}, {"priority": "${'soon'}"}, {"candidateGroups": "empty", "whenNobody": "refuse"}])
def test_a_next_step_that_cannot_be_asked_rolls_the_decision_back(running, said):
    running.start(row("a", "b", b=said))
    with pytest.raises(Refusal):
        running.complete("a", "li")
    assert running.rows(WorkItem)[0].state == "open" and running.acts() == ["started", "asked", "incident"]
