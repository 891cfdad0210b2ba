"""Two at the same moment, on both databases: whoever is second finds what the first has done, and nothing is half done."""

from __future__ import annotations

from functools import partial

import pytest

from engine import deploying, editions, history, jobs, messages, outbox, timers
from engine.desk import SYSTEM, reading_at
from engine.identity import Key
from engine.instances import cancel_instance, suspend_instance
from engine.records import Holder, Incident, Instance, Job, Timer, WorkItem
from engine.returning import return_item, take_back
from engine.work_items.claiming import claim
from engine.work_items.completing import complete_work_item
from engine.work_items.handover import hand_over
from tests.engine.competing import Meeting, at_once, kinds, wrong_in
from tests.engine.drawn import bounded, fork, row
from tests.engine.flow.shapes import diagram, grouped

pytestmark = pytest.mark.both


def complete(key):
    return lambda desk: complete_work_item(desk, key, "approve")


@pytest.fixture
def meet(running, people):
    """The instance runs; from now on two commands meet behind the lock."""
    people.group("legal", "li", "wang", "zhao")
    return lambda files: Meeting(running.start(files).house)


def test_one_item_completed_twice_is_done_once(house, running, meet):
    meet(row("a", "b"))
    answers = at_once(house, *((user, complete(running.item("a"))) for user in ("li", "wang")))
    assert kinds(answers) == ["AlreadyDone", "Moved"] and running.acts().count("completed") == 1
    assert wrong_in(house) == []


def test_of_two_parallel_items_both_count(house, running, meet):
    meet(fork("a", "b"))
    assert kinds(at_once(house, ("li", complete(running.item("a"))), ("wang", complete(running.item("b"))))) == ["Moved", "Moved"]
    assert [item.state for item in running.rows(WorkItem)] == ["done", "done", "open"] and wrong_in(house) == []


def test_of_two_who_claim_one_has_it(house, running, meet):
    meet(row("a"))
    answers = at_once(house, *((user, lambda desk: claim(desk, running.item("a"))) for user in ("li", "wang")))
    assert kinds(answers) == ["NoneType", "NotYours"]
    assert [holder.principal for holder in held(running)] == [f"u:{'li' if answers[0] is None else 'wang'}"]


def held(running):
    with reading_at(running.house, SYSTEM) as desk:
        return desk.session.query(Holder).filter_by(instance_id=running.id).all()


def test_a_timer_and_a_person_move_the_token_once(house, running, meet, clock):
    meet(bounded("a", "P3D", "b"))
    clock.advance("P3D")
    late = partial(timers.fire_timer, key=Key(running.id, running.rows(Timer)[0].number))
    fired, done = at_once(house, ("system", late), ("li", complete(running.item("a"))))
    assert (fired is None) == (type(done).__name__ == "Moved")
    assert len({"timer-fired", "completed"} & set(running.acts())) == 1 and wrong_in(house) == []


def test_two_tickers_fire_a_timer_once(house, running, meet, clock):
    meet(row("timer:P3D", "a"))
    clock.advance("P3D")
    late = partial(timers.fire_timer, key=Key(running.id, running.rows(Timer)[0].number))
    assert kinds(at_once(house, ("system", late), ("system", late))) == ["Moved", "NoneType"]
    assert running.acts().count("timer-fired") == 1


def test_cancelled_while_somebody_approves_nothing_stays_open(house, running, meet):
    meet(fork("a", "b"))
    done, cancelled = at_once(house, ("li", complete(running.item("a"))), ("zheng", lambda desk: cancel_instance(desk, running.id, "no")))
    assert cancelled.status == "cancelled" and type(done).__name__ in ("Moved", "AlreadyDone")
    assert held(running) == [] and {item.state for item in running.rows(WorkItem)} <= {"done", "closed"}
    assert wrong_in(house) == []


def test_suspended_while_somebody_approves_it_is_done_before_or_not_at_all(house, running, meet):
    meet(row("a", "b"))
    done, _ = at_once(house, ("li", complete(running.item("a"))), ("zheng", lambda desk: suspend_instance(desk, running.id, "wait")))
    assert running.row.status == "suspended" and ("completed" in running.acts()) == (type(done).__name__ == "Moved")
    assert wrong_in(house) == []


def test_handed_over_while_another_completes_it_one_of_them_is_late(house, running, meet):
    meet(row("a"))
    given, done = at_once(house, ("li", lambda desk: hand_over(desk, running.item("a"), "qian", "away")), ("wang", complete(running.item("a"))))
    assert kinds([given, done]) in (["AlreadyDone", "Moved"], ["Moved", "NotYours"])
    assert len({"handed-over", "completed"} & set(running.acts())) == 1 and wrong_in(house) == []


def test_taken_back_while_the_next_decides_one_of_them_is_late(house, running, meet):
    meet(row("a", "b", b={"candidateGroups": "finance"}))
    first = running.item("a")
    running.complete("a", "li")
    answers = at_once(house, ("li", lambda desk: take_back(desk, first)), ("zhao", complete(running.item("b"))))
    assert kinds(answers) in (["Moved", "NotReturnable"], ["AlreadyDone", "Moved"], ["Moved", "NotRunning"]) and wrong_in(house) == []


def test_returned_while_the_sibling_decides_only_the_target_is_open(house, running, meet):
    meet(grouped(diagram("start draft and1 a and2 end; and1 b and2")))
    running.complete("draft", "zhao")
    back = ("li", lambda desk: return_item(desk, running.item("a"), "draft", "again", "look"))
    answers = at_once(house, back, ("wang", complete(running.item("b"))))
    assert kinds(answers) in (["Moved", "Moved"], ["AlreadyDone", "Moved"])
    assert [item.state for item in running.rows(WorkItem)].count("open") == 1 and wrong_in(house) == []


def test_a_letter_that_two_deliver_arrives_once(house, running, meet):
    meet(row("message:paid", "a"))
    running.do("system", outbox.post_letter, key="k", to_subject="thing", to_id="1", name="paid", data={})
    letter = partial(messages.deliver_letter, letter_id=1)
    assert kinds(at_once(house, ("system", letter), ("system", letter))) == ["Moved", "NoneType"]
    assert running.acts().count("message") == 1 and wrong_in(house) == []


def test_a_letter_that_starts_an_instance_starts_one_though_two_deliver_it(house, running, meet):
    meet(row("a"))
    running.do("system", outbox.post_start, key="k", edition_key="p", subject="thing", subject_id="2", initiator="chen")
    letter = partial(messages.deliver_letter, letter_id=1)
    assert kinds(at_once(house, ("system", letter), ("system", letter))) == ["Moved", "NoneType"]
    with reading_at(house, SYSTEM) as desk:
        assert desk.session.query(Instance).filter_by(subject_id="2").count() == 1


def test_a_message_that_comes_twice_moves_the_token_once(house, running, meet):
    meet(row("message:paid", "a"))
    paid = partial(messages.deliver_message, instance_id=running.id, name="paid", data={})
    assert kinds(at_once(house, ("system", paid), ("system", paid))) == ["Moved", "NobodyWaits"]
    assert running.acts().count("message") == 1 and wrong_in(house) == []


def test_a_job_that_two_workers_take_is_claimed_once(house, running, meet, done):
    house.services = {"print": done()}
    meet(row("job:print", "a"))
    take = partial(jobs.claim_job, key=Key(running.id, running.rows(Job)[0].number))
    assert kinds(at_once(house, ("system", take), ("system", take))) == ["NoneType", "Order"]
    assert running.rows(Job)[0].attempts == 1


def test_an_incident_that_two_retry_is_retried_once(house, running, meet):
    meet(row("job:print", "a"))
    running.work()
    again = partial(jobs.retry_incident, instance_id=running.id, number=running.rows(Incident)[0].number)
    assert kinds(at_once(house, ("zheng", again), ("zheng", again))) == ["NoneType", "NotFound"]
    assert running.acts().count("retried") == 1


def test_published_while_somebody_completes_the_instance_stays_on_its_edition(house, running, meet):
    meet(row("a", "b"))
    new, done = at_once(house, ("zheng", lambda desk: editions.publish(desk, "p", row("a", "c"), "no b")), ("li", complete(running.item("a"))))
    assert (new.number, [item.element for item in done.opened], running.row.edition) == (2, ["b"], 1)
    assert wrong_in(house) == []


def test_two_who_publish_at_once_publish_one_after_the_other(house, running, meet):
    meet(row("a")).at("INSERT INTO edition ")
    answers = at_once(house, *(("zheng", partial(editions.publish, key="p", files=row(step), reason="new")) for step in ("b", "c")))
    assert sorted(edition.number for edition in answers) == [2, 3] and wrong_in(house) == []


def test_of_two_who_deploy_at_once_neither_buries_what_the_other_published(house, running, meet, tmp_path):
    meet(row("a")).at("INSERT INTO edition ")
    for step in ("b", "c"):
        running.do("zheng", deploying.export, "p", tmp_path / step / "p")
        (tmp_path / step / "p" / "p.bpmn").write_bytes(row(step)["p.bpmn"])
    answers = at_once(house, *(("zheng", partial(deploying.deploy, folders=[tmp_path / step])) for step in ("b", "c")))
    assert kinds(answers) == ["Conflict", "list"] and wrong_in(house) == []


@pytest.mark.parametrize("before", [0, 1], ids=["the first entry", "later entries"])
def test_the_chain_of_the_house_has_no_fork_when_several_write_at_once(house, before):
    def record(desk):
        history.record(desk, history.HOUSE, "role-given")

    assert at_once(house, *[("zheng", record)] * before) == [None] * before
    assert at_once(house, *[("zheng", record)] * 8) == [None] * 8
    assert wrong_in(house) == []
