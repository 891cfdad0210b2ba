"""What a cell of the ledger says, in words people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup

from contracts.ledger.columns import BY_NAME, Column
from contracts.ledger.payments import SUMS
from contracts.ledger.rows import LedgerRow
from contracts.people.roles import TITLES
from engine.errors import _l
from web.showing.chips import stage_chip, stage_name, status_name
from web.showing.moments import moment, now, zone
from web.showing.moments import written as written_day
from web.showing.names import contract_type, department, money, person, project

CHOICES: Mapping[str, Mapping[str, str]] = {
    "direction": {"expense": _l("We pay"), "income": _l("We receive")},
    "risk_level": {"low": _l("low"), "normal": _l("normal"), "high": _l("high")},
    "relation": {"order": _l("order"), "supplement": _l("supplementary agreement"), "change": _l("change"),
                 "termination": _l("termination"), "renewal": _l("renewal")},
    "renewal": {"waiting": _l("not asked yet"), "asked": _l("to be decided"), "renew": _l("being renewed"),
                "change": _l("being changed"), "end": _l("ends"), "renewed": _l("renewed")},
    "payments": {"overdue": _l("overdue"), "soon": _l("due in 30 days"), "retention": _l("kept back")},
    "expiring": {"30": _l("within 30 days"), "60": _l("within 60 days"), "90": _l("within 90 days"), "expired": _l("over and undecided")},
    "waits_for": {"me": _l("me"), "others": _l("others"), "late": _l("somebody who is late")},
    "over_budget": {"yes": _l("over budget")}, "deviating": {"yes": _l("differs from ours")}, "papers": {"missing": _l("one is missing")},
    "source": {"template": _l("our text"), "theirs": _l("the counterparty's"), "imported": _l("imported")},
}
RISK_LOOKS = {"high": ("red", "alert-triangle"), "low": ("green", "check")}
RISK = Markup('<span class="text-{}"><i class="ti ti-{}" aria-hidden="true"></i> {}</span>')
PAID = Markup('<progress class="paid" max="100" value="{}" aria-label="{}">{}%</progress> <span class="text-secondary">{}%</span>')
OF_PAYMENTS = frozenset(SUMS.values())
NOTHING = Markup('<span class="text-secondary">—</span>')


def choice_name(name: str, value: str) -> str:
    """A value of a choice, by the column's name or the filter's."""
    if name == "type":
        return contract_type(value)
    if name == "status":
        return status_name(value)
    known = CHOICES.get({"risk": "risk_level"}.get(name, name), {})
    return gettext(known[value]) if value in known else value


def cell(row: LedgerRow, column: Column) -> Any:
    """What stands in the row's cell of this column (title and holders have a template of their own)."""
    value = getattr(row, column.name)
    if column.name == "stage":
        return stage_chip(row.stage, row.status)
    if column.name == "risk_level":
        return _risk(value)
    if column.name == "over_budget" and value:
        return RISK.format("red", "alert-triangle", choice_name(column.name, value))
    shown = SHOWN.get(column.kind)
    return NOTHING if value in (None, "") else shown(column.name, value, row) if shown else value


def _risk(value: str) -> Any:
    if value not in RISK_LOOKS:
        return choice_name("risk_level", value)
    return RISK.format(*RISK_LOOKS[value], choice_name("risk_level", value))


def _date(_name: str, value: dt.date, _row: LedgerRow) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(value, value, written_day(value, now().astimezone(zone()).date()))


def _percent(name: str, value: int, _row: LedgerRow) -> Markup:
    return PAID.format(value, gettext(BY_NAME[name].label), value, value)


def _money(name: str, value: Any, row: LedgerRow) -> Markup:
    shown = money(value, row.currency)
    if name in OF_PAYMENTS and not value:
        return NOTHING
    if name == "overdue_amount":
        return RISK.format("red", "alert-circle", shown)
    if name not in ("amount", "current_amount") or row.direction != "income":
        return shown
    return Markup('<i class="ti ti-arrow-down-left text-green" title="{}"></i><span class="visually-hidden">{}</span> {}').format(
        gettext("We receive"), gettext("We receive"), shown)


SHOWN: Mapping[str, Callable[[str, Any, LedgerRow], Any]] = {
    "choice": lambda name, value, _row: choice_name(name, value),
    "person": lambda _name, value, _row: person(value),
    "department": lambda _name, value, _row: department(value),
    "project": lambda _name, value, _row: Markup('<span title="{}">{}</span>').format(value, project(value)),
    "money": _money, "percent": _percent, "date": _date,
    "moment": lambda _name, value, _row: moment(value),
    "code": lambda _name, value, _row: Markup('<span class="font-monospace">{}</span>').format(value),
    "parent": lambda _name, value, _row: Markup('<span class="font-monospace">{}</span>').format(value),
}


FILTERS: Mapping[str, str] = {
    "text": _l("Words"), "type": _l("Type"), "counterparty": _l("Counterparty"), "project": _l("Project"), "company": _l("Company"),
    "department": _l("Department"), "owner": _l("Drafter"), "stage": _l("Stage"), "status": _l("State"), "risk": _l("Risk"),
    "direction": _l("Direction"), "currency": _l("Currency"), "relation": _l("Relation"), "parent": _l("Belongs to"),
    "renewal": _l("Decision on its end"), "payments": _l("Payments"), "expiring": _l("Its term ends"), "waits_for": _l("Waits for"),
    "over_budget": _l("Budget"), "deviating": _l("Wording"), "papers": _l("Papers"), "left_stage": _l("Left in the last 90 days"),
    "at_least": _l("Amount from"), "at_most": _l("Amount to"), "signed": _l("Signed on"), "starts": _l("Starts on"), "ends": _l("Ends on"),
    "submitted": _l("Submitted"), "without": _l("Without"),
}


def filter_value(name: str, value: Any) -> str:
    """One value of a filter as people call it."""
    if name in ("company", "department"):
        return department(value)
    if name in ("stage", "left_stage"):
        return stage_name(value)
    if name == "project":
        return project(value)
    if name == "without":
        return gettext(FILTERS[value])
    return person(value) if name == "owner" else choice_name(name, str(value))


def filter_said(name: str, value: Any) -> str:
    """What is narrowed and to what: Type: Service contract."""
    said = ", ".join(filter_value(name, one) for one in (value if isinstance(value, list) else [value]))
    period, _, end = name.rpartition("_")
    if period in FILTERS and end in ("from", "to"):
        what = gettext(FILTERS[period])
        first, last = gettext("%(what)s from %(day)s", what=what, day=said), gettext("%(what)s until %(day)s", what=what, day=said)
        return first if end == "from" else last
    return f"{gettext(FILTERS[name])}: {said}"


def filters_named(names: Iterable[str]) -> str:
    """What these narrow by, once each: Amount from, Signed on. What is no filter (an order, columns) has no name."""
    asked = {name if name in FILTERS else name.rpartition("_")[0] for name in names}
    return gettext(", ").join(gettext(said) for name, said in FILTERS.items() if name in asked)


def show_ledger(app: Flask) -> None:
    """Give the templates of the ledger their words."""
    app.jinja_env.globals.update(ledger_cell=cell, filter_value=filter_value, filter_said=filter_said, filters_named=filters_named,
                                 role_titles=TITLES)
