"""Reports that the demo company saved: two for everybody, one for those who collect and pay."""

from __future__ import annotations

from contracts.ledger.filters import Filters
from contracts.reports.saved import save_report
from engine.desk import Actor, House, at_desk

# who saved it, its name, rows, columns, measure, filters, who else has it
SAVED = (("sun", "各部门合同（按阶段）", "department", "stage", "current_amount", Filters(), "*"),
         ("sun", "签订月份与类型", "signed", "type", "count", Filters(), "*"),
         ("wang", "各相对方未付金额", "counterparty", "", "open_amount", Filters(stage=("perform",)), "r:finance"))


def save_reports(house: House) -> None:
    """Each by whoever made it."""
    for login, name, rows, columns, measure, filters, shared_with in SAVED:
        with at_desk(house, Actor(login)) as desk:
            save_report(desk, name, rows, columns, measure, filters, shared_with)
