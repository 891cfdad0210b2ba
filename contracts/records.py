"""The contract's rows: the record itself, what it is paid by, its texts, papers, signatures, archive."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from contracts.counterparties.records import Counterparty
from contracts.money.column import Money
from engine.store import BigKey, InstanceId, Json, Record, UtcTime

# What lists and sums read of payments that are open, in the order in which they are due.
OPEN_TOGETHER = ("due_on", "contract_id", "number", "amount", "kind", "comes_up_at", "instance_id", "began_at", "settled_on", "dropped_at")


def _only(which: str) -> dict[str, Any]:
    """For an index over these rows alone."""
    return {"sqlite_where": sa.text(which), "postgresql_where": sa.text(which)}


class Contract(Record):
    """A contract (合同): the business values live here, the process data only copy what routes.

    `version` guards drafts against two writers; `stage` and `status` are projections of the instance.
    """

    __tablename__ = "contract"
    __table_args__ = (sa.Index(None, "owner", "updated_at"),)                    # contracts/ledger/records.py has the ledger's
    id: Mapped[str] = mapped_column(InstanceId, primary_key=True)
    number: Mapped[str | None] = mapped_column(sa.String(80), unique=True)       # given at the first submission
    type: Mapped[str] = mapped_column(sa.String(40))                             # service
    title: Mapped[str] = mapped_column(sa.String(200))
    owner: Mapped[str] = mapped_column(sa.String(80))                            # the drafter
    department: Mapped[str] = mapped_column(sa.String(40))
    counterparty: Mapped[str] = mapped_column(sa.String(200), default="")
    counterparty_code: Mapped[str] = mapped_column(sa.String(18), default="")    # 统一社会信用代码
    counterparty_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Counterparty.id), index=True)     # in the directory, once it is there
    direction: Mapped[str] = mapped_column(sa.String(10), default="expense")     # expense: we pay; income: we receive
    amount: Mapped[Decimal | None] = mapped_column(Money)                        # gross, 含税
    tax_rate: Mapped[str] = mapped_column(sa.String(10), default="")             # "0.06"
    net: Mapped[Decimal | None] = mapped_column(Money)
    tax: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str] = mapped_column(sa.String(3), default="CNY")
    risk: Mapped[str] = mapped_column(sa.String(10), default="normal")           # low, normal, high
    signed_on: Mapped[dt.date | None]
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    values: Mapped[Any] = mapped_column(Json)                                    # the other fields of the form, by name
    template: Mapped[str] = mapped_column(sa.String(80))                         # which vetted text, with its version
    template_version: Mapped[str] = mapped_column(sa.String(64), default="", index=True)
    type_sha: Mapped[str] = mapped_column(sa.String(64), default="")             # the fields of its type, as they were when it was begun
    source: Mapped[str] = mapped_column(sa.String(10), default="template")       # template: our text; theirs: their paper; imported
    parent_id: Mapped[str | None] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    relation: Mapped[str] = mapped_column(sa.String(20), default="")             # order, supplement, change, termination, renewal
    changed_amount: Mapped[Decimal] = mapped_column(Money, default=Decimal("0"))     # what signed changes add to the amount
    amount_change: Mapped[Decimal] = mapped_column(Money, default=Decimal("0"))      # what a supplement or change asks of its main one's
    invoiced_amount: Mapped[Decimal] = mapped_column(Money, default=Decimal("0"))
    project: Mapped[str] = mapped_column(sa.String(40), default="")              # 项目, by its code
    budget_line: Mapped[int | None]                                              # of the project
    over_budget: Mapped[bool] = mapped_column(default=False)                     # more than its line has left, at the last submission
    risk_level: Mapped[str] = mapped_column(sa.String(10), default="normal")     # `risk`, raised by what the last submission was warned of
    deviations: Mapped[int] = mapped_column(default=0)                           # locked clauses that differ from the vetted text
    renewal: Mapped[str] = mapped_column(sa.String(12), default="")              # asked, renew, change, end, renewed
    batch_id: Mapped[int | None] = mapped_column(index=True)                     # of the import that brought it
    stage: Mapped[str] = mapped_column(sa.String(20), default="draft")           # draft, review, sign, perform, archive
    status: Mapped[str] = mapped_column(sa.String(20), default="running")        # running, archived, cancelled
    instance_id: Mapped[str | None] = mapped_column(InstanceId, unique=True)
    text_number: Mapped[int] = mapped_column(default=0)                          # the newest frozen text; 0: none yet
    settled_amount: Mapped[Decimal] = mapped_column(Money, default=Decimal("0"))
    open_obligations: Mapped[int] = mapped_column(default=0)
    decided_by: Mapped[str] = mapped_column(sa.Text, default="")                 # |li|wang|: contracts/deciding/deciders.py
    file_number: Mapped[str | None] = mapped_column(sa.String(80), unique=True)  # 档号
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    updated_by: Mapped[str | None] = mapped_column(sa.String(80))                # who saved the draft last
    submitted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


NO_KIND = "payment"                       # of a plan row whose kind nobody chose


class PlanRow(Record):
    """One row of the payment plan (付款计划), keyed by the contract; after signing it is an obligation with an instance of its own."""

    __tablename__ = "plan_row"
    __table_args__ = (
        sa.Index("ix_plan_row_open", *OPEN_TOGETHER, **_only("settled_on IS NULL AND dropped_at IS NULL AND instance_id IS NOT NULL")),
        sa.Index("ix_plan_row_settled", "settled_on", "contract_id", "number", "instance_id", **_only("settled_on IS NOT NULL")),
        sa.Index("ix_plan_row_instance", "instance_id", "contract_id", **_only("instance_id IS NOT NULL")))
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))                            # 预付款, 进度款, 尾款 ...
    condition: Mapped[str] = mapped_column(sa.String(400), default="")
    kind: Mapped[str] = mapped_column(sa.String(20), default=NO_KIND)            # advance, progress, final, retention
    amount: Mapped[Decimal] = mapped_column(Money)
    due_on: Mapped[dt.date]
    instance_id: Mapped[str | None] = mapped_column(InstanceId)
    began_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)                # since when it is an obligation
    comes_up_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)             # since when it is in somebody's inbox
    settled_on: Mapped[dt.date | None]
    settled_amount: Mapped[Decimal | None] = mapped_column(Money)
    settled_by: Mapped[str | None] = mapped_column(sa.String(80))
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)              # when it was recorded
    dropped_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)              # fell away: a signed termination says so
    remark: Mapped[str] = mapped_column(sa.Text, default="")


class Text(Record):
    """A frozen version of the contract: .docx, PDF and facts, each by SHA-256. `digest` is what approvals are bound to."""

    __tablename__ = "text"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    facts: Mapped[Any] = mapped_column(Json)                                     # every value the text was made from
    facts_sha: Mapped[str] = mapped_column(sa.String(64))
    docx_sha: Mapped[str] = mapped_column(sa.String(64))
    pdf_sha: Mapped[str] = mapped_column(sa.String(64))
    papers_sha: Mapped[str] = mapped_column(sa.String(64))                       # over the attachments at that moment
    digest: Mapped[str] = mapped_column(sa.String(64))
    template_version: Mapped[str] = mapped_column(sa.String(64))
    frozen_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    frozen_by: Mapped[str] = mapped_column(sa.String(80))


class Paper(Record):
    """A file of the contract: an attachment, the sealed PDF, the counterparty's copy, a receipt, the archive package."""

    __tablename__ = "paper"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))      # attachment, sealed, countersigned, receipt, package, approval-sheet
    name: Mapped[str] = mapped_column(sa.String(255))     # as people named it; never a path
    media: Mapped[str] = mapped_column(sa.String(120))
    sha: Mapped[str] = mapped_column(sa.String(64), index=True)
    size: Mapped[int]
    plan_row: Mapped[int | None]
    added_by: Mapped[str] = mapped_column(sa.String(80))
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    removed_by: Mapped[str | None] = mapped_column(sa.String(80))
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class Signature(Record):
    """Who signed which bytes, when: our seal, and what is recorded of the counterparty's."""

    __tablename__ = "signature"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(sa.String(10))      # ours, theirs
    signatory: Mapped[str] = mapped_column(sa.String(120))
    signed_on: Mapped[dt.date]
    seal: Mapped[str | None] = mapped_column(sa.String(80))
    text_number: Mapped[int]
    approved_sha: Mapped[str] = mapped_column(sa.String(64))     # the PDF that was approved
    signed_sha: Mapped[str] = mapped_column(sa.String(64))       # the file that begins with its bytes
    recorded_by: Mapped[str] = mapped_column(sa.String(80))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Counter(Record):
    """The last number given under a scope: `SVC-ENG-2026-`. Read and raised in the transaction that uses it."""

    __tablename__ = "counter"
    scope: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class Notice(Record):
    """What a person is told, once; delivered after the commit."""

    __tablename__ = "notice"
    __table_args__ = (sa.Index(None, "person", "read_at", "id"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(160), unique=True)
    person: Mapped[str] = mapped_column(sa.String(80))
    kind: Mapped[str] = mapped_column(sa.String(40))      # asked, reminded, escalated, returned, cancelled, archived ...
    contract_id: Mapped[str | None] = mapped_column(InstanceId)
    item: Mapped[str | None] = mapped_column(sa.String(60))
    facts: Mapped[Any] = mapped_column(Json)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    read_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
