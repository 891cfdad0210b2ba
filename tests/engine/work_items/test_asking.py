"""Who is asked: nobody, oneself, the same person again, the late, substitutes; claims, handing over, the inbox."""

from __future__ import annotations

import pytest

from engine.desk import SYSTEM, reading_at
from engine.errors import Invalid, NotYours
from engine.records import WorkItem
from engine.work_items import inbox
from engine.work_items.assignment import NobodyToAsk
from engine.work_items.claiming import claim, release
from engine.work_items.handover import hand_over
from tests.engine.drawn import row


def asked(running, **said):
    return running.start(row("a", "b", a=said)).asks()


@pytest.mark.parametrize("then, who", [("admin", ["u:zheng"]), ("superior", ["u:zhang"])])
def test_when_nobody_is_found_somebody_is_asked_all_the_same(running, people, then, who):
    people.away("li")
    assert asked(running, whenNobody=then) == {"a": who}


def test_when_nobody_refuses_nothing_starts(running, people):
    people.away("li")
    with pytest.raises(NobodyToAsk):
        asked(running, whenNobody="refuse")


def test_when_nobody_passes_the_history_says_so(running, people):
    people.group("empty")
    assert list(asked(running, candidateGroups="empty", whenNobody="pass")) == ["b"]
    assert "passed" in running.acts()


@pytest.mark.parametrize("then, who", [("superior", {"a": ["u:zhang"]}), ("skip", {"b": ["g:legal"]}), ("ask", {"a": ["u:chen"]})])
def test_the_initiators_own_goes_elsewhere(running, then, who):
    assert asked(running, candidateGroups="", assignee="${initiator()}", whenSelf=then) == who


def test_of_a_group_the_initiator_may_not_approve_but_the_others_may(running, people):
    people.group("legal", "chen", "li")
    assert asked(running) == {"a": ["g:legal"]}
    with pytest.raises(NotYours):
        running.complete("a", "chen")
    running.complete("a", "li")


def test_to_perform_the_initiator_is_asked(running):
    assert asked(running, candidateGroups="", assignee="${initiator()}", kind="perform") == {"a": ["u:chen"]}


@pytest.mark.parametrize("keepers, who", [(("chen",), ["u:zhang"]), (("chen", "zhou"), ["g:seal-keepers"])])
def test_what_is_performed_keeps_the_initiator_out_where_it_says_so(running, people, keepers, who):
    people.group("seal-keepers", *keepers)
    assert asked(running, candidateGroups="seal-keepers", kind="perform", whenSelf="superior") == {"a": who}
    with pytest.raises(NotYours):
        running.complete("a", "chen")
    with pytest.raises(Invalid):
        running.do("zhou" if "zhou" in keepers else "zhang", hand_over, running.item("a"), "chen", "away")


def test_a_superior_who_approved_may_still_perform(running):
    seal = {"candidateGroups": "", "assignee": "chen", "kind": "perform", "whenSelf": "superior"}
    running.start(row("a", "b", a={"candidateGroups": "", "assignee": "zhang"}, b=seal))
    running.complete("a", "zhang")
    assert running.asks() == {"b": ["u:zhang"]}


def test_who_approved_before_is_not_asked_again_but_their_superior(running):
    running.start(row("a", "b", a={"assignee": "zhang", "candidateGroups": ""}, b={"assignee": "zhang", "candidateGroups": ""}))
    running.complete("a", "zhang")
    assert running.asks() == {"b": ["u:sun"]}


@pytest.mark.parametrize("text, status", [("1" * 64, "completed"), ("2" * 64, "running")])
def test_the_same_person_is_skipped_only_on_the_same_text(running, thing, text, status):
    running.start(row("a", "b", a={}, b={"whenSame": "skip"}))
    running.complete("a", "li", shown="1" * 64) if text == thing.text else running.complete("a", "li", shown="9" * 64)
    assert running.row.status == status


def test_a_claimed_item_leaves_the_others_inboxes_and_comes_back(running, people):
    people.group("legal", "li", "wang")
    running.start(row("a"))
    running.do("li", claim, running.item("a"))
    assert (count(running, "li"), count(running, "wang")) == (1, 0)
    with pytest.raises(NotYours):
        running.complete("a", "wang")
    running.do("li", release, running.item("a"))
    assert count(running, "wang") == 1


def count(running, user):
    with reading_at(running.house, SYSTEM) as desk:
        return inbox.counts(desk, user)


def test_what_is_handed_over_asks_the_other_only(running):
    running.start(row("a"))
    running.do("li", hand_over, running.item("a"), "wang", "knows it better")
    with pytest.raises(NotYours):
        running.complete("a", "li")
    running.complete("a", "wang")
    assert running.rows(WorkItem)[0].done_by == "wang"


def test_an_approval_is_not_handed_to_the_initiator(running):
    running.start(row("a"))
    with pytest.raises(Invalid):
        running.do("li", hand_over, running.item("a"), "chen", "please")


def test_the_inbox_merges_principals_by_urgency_and_pages_by_key(running, people):
    people.stand_ins["zhao"] = ["li"]
    for number, (name, due_date) in enumerate([("legal", "P2D"), ("finance", "P1D"), ("legal", "P3D"), ("finance", "P4D")]):
        running.start(row("a", a={"candidateGroups": name, "dueDate": due_date}), subject_id=str(number))
    with reading_at(running.house, SYSTEM) as desk:
        first = inbox.page(desk, "li", limit=3)
        rest = inbox.page(desk, "li", limit=3, after=first.next)
    keys = [item.key for item in running.items]
    assert [found.key for found in (*first.rows, *rest.rows)] == [keys[1], keys[0], keys[2], keys[3]]


@pytest.mark.parametrize("after", ["x", "1~x", "~", "9" * 40 + "~x"])
def test_a_made_up_page_is_refused(running, after):
    from engine.errors import Refusal

    with reading_at(running.house, SYSTEM) as desk, pytest.raises(Refusal):
        inbox.page(desk, "li", after=after)
