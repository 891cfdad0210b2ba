"""While an import is under way nobody sees its contracts anywhere; once it is done everybody sees what they may.

tests/web/test_imports.py asks every page and every route of the API.
"""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.archive.archived import page as archive_page
from contracts.counterparties.dealings import dealings_with
from contracts.deciding.asked import seen_contract
from contracts.importing import carrying_out
from contracts.ledger import listing
from contracts.ledger.filters import Filters
from contracts.performing.performance import dues
from contracts.projects.figures import sums_by_line
from contracts.projects.records import Project
from contracts.reading.everywhere import find_everywhere
from contracts.reading.inbox_rows import asked_of_me
from contracts.reports.figures import report
from engine.desk import reading_at
from engine.errors import NotFound
from engine.work_items.inbox import counts
from tests.contracts.importing.spreadsheet import Importing, row, workbook
from tests.hands import work_off
from tests.people import actor

PAID = {"paid": 1200000, "rest_due_on": None}
ROWS = (row(number="HIDE-1", rest_due_on="2026-03-05", project="P-1"), row(number="HIDE-2", stage="待归档", project="P-1", **PAID),
        row(number="HIDE-3", stage="已归档", ends_on=dt.date(2026, 1, 31), project="P-1", **PAID))


def seen(house, person: str) -> dict[str, int]:
    """How much of it this person finds, place by place."""
    with reading_at(house, actor(person)) as desk:
        ledger = listing.page(desk, Filters())
        return {
            "ledger": len(ledger.rows), "totals": listing.totals(desk, Filters()).count, "search": len(find_everywhere(desk, "HIDE")),
            "as of": listing.totals(desk, Filters(), None).count, "report": int(report(desk, "type").total.value), "dues": len(dues(desk).rows),
            "inbox": len(asked_of_me(desk).rows), "asked": counts(desk, person), "archive": archive_page(desk).count,
            "counterparty": len(dealings_with(desk, 1).contracts), "project": sum(one.contracts for one in sums_by_line(desk).values())}


@pytest.fixture
def half(quick_house, monkeypatch):
    """An import that stands between its last row and its end."""
    with Importing(quick_house, workbook(row())).desk() as desk:
        desk.session.add(Project(code="P-1", name="城南", department="HQ", manager="zhang", created_at=desk.now, created_by="zheng",
                                 updated_at=desk.now))
    one = Importing(quick_house, workbook(*ROWS))
    one.start()
    with monkeypatch.context() as broken:
        broken.setattr(carrying_out, "_show", broken_off)
        with pytest.raises(KeyboardInterrupt):
            one.work()
    work_off(quick_house)                      # whatever jobs, letters and timers there might be
    assert len(one.contracts()) == 3
    return one


def broken_off(*_given):
    raise KeyboardInterrupt


@pytest.mark.both
@pytest.mark.parametrize("person", ["zheng", "sun", "chen", "zhang", "wang", "wu", "xu"])
def test_nobody_sees_anything_of_an_import_under_way(half, quick_house, person):
    assert set(seen(quick_house, person).values()) == {0}
    with reading_at(quick_house, actor(person)) as desk, pytest.raises(NotFound):
        seen_contract(desk, half.contracts()[0].id)


def test_everybody_sees_what_they_may_once_it_is_done(half, quick_house):
    quick_house.clock.advance("PT2M")
    half.work()
    work_off(quick_house)
    everything = seen(quick_house, "sun")
    assert {name: everything[name] for name in ("ledger", "totals", "search", "report", "archive", "counterparty", "project")} == {
        "ledger": 3, "totals": 3, "search": 3, "report": 3, "archive": 1, "counterparty": 3, "project": 3}
    assert (seen(quick_house, "wu")["inbox"], seen(quick_house, "wang")["dues"], seen(quick_house, "qian")["ledger"]) == (1, 1, 0)


def test_what_is_being_taken_back_is_hidden_at_once(half, quick_house):
    quick_house.clock.advance("PT2M")
    half.work()
    half.take_back()
    assert (seen(quick_house, "sun")["ledger"], half.batch.state, len(half.contracts())) == (0, "leaving", 3)
