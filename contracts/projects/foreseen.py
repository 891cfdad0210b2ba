"""What a draft's budget line has to say before the contract is submitted: it will be over, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.forms.forms import Finding
from contracts.money.amounts import with_thousands
from contracts.permissions import visible_projects
from contracts.projects.booking import over_by
from contracts.projects.figures import EFFECTS
from contracts.projects.records import BudgetLine, Project
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import _l

OVER = _l("This line will be over by %(by)s: its budget is %(budget)s, other contracts take %(others)s, this one %(amount)s.")
OVER_UNTOLD = _l("This line has less left than this contract takes. It can be submitted; who must agree is told that it is over.")


def findings_of(desk: Desk, contract: Contract, values: Mapping[str, Any]) -> Iterator[Finding]:
    """A warning on the line's field; with the figures for those who may see the project's, without for others."""
    asked: Decimal | None = values.get("amount_change" if contract.relation in EFFECTS else "amount")
    if not asked or values.get("direction") != "expense" or not isinstance(values.get("budget_line"), int):
        return
    query = (sa.select(BudgetLine, visible_projects(desk)).join(Project, Project.code == BudgetLine.project)
             .where(BudgetLine.project == values.get("project"), BudgetLine.number == values["budget_line"]))
    line, sees = desk.session.execute(query).one_or_none() or (None, False)
    if over := over_by(desk, contract, line, asked):
        figures = {"by": over.by, "budget": over.budget, "others": over.others, "amount": over.amount}
        told = {name: with_thousands(figure) for name, figure in figures.items()}
        yield Finding("budget_line", "warning", OVER, told) if sees else Finding("budget_line", "warning", OVER_UNTOLD)
