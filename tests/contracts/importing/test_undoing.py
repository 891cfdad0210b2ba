"""An import is taken back whole, as long as nobody has worked on it; only history stays."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from contracts.importing import undoing
from contracts.importing.batches import NotImportable
from contracts.importing.undoing import TouchedSince
from contracts.performing.obligations import settle_early
from contracts.records import Contract
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import NotYours
from engine.history import verify
from engine.projections import differences
from engine.records import Entry, Instance
from engine.store import Record
from tests.contracts.importing.spreadsheet import Importing, row, rows, workbook
from tests.hands import work_off
from tests.people import actor

PAID = {"paid": 1200000, "rest_due_on": None}
ALL = (row(number="A", rest_due_on="2026-03-05"), row(number="B", stage="待归档", **PAID),
       row(number="C", stage="已归档", ends_on=dt.date(2026, 1, 31), **PAID), row(number="D", ends_on="2025-12-31"))
STAY = {"entry", "chain", "instance", "edition", "edition_file", "errand", "import_batch", "import_finding", "counter", "counterparty_entry"}
LEFT_OF_INSTANCES = {"visit", "work_item", "job", "letter"}            # closed, and part of an instance that stays as history


def counted(house) -> dict[str, int]:
    with reading_at(house, SYSTEM) as desk:
        return {table.name: desk.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in Record.metadata.sorted_tables}


@pytest.mark.both
def test_nothing_but_history_is_left(quick_house):
    before = counted(quick_house)
    one = Importing(quick_house, workbook(*ALL)).done()
    work_off(quick_house)
    one.take_back()
    work_off(quick_house)
    after = counted(quick_house)
    left = {name for name in after if after[name] != before[name]} - STAY - LEFT_OF_INSTANCES - {"notice"}
    assert (one.batch.state, one.contracts(), left) == ("gone", [], set())


def test_its_instances_have_ended_and_every_chain_holds(quick_house):
    one = Importing(quick_house, workbook(*ALL)).done()
    work_off(quick_house)
    one.take_back()
    work_off(quick_house)
    with reading_at(quick_house, SYSTEM) as desk:
        assert set(desk.session.scalars(sa.select(Instance.status))) == {"cancelled", "completed"}
        assert (verify(desk), differences(desk)) == ([], [])
        acts = set(desk.session.scalars(sa.select(Entry.act).where(Entry.chain == "house")))
    assert {"import-begun", "import-done", "import-taken-back", "counterparty-added", "counterparty-removed"} <= acts


def test_what_somebody_has_worked_on_stands_in_the_way_and_is_named(quick_house):
    one = Importing(quick_house, workbook(*rows(3, rest_due_on=dt.date(2026, 12, 1)))).done()
    work_off(quick_house)
    with at_desk(quick_house, actor("wang")) as desk:
        settle_early(desk, desk.session.get_one(Contract, one.contracts()[1].id), 2)
    with pytest.raises(TouchedSince) as refused:
        one.take_back()
    assert (refused.value.facts["contracts"], one.batch.state) == ("HT-00002", "done")


def test_a_contract_that_was_linked_to_one_stands_in_the_way(quick_house):
    one = Importing(quick_house, workbook(row())).done()
    with at_desk(quick_house, actor("chen")) as desk:
        desk.session.add(Contract(id="01a210d2-b7c0-70e2-bd37-bef51848c61c", type="service", title="补充", owner="chen", department="ENG",
                                  parent_id=one.contracts()[0].id, relation="supplement", values={}, template="", created_at=desk.now,
                                  updated_at=desk.now))
    with pytest.raises(TouchedSince):
        one.take_back()


def test_a_counterparty_that_somebody_has_used_since_stays(quick_house):
    one = Importing(quick_house, workbook(row(number="A"), row(number="B", counterparty="上海机电有限公司"))).done()
    Importing(quick_house, workbook(row(number="C"))).done()
    one.take_back()
    one.work()
    with reading_at(quick_house, SYSTEM) as desk:
        names = list(desk.session.scalars(sa.select(Record.metadata.tables["counterparty"].c.name)))
    assert names == ["北京恒立达电梯有限公司"]


def test_one_that_broke_off_can_be_taken_back_and_another_file_imported(quick_house):
    one = Importing(quick_house, workbook(*rows(4)))
    one.start()
    with one.desk() as desk:
        assert desk is not None
    one.take_back()
    one.work()
    assert (one.batch.state, len(Importing(quick_house, workbook(*rows(4))).done().contracts())) == ("gone", 4)


def test_a_worker_that_dies_while_it_is_taken_back_is_followed_by_another(quick_house, monkeypatch):
    one, real, count = Importing(quick_house, workbook(*rows(5))).done(), undoing._remove, []
    one.take_back()

    def dies(*given):
        count.append(1)
        if len(count) == 3:
            raise KeyboardInterrupt
        real(*given)

    monkeypatch.setattr(undoing, "_remove", dies)
    with pytest.raises(KeyboardInterrupt):
        one.work()
    quick_house.clock.advance("PT2M")
    one.work()
    assert (one.batch.state, one.contracts()) == ("gone", [])


def test_only_administrators_take_back_and_only_once(quick_house):
    one = Importing(quick_house, workbook(row())).done()
    with pytest.raises(NotYours), one.desk("wu") as desk:
        undoing.take_back(desk, one.id, "x")
    one.take_back()
    with pytest.raises(NotImportable):
        one.take_back()


