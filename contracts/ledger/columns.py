"""The columns of the ledger: each has one definition, and pages, API, views and exports read it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.ledger import payments
from contracts.ledger.sources import Source
from engine.errors import Invalid, _l

Asked = Callable[[Source], sa.ColumnElement[Any]]


@dataclass(frozen=True)
class Column:
    """`kind` says how it is shown and exported; `asked` is what it is sorted by, None where it can't be."""

    name: str
    label: str
    kind: str                              # text, code, choice, person, department, parent, money, percent, count, date, moment, held ...
    asked: Asked | None = None
    is_live: bool = False                  # only known of now, not of past days
    adds_up: bool = False                  # has a sum in the last line

    @property
    def sorts(self) -> bool:
        return self.asked is not None


def current(source: Source) -> sa.ColumnElement[int]:
    """What the contract is worth now: its amount and what signed changes added, in fen."""
    return fen(source, "amount") + fen(source, "changed_amount")


def left(source: Source) -> sa.ColumnElement[int]:
    """What is not settled yet, in fen."""
    return current(source) - fen(source, "settled_amount")


def fen(source: Source, name: str) -> sa.ColumnElement[int]:
    """A sum of money as the database counts it, none as nothing."""
    return sa.type_coerce(sa.func.coalesce(sa.type_coerce(source[name], sa.BigInteger), 0), sa.BigInteger)


def _percent(source: Source) -> sa.ColumnElement[int]:
    hundredfold = fen(source, "settled_amount") * 100
    return hundredfold.op("/", return_type=sa.BigInteger())(sa.func.nullif(current(source), 0))     # of whole numbers


def _field(name: str) -> Asked:
    return lambda source: source[name]


def _plain(name: str, label: str, kind: str, **more: Any) -> Column:
    return Column(name, label, kind, _field(name), **more)


def _money(name: str, label: str, asked: Asked | None = None) -> Column:
    return Column(name, label, "money", asked or (lambda source: sa.type_coerce(source[name], sa.BigInteger)), adds_up=True)


COLUMNS: tuple[Column, ...] = (
    _plain("title", _l("Title"), "text"),
    _plain("number", _l("Number"), "code"),
    _plain("type", _l("Type"), "choice"),
    _plain("counterparty", _l("Counterparty"), "text"),
    _plain("counterparty_code", _l("Credit code"), "code"),
    _plain("direction", _l("Direction"), "choice"),
    _money("amount", _l("Amount")),
    _money("changed_amount", _l("Changed by")),
    _money("current_amount", _l("Current amount"), current),
    _money("net", _l("Net")),
    _money("tax", _l("Tax")),
    _plain("currency", _l("Currency"), "code"),
    _money("invoiced_amount", _l("Invoiced")),
    _money("settled_amount", _l("Settled")),
    _money("open_amount", _l("Not settled yet"), left),
    Column("paid_percent", _l("Share settled"), "percent", _percent),
    _money("overdue_amount", _l("Overdue"), lambda source: payments.asked_sum(source, payments.OVERDUE)),
    _money("soon_amount", _l("Due in 30 days"), lambda source: payments.asked_sum(source, payments.SOON)),
    _money("retention_amount", _l("Retention"), lambda source: payments.asked_sum(source, payments.RETENTION)),
    Column("milestones", _l("Milestones"), "count", payments.asked_count),
    Column("milestones_done", _l("Milestones done"), "count", lambda source: payments.asked_count(source, done=True)),
    Column("done_percent", _l("Share done"), "percent", payments.asked_share),
    Column("next_milestone", _l("Next milestone"), "text"),
    Column("next_due_on", _l("Next due on"), "date", payments.asked_next),
    Column("time_percent", _l("Time gone"), "percent"),
    _plain("stage", _l("Stage"), "choice"),
    _plain("status", _l("State"), "choice"),
    Column("held", _l("Who has it"), "held", is_live=True),
    _plain("owner", _l("Drafter"), "person"),
    _plain("department", _l("Department"), "department"),
    Column("company", _l("Company"), "department"),
    _plain("project", _l("Project"), "project"),
    Column("budget_line", _l("Budget line"), "text", is_live=True),
    Column("over_budget", _l("Over budget"), "choice", is_live=True),
    Column("parent_number", _l("Belongs to"), "parent"),
    _plain("relation", _l("Relation"), "choice"),
    _plain("risk_level", _l("Risk"), "choice"),
    _plain("signed_on", _l("Signed on"), "date"),
    _plain("starts_on", _l("From"), "date"),
    _plain("ends_on", _l("Until"), "date"),
    _plain("renewal", _l("Decision on its end"), "choice"),
    _plain("source", _l("Text"), "choice"),
    _plain("file_number", _l("File number"), "code"),
    _plain("created_at", _l("Begun"), "moment"),
    _plain("submitted_at", _l("Submitted"), "moment"),
    _plain("ended_at", _l("Ended"), "moment"),
    _plain("updated_at", _l("Last change"), "moment"),
)
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
USUAL = ("title", "counterparty", "amount", "stage", "held", "owner", "ends_on", "paid_percent")
NEWEST_FIRST = "-updated_at"


@dataclass(frozen=True)
class Order:
    """By which column, which way."""

    column: Column
    is_descending: bool

    def key(self, source: Source, *, is_narrowed: bool = False) -> sa.ColumnElement[Any]:
        """What rows are sorted by. Where few of many are left, an index in this order would lead through the wide rows of all the others:
        wrapped, the key is read beside the filters, from the index that has both.
        """
        assert self.column.asked is not None
        key = self.column.asked(source)
        return sa.type_coerce(sa.func.coalesce(key, key), key.type) if is_narrowed else key


def order_of(sort: str) -> Order:
    """`amount` upwards, `-amount` downwards. Raises Invalid for a column that does not sort."""
    column = BY_NAME.get(sort.removeprefix("-"))
    if column is None or not column.sorts:
        raise Invalid(fields={"sort": _l("The ledger can't be sorted by this.")})
    return Order(column, sort.startswith("-"))


def columns_named(names: tuple[str, ...] | list[str]) -> tuple[Column, ...]:
    """These columns, each once; the usual ones for none. Raises Invalid for a name that no column has."""
    unknown = [name for name in names if name not in BY_NAME]
    if unknown:
        raise Invalid(fields={"columns": _l("The ledger has no such column.")})
    return tuple(BY_NAME[name] for name in dict.fromkeys(names or USUAL))
