"""Return: walk again, straight back with rework and reaffirming; take back; what is not legal."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from engine import returning
from engine.desk import SYSTEM, reading_at
from engine.errors import NotReturnable, NotYours
from engine.records import Instance, Visit, WorkItem
from tests.engine.drawn import row

DRAFT = {"assignee": "${initiator()}", "candidateGroups": "", "kind": "perform", "outcomes": "submit"}
FINANCE = {"candidateGroups": "finance"}


def drafted(running, **more):
    draft = {**DRAFT, **more.pop("draft", {})}
    running.start(row("draft", "a", "b", draft=draft, b=FINANCE, **more))
    running.complete("draft", "chen", "submit")
    running.complete("a", "li", shown="1" * 64)
    return running


def size_of_state(running):
    with reading_at(running.house, SYSTEM) as desk:
        return desk.session.scalar(sa.select(sa.func.length(Instance.state)).where(Instance.id == running.id))


def asked(running):
    return {item.element: item.kind for item in running.items}


def test_walking_again_asks_everybody_once_more(running):
    drafted(running).returned("b", "wang", "draft")
    assert asked(running) == {"draft": "decide"}
    running.complete("draft", "chen", "submit")
    running.complete("a", "li")
    running.complete("b", "wang")
    assert running.row.status == "completed"
    assert [visit.turn for visit in running.rows(Visit, element="a")] == [1, 2]


def test_a_return_closes_the_siblings_and_tells_their_holders(running, people):
    people.group("board", "wang", "zhao")
    running.start(row("draft", "a", draft=DRAFT, a={"candidateGroups": "board", "policy": "all"}))
    running.complete("draft", "chen", "submit")
    key = running.item("a", 0)
    moved = running.do("wang", returning.return_item, key, "draft", "again", "clause 8")
    assert [(item.because, item.holders) for item in moved.closed] == [("returned", ("u:zhao",))]


def test_straight_back_opens_a_rework_and_then_my_item_again(running):
    drafted(running).returned("b", "wang", "draft", "back")
    assert asked(running) == {"draft": "rework"}
    running.complete("draft", "chen", "submit")
    assert [item.element for item in running.items] == ["b"]
    running.complete("b", "wang")
    assert running.row.status == "completed"


def test_straight_back_with_another_text_asks_the_approver_to_reaffirm(running, thing):
    drafted(running).returned("b", "wang", "draft", "back")
    thing.text = "2" * 64
    running.complete("draft", "chen", "submit")
    assert asked(running) == {"b": "decide", "a": "reaffirm"}
    running.complete("b", "wang")
    assert running.row.status == "running"
    running.complete("a", "li", shown="2" * 64)
    assert running.row.status == "completed" and "approval-withdrawn" in running.acts()


def test_a_resubmission_runs_its_job_before_the_returner_is_asked(running, done):
    running.house.services = {"freeze": done()}
    drafted(running, draft={"resubmit": "freeze"}).returned("b", "wang", "draft", "back")
    running.complete("draft", "chen", "submit")
    assert asked(running) == {}
    running.work()
    assert [item.state for item in running.rows(WorkItem, kind="decide")] == ["done", "done", "open"]


def test_only_what_was_visited_may_be_returned_to(running):
    drafted(running)
    targets = running.do("wang", returning.return_targets, running.item("b"))
    assert [target.element for target in targets] == ["a", "draft"]
    with pytest.raises(NotReturnable):
        running.returned("b", "wang", "b")


def test_whoever_is_not_asked_may_not_return(running):
    with pytest.raises(NotYours):
        drafted(running).returned("b", "li", "draft")


def test_a_decision_is_taken_back_while_nobody_acted_on_it(running):
    running.start(row("a", "b", b=FINANCE))
    key = running.item("a")
    running.complete("a", "li")
    assert running.do("li", returning.may_take_back, key)
    running.do("li", returning.take_back, key)
    assert asked(running) == {"a": "decide"}


def test_a_decision_that_somebody_acted_on_stays(running):
    running.start(row("a", "b", "c", b=FINANCE))
    key = running.item("a")
    running.complete("a", "li")
    running.complete("b", "wang")
    assert not running.do("li", returning.may_take_back, key)
    with pytest.raises(NotReturnable):
        running.do("li", returning.take_back, key)


def test_a_vote_is_taken_back_before_the_policy_is_settled(running, people):
    people.group("board", "li", "wang")
    running.start(row("a", a={"candidateGroups": "board", "policy": "all"}))
    key = running.item("a", 0)
    running.complete("a", "li", nth=0)
    running.do("li", returning.take_back, key)
    assert [item.state for item in running.rows(WorkItem)] == ["open", "open"]


def test_nobody_takes_back_anothers_decision(running):
    running.start(row("a", "b", b=FINANCE))
    key = running.item("a")
    running.complete("a", "li")
    with pytest.raises(NotYours):
        running.do("wang", returning.take_back, key)


def test_sixty_returns_leave_one_item_open_and_a_state_that_does_not_grow(running):
    from tests.engine.work_items.test_completing import state

    running.start(row("draft", "a", draft=DRAFT))
    sizes = []
    for _ in range(60):
        running.complete("draft", "chen", "submit")
        running.returned("a", "li", "draft")
        sizes.append(len(state(running)))
    assert running.row.status == "running" and asked(running) == {"draft": "decide"}
    assert sizes[-1] < sizes[4] * 1.3


@pytest.mark.slow
def test_the_fiftieth_return_leaves_it_open_and_asks_no_more_of_the_database_than_the_second(running):
    running.start(row("draft", "a", draft=DRAFT))
    asked_for, sizes = [], []
    sa.event.listen(running.house.store.writing, "before_cursor_execute", lambda *sent: asked_for.append(sent[2]))
    counts = []
    for _ in range(50):
        asked_for.clear()
        running.complete("draft", "chen", "submit")
        running.returned("a", "li", "draft")
        counts.append(len(asked_for))
        sizes.append(size_of_state(running))
    assert running.row.status == "running" and asked(running) == {"draft": "decide"}
    assert counts[1] == counts[-1] and sizes[-1] < sizes[1] + 40


def test_nothing_returns_behind_a_step_that_says_no_return(running):
    running.start(row("draft", "seal", "b", draft=DRAFT, seal={"noReturn": "true"}, b=FINANCE))
    running.complete("draft", "chen", "submit")
    assert [target.element for target in running.do("li", returning.return_targets, running.item("seal"))] == ["draft"]
    running.complete("seal", "li")
    for then in ("again", "back"):
        with pytest.raises(NotReturnable):
            running.returned("b", "wang", "draft", then)
