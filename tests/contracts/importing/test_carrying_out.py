"""The import: contracts as the rows say, each at its stage with a real process, numbered, counterparties in the directory; once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.archive.filings import Filing
from contracts.counterparties.records import Counterparty
from contracts.importing import carrying_out
from contracts.importing.batches import NotImportable
from contracts.ledger.comparing import differences as ledger_differences
from contracts.linking.renewing.records import TermWatch
from contracts.people.access import disable_user
from contracts.records import Contract, Notice, PlanRow
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import NotYours
from engine.history import verify
from engine.projections import differences
from engine.records import Holder, Instance, Visit, WorkItem
from tests.contracts.importing.spreadsheet import PAYMENT, Importing, row, rows, workbook
from tests.hands import work_off
from tests.people import actor

PAID = {"paid": 1200000, "rest_due_on": None}
OVER = {"stage": "已归档", "ends_on": dt.date(2026, 1, 31), "file_number": "DA-2025-7", "retention": "永久", **PAID}


def imported(house, *contracts, **more):
    one = Importing(house, workbook(*contracts, **more))
    assert one.said() == []
    return one.done()


def looked(house, query):
    with reading_at(house, SYSTEM) as desk:
        return list(desk.session.scalars(query))


def test_a_row_becomes_a_contract_with_everything_that_it_says(quick_house):
    [made] = imported(quick_house, row(invoiced="500,000", risk="高")).contracts()
    assert (made.number, made.title, made.type, made.owner, made.department) == ("HT-2024-0137", "电梯维护保养合同", "service", "chen", "ENG")
    assert (made.amount, made.net, made.settled_amount, made.invoiced_amount) == tuple(map(Decimal, ("1200000", "1132075.47", "400000", "500000")))
    assert (made.signed_on, made.ends_on, made.risk_level, made.source) == (dt.date(2025, 3, 1), dt.date(2027, 3, 14), "high", "imported")
    assert (made.stage, made.status, made.open_obligations) == ("perform", "running", 1)


def test_what_is_performed_waits_for_its_payments_and_its_term(quick_house):
    [made] = imported(quick_house, row()).contracts()
    work_off(quick_house)
    [paid, rest] = looked(quick_house, sa.select(PlanRow).order_by(PlanRow.number))
    assert (paid.name, paid.settled_amount, paid.instance_id) == ("导入前已结清", Decimal(400000), None)
    assert (rest.name, rest.amount, rest.due_on, rest.instance_id is not None) == ("余款", Decimal(800000), dt.date(2026, 12, 31), True)
    assert looked(quick_house, sa.select(TermWatch.contract_id)) == [made.id]


def test_the_plan_of_the_second_sheet_lives_row_by_row(quick_house):
    plan = [{**PAYMENT, "settled_on": "2025-04-03"}, {**PAYMENT, "name": "尾款", "amount": "800,000", "due_on": "2026年12月1日"}]
    [made] = imported(quick_house, row(paid=None, rest_due_on=None), plan=plan).contracts()
    work_off(quick_house)
    found = looked(quick_house, sa.select(PlanRow).order_by(PlanRow.number))
    assert [(one.name, one.settled_on, one.instance_id is not None) for one in found] == [("预付款", dt.date(2025, 4, 3), False), ("尾款", None, True)]
    assert (made.settled_amount, made.open_obligations) == (Decimal(400000), 1)


def test_what_is_to_be_filed_asks_the_archivist_and_can_be_filed(quick_house):
    [made] = imported(quick_house, row(stage="待归档", **PAID)).contracts()
    with reading_at(quick_house, SYSTEM) as desk:
        query = sa.select(Visit.element, WorkItem.candidates).join(WorkItem, WorkItem.instance_id == Visit.instance_id)
        assert desk.session.execute(query.where(Visit.instance_id == made.instance_id)).all() == [("file", ["g:archivists"])]


def test_what_is_over_is_in_the_archive_with_its_file_number(quick_house):
    [made] = imported(quick_house, row(**OVER)).contracts()
    [filing] = looked(quick_house, sa.select(Filing))
    assert (made.stage, made.status, made.file_number) == ("archive", "archived", "DA-2025-7")
    assert (filing.contract_id, filing.file_number, filing.retention) == (made.id, "DA-2025-7", "permanent")
    assert looked(quick_house, sa.select(Instance.status)) == ["completed"]


def test_without_numbers_the_rules_give_them(quick_house):
    [made] = imported(quick_house, row(**{**OVER, "number": None, "file_number": None})).contracts()
    assert (made.number, made.file_number) == ("SVC-ENG-2026-0001", "HT-2026-0001")


def test_a_counterparty_comes_into_the_directory_once(quick_house):
    made = imported(quick_house, *rows(3), row(number="X", counterparty="上海机电有限公司")).contracts()
    assert sorted(looked(quick_house, sa.select(Counterparty.name))) == ["上海机电有限公司", "北京恒立达电梯有限公司"]
    assert len({one.counterparty_id for one in made}) == 2


def test_rows_and_state_and_history_agree_afterwards(quick_house):
    imported(quick_house, row(number="A"), row(number="B", stage="待归档", **PAID), row(number="C", **OVER))
    quick_house.clock.advance("P1D")
    work_off(quick_house)
    with reading_at(quick_house, SYSTEM) as desk:
        assert (differences(desk), ledger_differences(desk), verify(desk)) == ([], [], [])


def test_nobody_is_told_of_each_contract_but_who_asked_of_the_whole(quick_house):
    imported(quick_house, *(row(number=f"A{n}", stage="待归档", **PAID) for n in range(3)))
    told = [(one.person, one.kind) for one in looked(quick_house, sa.select(Notice).where(Notice.kind != "errand-done"))]
    assert told == []


def test_nor_of_the_payments_and_terms_that_it_opens_but_of_later_ones(quick_house):
    imported(quick_house, row(number="A", rest_due_on="2026-03-01", ends_on="2025-12-31"), row(number="B", rest_due_on="2026-03-20"))
    work_off(quick_house)
    asks = sa.select(sa.func.count()).select_from(Holder)
    assert looked(quick_house, asks)[0] >= 2 and looked(quick_house, sa.select(Notice).where(Notice.kind == "asked")) == []
    quick_house.clock.advance("P12D")
    work_off(quick_house)
    assert {one.person for one in looked(quick_house, sa.select(Notice).where(Notice.kind == "asked"))} == {"wang", "zhao"}


def test_only_administrators_import(quick_house):
    one = Importing(quick_house, workbook(row()))
    with pytest.raises(NotYours), one.desk("li") as desk:
        from contracts.importing.batches import start_batch
        start_batch(desk, one.id, "x")


def test_an_import_is_begun_once(quick_house):
    one = Importing(quick_house, workbook(row()))
    one.start()
    with pytest.raises(NotImportable):
        one.start()
    one.work()
    with pytest.raises(NotImportable):
        one.start()


def test_what_broke_off_goes_on_where_it_stood_and_no_row_comes_twice(quick_house, monkeypatch):
    one, real, count = Importing(quick_house, workbook(*rows(7))), carrying_out.enter_contract, []
    one.start()

    def breaks(*given):
        count.append(1)
        if len(count) == 4:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(carrying_out, "enter_contract", breaks)
    with pytest.raises(KeyboardInterrupt):
        one.work()
    assert (one.batch.state, len(one.contracts())) == ("importing", 3)
    quick_house.clock.advance("PT2M")
    one.work()
    assert (one.batch.state, [made.number for made in one.contracts()]) == ("done", [f"HT-{n:05d}" for n in range(1, 8)])


def test_a_row_that_has_become_wrong_stops_it_with_the_reason_and_it_goes_on_once_mended(quick_house):
    one = Importing(quick_house, workbook(row(number="A"), row(number="B", owner="qian")))
    one.start()
    with one.desk() as desk:
        disable_user(desk, "qian")
    one.work()
    batch = one.batch
    assert (batch.state, batch.is_stopped, batch.refused["facts"]["row"], batch.refused["facts"]["column"]) == ("importing", True, "3", "owner")
    from contracts.people.access import enable_user
    with one.desk() as desk:
        enable_user(desk, "qian")
    assert len(one.done().contracts()) == 2 and one.batch.state == "done"


def test_a_number_that_was_given_meanwhile_stops_it(quick_house):
    one = Importing(quick_house, workbook(row(number="A")))
    with at_desk(quick_house, actor("chen")) as desk:
        desk.session.add(Contract(id="01a210d2-b7c0-70e2-bd37-bef51848c61c", number="A", type="service", title="x", owner="chen", department="ENG",
                                  values={}, template="", created_at=desk.now, updated_at=desk.now))
    one.done()
    assert (one.batch.state, one.batch.refused["facts"]["number"]) == ("importing", "A")
