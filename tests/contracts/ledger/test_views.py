"""Views: those that everybody has, those that people save, who has them."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.ledger import sharing, views
from contracts.ledger.columns import columns_named
from contracts.ledger.filters import Filters
from engine.desk import Actor, at_desk, reading_at
from engine.errors import Invalid, NotFound, NotYours, Refusal
from tests.contracts.ledger.test_listing import listed, put, titles
from tests.people import actor


def saved(house, person="li", name="在审大额", shared_with="", over=None):
    with at_desk(house, actor(person)) as desk:
        return views.save_view(desk, name, ("title", "amount"), {"stage": ["review"], "at_least": "1000000"}, "-amount", shared_with, over=over)


def names(house, person):
    with reading_at(house, actor(person)) as desk:
        return [view.name for view in views.views(desk) if view.owner]


OF_ALL = ["sales", "project", "manager", "finance", "legal", "archivist", "receivable", "payable", "execution", "expiring", "expired"]


@pytest.mark.parametrize("role, first", [("manager", ["manager", "execution", "expiring", "expired"]), ("finance", ["finance", "receivable", "payable"]),
                                         ("legal", ["legal", "expiring", "expired"]), ("archivist", ["archivist"]), ("", ["sales", "project"])])
def test_everybody_has_all_that_come_with_us_and_those_of_the_own_role_first(quick_house, role, first):
    with reading_at(quick_house, Actor("qian", frozenset({role} - {""}))) as desk:
        keys = [view.key for view in views.views(desk)]
    assert (keys[:len(first)], sorted(keys)) == (first, sorted(OF_ALL))


@pytest.mark.both
@pytest.mark.parametrize("view", views.SHIPPED, ids=lambda view: view.key)
def test_a_view_that_comes_with_us_can_be_read(house, view):
    put(house, "a", stage="perform", signed_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 3, 1))
    page = listed(house, Filters.of_facts(view.filters), sort=view.sort, shown=view.columns)
    assert titles(page) in (["a"], []) and len(columns_named(view.columns)) == len(view.columns)


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
