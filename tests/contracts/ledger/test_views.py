"""Views: the six that everybody has, those that people save, who has them."""

from __future__ import annotations

import pytest

from contracts.ledger import sharing, views
from engine.desk import at_desk, reading_at
from engine.errors import Invalid, NotFound, NotYours, Refusal
from tests.people import actor


def saved(house, person="li", name="在审大额", shared_with="", over=None):
    with at_desk(house, actor(person)) as desk:
        return views.save_view(desk, name, ("title", "amount"), {"stage": ["review"], "at_least": "1000000"}, "-amount", shared_with, over=over)


def names(house, person):
    with reading_at(house, actor(person)) as desk:
        return [view.name for view in views.views(desk) if view.owner]


def test_everybody_has_the_six_and_the_own_roles_first(quick_house):
    with reading_at(quick_house, actor("sun")) as desk:
        assert [view.key for view in views.views(desk)] == ["manager", "sales", "project", "finance", "legal", "archivist"]


@pytest.mark.parametrize("shared_with, who", [("", {"li"}), ("*", {"li", "wang", "xu", "chen"}), ("d:FIN", {"li", "wang"}), ("d:HQ", {"li", "wang", "xu", "chen"}),
                                              ("r:auditor", {"li", "xu"})])
def test_a_view_is_seen_by_whom_it_is_shared_with(quick_house, shared_with, who):
    saved(quick_house, shared_with=shared_with)
    assert {person for person in ("li", "wang", "xu", "chen") if names(quick_house, person)} == who


def test_a_view_that_is_not_shared_is_not_there(quick_house):
    key = saved(quick_house).key
    with reading_at(quick_house, actor("wang")) as desk, pytest.raises(NotFound):
        views.view_of(desk, key)


@pytest.mark.parametrize("shared_with, refusal", [("", NotFound), ("*", NotYours)])
def test_anothers_view_is_neither_changed_nor_removed(quick_house, shared_with, refusal):
    key = int(saved(quick_house, shared_with=shared_with).key)
    with pytest.raises(refusal):
        saved(quick_house, person="wang", over=key)
    with pytest.raises(refusal), at_desk(quick_house, actor("wang")) as desk:
        views.remove_view(desk, key)


def test_mine_is_saved_over_and_removed_and_an_administrator_removes_anybodys(quick_house):
    key = int(saved(quick_house).key)
    assert (saved(quick_house, name="新名", over=key).key, names(quick_house, "li")) == (str(key), ["新名"])
    with at_desk(quick_house, actor("zheng")) as desk:
        views.remove_view(desk, key)
    assert names(quick_house, "li") == []


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "长" * 61}, {"shared_with": "d:NONE"}, {"shared_with": "u:wang"}, {"shared_with": "r:king"}])
def test_a_view_without_a_name_or_for_nobody_is_refused(quick_house, wrong):
    with pytest.raises(Invalid):
        saved(quick_house, **wrong)


def test_a_person_keeps_sixty_views_at_most(quick_house):
    for number in range(sharing.MOST):
        saved(quick_house, name=str(number))
    with pytest.raises(Refusal):
        saved(quick_house)
