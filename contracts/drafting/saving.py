"""Save a draft at any time: what can be read goes into the record, what can't is kept as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.counterparties.entering import meant
from contracts.deciding.asked import hold, seen_contract
from contracts.documents.texts import plain
from contracts.drafting.drafts import (
    COLUMNS,
    UNREAD,
    Derived,
    NotDrafting,
    departments,
    derived,
    form_for,
    open_item,
    plan_rows,
    row_values,
    today,
)
from contracts.drafting.findings import look_further
from contracts.forms.forms import Form, Reading
from contracts.linking.relations import EFFECTIVE
from contracts.money.taxes import split
from contracts.projects.booking import bookable
from contracts.records import NO_KIND, Contract, PlanRow
from engine import history
from engine.desk import Desk
from engine.errors import NotYours, Refusal, _l
from engine.identity import Key
from engine.work_items.reading import may_act

LEDGER = ("title", "counterparty", "amount", "department", "starts_on", "ends_on", "project", "budget_line", "risk_level", "deviations")
EMPTY = {"amount": None, "starts_on": None, "ends_on": None, "direction": "expense", "risk": "normal", "budget_line": None}


class DraftChanged(Refusal):
    """The draft was saved by somebody else after it was opened; facts: by, at, version."""

    code, status = "draft-changed", 409
    title = _l("Somebody saved this draft after you opened it.")
    hint = _l("Copy what you wrote last, open the draft again and put it in.")


@dataclass(frozen=True)
class Saved:
    """What was saved: the new version, what is still wrong, what follows from it."""

    version: int
    findings: tuple[Any, ...]
    derived: Derived


def my_draft(desk: Desk, contract_id: str, *, locked: bool = True) -> tuple[Contract, Key]:
    """The contract with the item that asks the actor for its draft; the instance is locked first.

    Raises NotFound, NotDrafting, NotYours.
    """
    contract = seen_contract(desk, contract_id)
    if locked:
        hold(desk, contract)
    item = open_item(desk, contract)
    if item is None:
        raise NotDrafting(stage=contract.stage, status=contract.status)
    if not may_act(desk, item):
        raise NotYours(item=str(item))
    return contract, item


def save_draft(desk: Desk, contract_id: str, typed: Mapping[str, Any], version: int) -> Saved:
    """Save what was typed over the draft of this version. Wrong values are findings, never a refusal.

    Raises NotFound, NotDrafting, NotYours, DraftChanged; nothing has changed then.
    """
    contract, _item = my_draft(desk, contract_id)
    require_version(contract, version)
    form = form_for(desk, contract)
    reading = form.read(typed, today=today(desk), departments=departments(desk), projects=bookable(desk, typed))
    reading = look_further(desk, contract, reading)
    if write(desk, contract, form, reading):
        contract.version += 1
        contract.updated_at, contract.updated_by = desk.now, desk.actor.user
    return Saved(contract.version, reading.findings, derived(reading.values))


def require_version(contract: Contract, version: int) -> None:
    """Raises DraftChanged if the draft is not the one that was opened."""
    if contract.version != version:
        raise DraftChanged(by=contract.updated_by, at=contract.updated_at.isoformat(), version=contract.version)


def write(desk: Desk, contract: Contract, form: Form, reading: Reading) -> bool:
    """Bring the record to what was read; whether anything changed. A change of a ledger field is written to the history."""
    before, rows_before = _state(contract), _rows(plan_rows(desk, contract))
    ledger, stated = ledger_fields(contract), contract.risk
    names = {one.name for one in form.fields}
    for name in COLUMNS:
        if name in names:
            setattr(contract, name, reading.values.get(name, EMPTY.get(name, "")))
    parts = split(contract.amount, Decimal(contract.tax_rate)) if contract.amount is not None and contract.tax_rate else None
    contract.net, contract.tax = (parts.net, parts.tax) if parts else (None, None)
    contract.amount_change = reading.values.get("amount_change") or Decimal(0) if contract.relation in EFFECTIVE else Decimal(0)
    others = {name: plain(value) for name, value in reading.values.items() if name not in COLUMNS and name != "plan"}
    foreign = {name: value for name, value in (contract.values or {}).items() if name not in names and name != UNREAD}
    contract.values = {**foreign, **others, **({UNREAD: reading.unread} if reading.unread else {})}
    if contract.risk != stated or contract.submitted_at is None:
        contract.risk_level = contract.risk            # until the next submission raises it
    if any(getattr(contract, name) != before[name] for name in ("counterparty", "counterparty_code")):
        found = meant(desk, contract)
        contract.counterparty_id = found.id if found else None
    rows = reading.values.get("plan", [])
    if rows != rows_before:
        _write_rows(desk, contract, rows)
    record_ledger(desk, contract, ledger)
    return _state(contract) != before or rows != rows_before


def _state(contract: Contract) -> dict[str, Any]:
    return {**{name: getattr(contract, name) for name in COLUMNS}, "values": contract.values}


def ledger_fields(contract: Contract) -> dict[str, Any]:
    """What of the draft the ledger shows, as plain JSON."""
    return {name: plain(value) if (value := getattr(contract, name)) is not None else None for name in LEDGER}


def record_ledger(desk: Desk, contract: Contract, before: dict[str, Any]) -> None:
    """Write a change of the ledger's fields to the history."""
    if (after := ledger_fields(contract)) != before and contract.instance_id:
        history.record(desk, contract.instance_id, "ledger", facts={"before": before, "after": after})


def _rows(rows: list[PlanRow]) -> list[dict[str, Any]]:
    return [row_values(row) for row in rows]


def _write_rows(desk: Desk, contract: Contract, rows: list[dict[str, Any]]) -> None:
    old = {row.number: row for row in plan_rows(desk, contract)}
    for number, values in enumerate(rows, start=1):
        row = old.pop(number, None) or PlanRow(contract_id=contract.id, number=number)
        for name in ("name", "condition", "amount", "due_on"):
            setattr(row, name, values[name])
        row.kind = values.get("kind", NO_KIND)
        desk.session.add(row)
    for left in old.values():
        desk.session.delete(left)
