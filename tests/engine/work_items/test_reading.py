"""Reading an item: what is asked, what would come next; nothing changes by looking."""

from __future__ import annotations

from engine.desk import reading_at
from engine.work_items import reading
from tests.engine.drawn import row
from tests.people import actor


def look(running, act, *args, user="li"):
    with reading_at(running.house, actor(user)) as desk:
        return act(desk, *args)


def test_a_view_has_what_the_diagram_says(running):
    running.start(row("a", a={"fields": "copies:write,price:hidden", "formKey": "seal", "outcomes": "apply,refuse", "kind": "perform"}))
    view = look(running, reading.item_view, running.item("a"))
    assert (view.outcomes, view.form, view.kind, view.may_act) == (("apply", "refuse"), "seal", "perform", True)
    assert view.fields == {"copies": "write", "price": "hidden"}


def test_what_comes_next_is_told_and_not_done(running):
    running.start(row("a", "b", b={"candidateGroups": "finance"}))
    assert [(step.element, step.candidates) for step in look(running, reading.after, running.item("a"), "approve")] == [("b", ("g:finance",))]
    assert list(running.asks()) == ["a"] and running.acts() == ["started", "asked"]


def test_a_vote_that_settles_nothing_leads_nowhere(running, people):
    people.group("board", "li", "wang")
    running.start(row("a", "b", a={"candidateGroups": "board", "policy": "all"}))
    assert look(running, reading.after, running.item("a", 0), "approve") == []


def test_a_next_step_that_refuses_shows_nothing(running):
    running.start(row("a", "b", b={"candidateGroups": "nobody", "whenNobody": "refuse"}))
    assert look(running, reading.after, running.item("a"), "approve") == []
