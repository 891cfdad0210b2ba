"""What contracts are grouped by: each dimension has one definition, with the filter that leaves one of its groups."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.ledger.sources import Source
from contracts.people.company import company
from contracts.process.subject import STAGES
from engine.desk import Desk
from engine.errors import Invalid, _l

NONE = "-"                                 # what a group is called whose contracts have no such thing


@dataclass(frozen=True)
class Dimension:
    """`kind` says how a group is called on a page; `narrow` gives the filters that leave one group."""

    name: str
    label: str
    kind: str                              # choice, department, text, project, month, person
    asked: Callable[[Source], sa.ColumnElement[Any]]
    narrow: Callable[[Desk, str], Mapping[str, Any]]
    order: tuple[str, ...] = ()            # of its groups, where they have one of their own


def _plain(name: str, label: str, kind: str, *, column: str = "", order: tuple[str, ...] = ()) -> Dimension:
    return Dimension(name, label, kind, lambda source: source[column or name],
                     lambda _desk, key: {"without": (name,)} if key == NONE else {name: (key,)}, order)


def _month(name: str, label: str, column: str) -> Dimension:
    def narrow(_desk: Desk, key: str) -> Mapping[str, Any]:
        if key == NONE:
            return {"without": (name,)}
        year, month = map(int, key.split("-"))
        last = calendar.monthrange(year, month)[1]
        return {f"{name}_from": dt.date(year, month, 1), f"{name}_to": dt.date(year, month, last)}

    # its numbers are literals: bound, PostgreSQL would not see that what is selected is what is grouped
    first, seven = sa.literal_column("1", sa.Integer), sa.literal_column("7", sa.Integer)
    return Dimension(name, label, "month", lambda source: sa.func.substr(sa.cast(source[column], sa.String), first, seven), narrow)


def _of_company(desk: Desk, key: str) -> Mapping[str, Any]:
    """The company's own departments: those of the companies below it count for themselves."""
    known = company(desk)
    own = tuple(code for code in known.departments if known.company_of(code) == key)
    return {"without": ("department",)} if key == NONE else {"department": own or (key,)}


DIMENSIONS = (
    _plain("type", _l("Type"), "choice"), _plain("department", _l("Department"), "department"),
    Dimension("company", _l("Company"), "department", lambda source: source["department"], _of_company),
    _plain("counterparty", _l("Counterparty"), "text"), _plain("project", _l("Project"), "project"),
    _plain("stage", _l("Stage"), "choice", order=STAGES), _plain("owner", _l("Drafter"), "person"),
    _plain("risk", _l("Risk"), "choice", column="risk_level", order=("low", "normal", "high")),
    _month("signed", _l("Month of signing"), "signed_on"), _month("ends", _l("Month of its end"), "ends_on"),
)
BY_NAME: Mapping[str, Dimension] = {one.name: one for one in DIMENSIONS}


def dimension(name: str, field: str) -> Dimension:
    """The dimension of this name. Raises Invalid at `field` for a name that none has."""
    if name not in BY_NAME:
        raise Invalid(fields={field: _l("Contracts can't be grouped by this.")})
    return BY_NAME[name]
