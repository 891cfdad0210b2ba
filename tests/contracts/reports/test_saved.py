"""Saved reports: who has them, who changes them, and that each person gets figures of their own sight."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.ledger import views
from contracts.ledger.filters import Filters
from contracts.reports import saved
from engine.desk import at_desk, reading_at
from engine.errors import Invalid, NotFound, NotYours
from tests.contracts.ledger.test_listing import put
from tests.people import actor


def kept(house, person="sun", name="各部门金额", rows="department", columns="", measure="amount", shared_with="", over=None):
    with at_desk(house, actor(person)) as desk:
        return saved.save_report(desk, name, rows, columns, measure, Filters(type=("service",)), shared_with, over=over)


def names(house, person):
    with reading_at(house, actor(person)) as desk:
        return [one.name for one in saved.saved_reports(desk)]


def figures(house, person, key):
    with reading_at(house, actor(person)) as desk:
        made = saved.figures_of(desk, saved.saved_report(desk, key))
    return {row: cell.value for row, cell in made.rows}


@pytest.mark.parametrize("shared_with, who", [("", {"sun"}), ("*", {"sun", "li", "wang", "xu"}), ("d:FIN", {"sun", "wang"}), ("r:auditor", {"sun", "xu"})])
def test_a_report_is_had_by_whom_it_is_shared_with(quick_house, shared_with, who):
    kept(quick_house, shared_with=shared_with)
    assert {person for person in ("sun", "li", "wang", "xu") if names(quick_house, person)} == who


def test_each_person_gets_the_figures_that_they_may_see(quick_house):
    put(quick_house, "甲", amount=Decimal("100"), department="ENG")
    put(quick_house, "乙", amount=Decimal("30"), department="PUR", owner="qian")
    key = kept(quick_house, shared_with="*").key
    assert figures(quick_house, "sun", key) == {"ENG": Decimal(100), "PUR": Decimal(30)}
    assert figures(quick_house, "qian", key) == {"PUR": Decimal(30)}


def test_a_report_that_is_not_shared_is_not_there(quick_house):
    key = kept(quick_house).key
    with reading_at(quick_house, actor("wang")) as desk, pytest.raises(NotFound):
        saved.saved_report(desk, key)


@pytest.mark.parametrize("shared_with, refusal", [("", NotFound), ("*", NotYours)])
def test_anothers_report_is_neither_changed_nor_removed(quick_house, shared_with, refusal):
    key = int(kept(quick_house, shared_with=shared_with).key)
    with pytest.raises(refusal):
        kept(quick_house, person="wang", over=key)
    with pytest.raises(refusal), at_desk(quick_house, actor("wang")) as desk:
        saved.remove_report(desk, key)


def test_mine_is_saved_over_and_an_administrator_takes_a_shared_one_away(quick_house):
    key = kept(quick_house, shared_with="*").key
    changed = kept(quick_house, name="按类型", rows="type", columns="stage", measure="count", shared_with="*", over=int(key))
    assert (changed.key, changed.rows, changed.columns, changed.measure, names(quick_house, "li")) == (key, "type", "stage", "count", ["按类型"])
    with at_desk(quick_house, actor("zheng")) as desk:
        saved.remove_report(desk, int(key))
    assert names(quick_house, "li") == names(quick_house, "sun") == []


def test_views_and_reports_are_not_taken_for_each_other(quick_house):
    key = int(kept(quick_house, shared_with="*").key)
    with reading_at(quick_house, actor("sun")) as desk:
        assert [view.name for view in views.views(desk) if view.owner] == []
    with pytest.raises(NotFound), at_desk(quick_house, actor("sun")) as desk:
        views.remove_view(desk, key)


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "长" * 61}, {"shared_with": "d:NONE"}, {"rows": "weather"}, {"measure": "luck"}, {"columns": "department"}])
def test_what_is_no_report_is_not_kept(quick_house, wrong):
    with pytest.raises(Invalid):
        kept(quick_house, **wrong)


def test_mine_stand_before_those_of_others(quick_house):
    kept(quick_house, "li", "先", shared_with="*"), kept(quick_house, "wang", "后")
    assert names(quick_house, "wang") == ["后", "先"]
