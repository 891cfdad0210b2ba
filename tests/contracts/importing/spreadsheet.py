"""Files as people fill them in, and an import by the told administrator; errands run where the test says."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import sqlalchemy as sa

from contracts.errands.errands import ringable
from contracts.errands.working import run_errand
from contracts.importing import batches, undoing
from contracts.importing.columns import OF_CONTRACTS, OF_PLAN, SHEETS
from contracts.importing.taking import take_spreadsheet
from contracts.records import Contract
from engine.desk import SYSTEM, House, at_desk, reading_at
from tests.people import actor

ROW: dict[str, Any] = {"number": "HT-2024-0137", "title": "电梯维护保养合同", "type": "服务合同", "stage": "履行中", "direction": "支出", "counterparty": "北京恒立达电梯有限公司",
                       "amount": 1200000, "signed_on": dt.date(2025, 3, 1), "starts_on": dt.date(2025, 3, 15), "ends_on": dt.date(2027, 3, 14),
                       "owner": "chen", "tax_rate": "6%", "paid": 400000, "rest_due_on": dt.date(2026, 12, 31)}
PAYMENT: dict[str, Any] = {"number": "HT-2024-0137", "name": "预付款", "amount": 400000, "due_on": dt.date(2025, 4, 1), "settled_on": None}


def row(**changed: Any) -> dict[str, Any]:
    return {**ROW, **changed}


def rows(count: int, **changed: Any) -> list[dict[str, Any]]:
    return [row(number=f"HT-{n:05d}", title=f"合同 {n}", **changed) for n in range(1, count + 1)]


def workbook(*contracts: dict[str, Any], plan: Any = (), language: str = "zh", above: Any = ()) -> bytes:
    """An .xlsx with these rows under our headings; `above`: rows that stand over the headings."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet, columns, filled in (("contracts", OF_CONTRACTS, contracts), ("plan", OF_PLAN, plan)):
        made = book.create_sheet(SHEETS[sheet][language])
        for titles in above if sheet == "contracts" else ():
            made.append(titles)
        made.append([one.title[language] for one in columns])
        for one in filled:
            made.append([one.get(column.name) for column in columns])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class Importing:
    """One batch of the administrator zheng."""

    def __init__(self, house: House, content: bytes, name: str = "合同台账.xlsx") -> None:
        self.house = house
        taken = take_spreadsheet(house, name, io.BytesIO(content))
        with self.desk() as desk:
            self.id = batches.begin_batch(desk, taken, "zh", "导入", {})
        self.work()

    def desk(self, person: str = "zheng") -> Any:
        return at_desk(self.house, actor(person))

    def work(self) -> None:
        """Do the errands that wait, as a worker does."""
        with reading_at(self.house, SYSTEM) as desk:
            waiting = ringable(desk, 10)
        for one in waiting:
            run_errand(self.house, one)

    def start(self) -> None:
        with self.desk() as desk:
            batches.start_batch(desk, self.id, "导入")

    def done(self) -> Importing:
        self.start()
        self.work()
        return self

    def take_back(self) -> None:
        with self.desk() as desk:
            undoing.take_back(desk, self.id, "撤回")

    @property
    def batch(self) -> batches.Batch:
        with reading_at(self.house, actor("zheng")) as desk:
            return batches.batch_of(desk, self.id)

    def findings(self, level: str = "") -> list[Any]:
        with reading_at(self.house, actor("zheng")) as desk:
            return batches.findings_of(desk, self.id, level=level)

    def said(self, level: str = "error") -> list[tuple[int, str, str]]:
        """(row, column, sentence) of what was found."""
        return [(one.row, one.column, one.sentence) for one in self.findings(level)]

    def contracts(self) -> list[Contract]:
        with reading_at(self.house, SYSTEM) as desk:
            return list(desk.session.scalars(sa.select(Contract).where(Contract.batch_id == self.id).order_by(Contract.number)))
