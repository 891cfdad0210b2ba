"""One row becomes a contract, in one transaction: its record, payments, counterparty, place in the archive; its instance is held."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.archive.file_numbers import suggested_number, take_number
from contracts.archive.filings import Filing
from contracts.counterparties.entering import enter_counterparty, meant
from contracts.drafting.saving import ledger_fields
from contracts.importing.known import EDITION
from contracts.importing.records import ImportBatch, ImportedRow
from contracts.importing.wanted import Wanted
from contracts.money.taxes import split
from contracts.records import Contract, PlanRow
from contracts.types.definitions import ContractType
from contracts.types.numbering import give_number
from engine import history
from engine.desk import Desk
from engine.errors import Refusal, _l
from engine.identity import new_id
from engine.instances import enter_instance

BEFORE = {"zh": "导入前已结清", "en": "Settled before the import"}
REST = {"zh": "余款", "en": "Rest"}
COLUMNS = ("title", "type", "counterparty", "counterparty_code", "direction", "amount", "currency", "tax_rate", "signed_on", "starts_on",
           "ends_on", "owner", "department", "project", "budget_line", "risk")


class NumberTaken(Refusal):
    """Since the dry run another contract was given this number; facts: row, number."""

    code, status = "import-number-taken", 409
    title = _l("Another contract was given a number of this file after it was checked.")
    hint = _l("Take this import back, correct the number, and upload the file again.")


def enter_contract(desk: Desk, batch: ImportBatch, row: int, wanted: Wanted, kind: ContractType, type_sha: str) -> None:
    """Write the contract of this row. The batch is locked by the caller, its row not written yet. Raises NumberTaken."""
    if wanted.number and desk.session.scalar(sa.select(Contract.id).where(Contract.number == wanted.number)) is not None:
        raise NumberTaken(row=row, number=wanted.number)
    contract = _contract(desk, batch, wanted, type_sha)
    contract.instance_id = enter_instance(desk, EDITION, subject="contract", subject_id=contract.id, initiator=wanted.owner)
    contract.number = wanted.number or give_number(desk, kind.code, wanted.department, kind.number_rule, direction=wanted.direction,
                                                   project=wanted.project)
    desk.session.add(contract)
    _file(desk, contract, wanted)
    history.record(desk, contract.instance_id, "imported", facts={"batch": batch.id, "row": row, "file": batch.file_name})
    history.record(desk, contract.instance_id, "ledger", facts={"before": {}, "after": {
        **ledger_fields(contract), "stage": contract.stage, "status": contract.status, "number": contract.number}})
    desk.session.add_all(_plan(desk, contract, batch, wanted))
    known = meant(desk, contract)
    if known is not None:
        contract.counterparty_id = known.id
    else:
        enter_counterparty(desk, contract, {})             # behind the house's lock, so the last of all
    desk.session.add(ImportedRow(batch_id=batch.id, row=row, contract_id=contract.id, instance_id=contract.instance_id,
                                 counterparty_id=contract.counterparty_id if known is None else None))


def _contract(desk: Desk, batch: ImportBatch, wanted: Wanted, type_sha: str) -> Contract:
    values: dict[str, Any] = {name: getattr(wanted, name) for name in COLUMNS}
    parts = split(wanted.amount, Decimal(wanted.tax_rate)) if wanted.amount is not None and wanted.tax_rate else None
    is_over = wanted.stage == "archived"
    return Contract(
        id=new_id(), batch_id=batch.id, source="imported", template="", type_sha=type_sha, values={}, risk_level=wanted.risk,
        net=parts.net if parts else None, tax=parts.tax if parts else None, settled_amount=wanted.settled, invoiced_amount=wanted.invoiced,
        open_obligations=wanted.open_rows, stage="archive" if is_over else wanted.stage, status="archived" if is_over else "running",
        created_at=desk.now, updated_at=desk.now, updated_by=desk.actor.user, ended_at=desk.now if is_over else None, **values)


def _plan(desk: Desk, contract: Contract, batch: ImportBatch, wanted: Wanted) -> Iterator[PlanRow]:
    """What is open in a stage that knows no payments any more has fallen away."""
    falls_away = wanted.stage != "perform"
    for number, row in enumerate(wanted.plan, start=1):
        settled = {"settled_on": row.settled_on, "settled_amount": row.amount, "settled_by": desk.actor.user} if row.settled_on else {}
        name = row.name or (BEFORE if row.settled_on else REST)[batch.language]
        yield PlanRow(contract_id=contract.id, number=number, name=name, kind="payment", amount=row.amount, due_on=row.due_on,
                      dropped_at=desk.now if falls_away and not settled else None, **settled)


def _file(desk: Desk, contract: Contract, wanted: Wanted) -> None:
    """What is over has its place in the archive, without a package: its papers are not with us."""
    if wanted.stage != "archived":
        return
    contract.file_number = wanted.file_number or suggested_number(desk)
    take_number(desk, contract.file_number)
    desk.session.add(Filing(contract_id=contract.id, file_number=contract.file_number, retention=wanted.retention, papers=[], remark="",
                            filed_by=desk.actor.user, filed_at=desk.now))
