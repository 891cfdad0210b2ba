"""The rows of projects: the project, who works on it, its budget lines, and every change of a budget."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from contracts.money.column import Money
from engine.store import Record, UtcTime


class Project(Record):
    """A project (项目) of one company, department or of all under it; contracts name it by its code."""

    __tablename__ = "project"
    code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    department: Mapped[str] = mapped_column(sa.String(40), index=True)             # the company: it and all under it
    manager: Mapped[str] = mapped_column(sa.String(80), index=True)
    counterparty: Mapped[str] = mapped_column(sa.String(200), default="")          # the client, 建设单位
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    status: Mapped[str] = mapped_column(sa.String(10), default="planned")          # planned, running, closed
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    created_by: Mapped[str] = mapped_column(sa.String(80))
    updated_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    __mapper_args__ = {"version_id_col": version}


class ProjectMember(Record):
    """Somebody who works on the project, and their part in it (as people say it: 造价, 材料 ...)."""

    __tablename__ = "project_member"
    project: Mapped[str] = mapped_column(sa.ForeignKey("project.code"), primary_key=True)
    user: Mapped[str] = mapped_column(sa.String(80), primary_key=True, index=True)
    part: Mapped[str] = mapped_column(sa.String(80), default="")


class BudgetLine(Record):
    """A line of the project's budget (预算): how much may be spent on one thing."""

    __tablename__ = "budget_line"
    project: Mapped[str] = mapped_column(sa.ForeignKey("project.code"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40))                               # as cost control calls it: 02.01
    name: Mapped[str] = mapped_column(sa.String(120))
    amount: Mapped[Decimal] = mapped_column(Money)
    remark: Mapped[str] = mapped_column(sa.String(400), default="")


class BudgetChange(Record):
    """What a line's amount was before and after, why, and who changed it; the first has no amount before."""

    __tablename__ = "budget_change"
    __table_args__ = (sa.ForeignKeyConstraint(["project", "line"], ["budget_line.project", "budget_line.number"]),)
    project: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    before: Mapped[Decimal | None] = mapped_column(Money)
    after: Mapped[Decimal] = mapped_column(Money)
    reason: Mapped[str] = mapped_column(sa.String(400))
    by: Mapped[str] = mapped_column(sa.String(80))
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
