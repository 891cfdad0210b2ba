"""A draft: the contract's values as its form shows them, what is wrong with them, and who may write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.documents.templates import pinned
from contracts.documents.texts import plain
from contracts.drafting.findings import look_further
from contracts.forms.files import form_of
from contracts.forms.forms import Form, Reading
from contracts.linking.relations import EFFECTIVE, as_relation_asks
from contracts.money.amounts import with_thousands
from contracts.money.capitals import in_capitals
from contracts.money.taxes import split
from contracts.projects.booking import bookable
from contracts.records import NO_KIND, Contract, PlanRow
from contracts.types.catalog import as_type_asks, pinned_fields, type_of
from engine.desk import Desk
from engine.errors import Refusal, _l
from engine.identity import Key
from engine.records import Instance, Visit, WorkItem

COLUMNS = ("title", "department", "direction", "risk", "counterparty", "counterparty_code", "amount", "tax_rate", "starts_on", "ends_on",
           "project", "budget_line")
UNREAD = "_unread"                         # in Contract.values: what could not be read, as it was typed


class NotDrafting(Refusal):
    """The contract is not being drafted, or not by this person."""

    code, status = "not-drafting", 409
    title = _l("This contract is not being drafted at the moment.")
    hint = _l("It can be changed again when somebody returns it to its drafter.")


@dataclass(frozen=True)
class Derived:
    """What follows from the values: the words of the amount, the split, the sum of the plan. Empty where nothing follows yet."""

    capitals: str = ""
    net: str = ""
    tax: str = ""
    plan_total: str = ""
    plan_rest: str = ""                    # what the plan lacks of the amount; "0.00" when it adds up


@dataclass(frozen=True)
class Draft:
    """A contract while it is written. `typed` fills the form, `item` is the work item that a submission completes."""

    contract: Contract
    form: Form
    typed: dict[str, Any]
    reading: Reading
    derived: Derived
    item: Key


def open_item(desk: Desk, contract: Contract) -> Key | None:
    """The open work item that asks for the draft: the first time, after a return, or for a straight return."""
    query = (sa.select(WorkItem.number, WorkItem.kind, WorkItem.why, Visit.element, Visit.task)
             .join(Visit, sa.and_(Visit.instance_id == WorkItem.instance_id, Visit.number == WorkItem.visit))
             .where(WorkItem.instance_id == contract.instance_id, WorkItem.state == "open").order_by(WorkItem.number))
    for number, kind, why, element, task in desk.session.execute(query):
        asks = (why or {}).get("target") == "draft" if kind == "rework" else task.get("properties", {}).get("formKey", element) == "draft"
        if asks and contract.instance_id:
            return Key(contract.instance_id, number)
    return None


def form_for(desk: Desk, contract: Contract) -> Form:
    """The draft form of the contract's own edition as its type asks it, with the type's own fields and the variables of its template."""
    digest = desk.session.scalar(sa.select(Instance.digest).where(Instance.id == contract.instance_id))
    form = as_type_asks(form_of(desk, digest or "", "draft"), type_of(desk, contract.type))
    own = pinned_fields(desk.house, contract.type_sha) or Form("none", {}, ())
    if contract.relation in EFFECTIVE:                 # its type's own fields belong to the main contract
        form, own = as_relation_asks(form, contract.relation), Form("none", {}, ())
    return form.with_template(pinned(desk.house, contract.template_version).form.behind(own) if contract.template_version else own)


def typed_of(desk: Desk, contract: Contract) -> dict[str, Any]:
    """What the form shows: typed text where it could not be read, else the record's values."""
    kept = {name: value for name, value in (contract.values or {}).items() if name != UNREAD}
    columns = {name: getattr(contract, name) for name in COLUMNS}
    plan = [row_values(row) for row in plan_rows(desk, contract)]
    shown = {**kept, **{name: plain(value) for name, value in columns.items() if value not in (None, "")}}
    return {**shown, **({"plan": plain(plan)} if plan else {}), **(contract.values or {}).get(UNREAD, {})}


def values_of(desk: Desk, contract: Contract, form: Form) -> dict[str, Any]:
    """The typed values of a contract that was submitted."""
    return form.read(_in_form(form, typed_of(desk, contract)), today=today(desk)).values


def _in_form(form: Form, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Without what the form does not ask for: reviewers may have written values of their own."""
    names = {one.name for one in form.fields}
    return {name: value for name, value in typed.items() if name in names}


def row_values(row: PlanRow) -> dict[str, Any]:
    """A row of the plan as the form reads it; its kind only where one was chosen."""
    kind = {} if row.kind == NO_KIND else {"kind": row.kind}
    return {"name": row.name, **kind, "condition": row.condition, "amount": row.amount, "due_on": row.due_on}


def plan_rows(desk: Desk, contract: Contract) -> list[PlanRow]:
    """The rows of the payment plan, in order."""
    return list(desk.session.scalars(sa.select(PlanRow).where(PlanRow.contract_id == contract.id).order_by(PlanRow.number)))


def read_draft(desk: Desk, contract: Contract, item: Key) -> Draft:
    """The draft as its page shows it."""
    form = form_for(desk, contract)
    typed = _in_form(form, typed_of(desk, contract))
    reading = form.read(typed, today=today(desk), departments=departments(desk), projects=bookable(desk, typed))
    reading = look_further(desk, contract, reading)
    return Draft(contract, form, typed, reading, derived(reading.values), item)


def derived(values: Mapping[str, Any]) -> Derived:
    """What follows from the values that could be read."""
    amount, rate = values.get("amount"), values.get("tax_rate")
    parts = split(amount, Decimal(rate)) if amount is not None and rate is not None else None
    total = sum((row["amount"] for row in values["plan"]), Decimal(0)) if values.get("plan") else None
    return Derived(
        in_capitals(amount) if amount is not None else "",
        with_thousands(parts.net) if parts else "", with_thousands(parts.tax) if parts else "",
        with_thousands(total) if total is not None else "",
        with_thousands(amount - total) if amount is not None and total is not None else "")


def today(desk: Desk) -> dt.date:
    """The day at the organisation's place."""
    return desk.now.astimezone(ZoneInfo(desk.house.zone)).date()


def departments(desk: Desk) -> list[str] | None:
    """The codes of the departments that there are; None where the house has no list of them."""
    listed = desk.house.parts.get("departments")
    return None if listed is None else [str(code) for code in listed(desk)]
