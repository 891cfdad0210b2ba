"""Record an invoice, or cancel one. The contract's row follows by one statement, before and after stand in its history."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from contracts.deciding.asked import hold, may_see, seen_contract
from contracts.files.papers import Taken, keep
from contracts.forms.clean_text import BadText, clean
from contracts.money.amounts import half_width
from contracts.people.company import today
from contracts.performing.invoicing.records import STANDS, Invoice
from contracts.process.standing import is_read_only
from contracts.records import Contract, PlanRow
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, NotFound, NotYours, Refusal, _l

KINDS = ("special", "ordinary")
NEW, OLD, OLD_CODE = re.compile(r"\d{20}"), re.compile(r"\d{8,12}"), re.compile(r"\d{10}|\d{12}")


class InvoiceTaken(Refusal):
    """The invoice is recorded already; facts: number, contract (its number, where the actor may see it), contract_id, invoice."""

    code, status = "invoice-taken", 409
    title = _l("This invoice is recorded already.")
    hint = _l("Compare number and code with the paper; the one that is recorded may have to be cancelled first.")


class NotPerforming(Refusal):
    """Invoices belong to contracts that are being performed; facts: contract, stage, status."""

    code, status = "not-performing", 409
    title = _l("This contract is not being performed.")
    hint = _l("Invoices are recorded between its signing and its filing.")


class InvoicedTooMuch(Refusal):
    """All invoices together would exceed the contract's amount; facts: amount, invoiced, by."""

    code, status = "invoiced-too-much", 409
    title = _l("The invoices would exceed the contract's amount.")
    hint = _l("Check the amount. Where it is right, confirm that more is invoiced than agreed.")


class InvoiceCancelled(Refusal):
    """The invoice was cancelled, or is a red one itself; facts: invoice, by."""

    code, status = "invoice-cancelled", 409
    title = _l("This invoice can't be cancelled any more.")
    hint = _l("Look at what was recorded behind it.")


@dataclass(frozen=True)
class InvoiceWish:
    """What is written of an invoice; `knowingly`: also where more is invoiced than agreed."""

    number: str
    gross: Decimal
    tax: Decimal
    issued_on: dt.date
    code: str = ""
    kind: str = "special"
    plan_row: int | None = None
    knowingly: bool = False


@dataclass(frozen=True)
class RedWish:
    """The red invoice (红字) that takes one back."""

    number: str
    issued_on: dt.date
    code: str = ""


def may_invoice(desk: Desk, contract: Contract) -> bool:
    """Whose contract it is, and finance."""
    mine = desk.actor.user == contract.owner or "finance" in desk.actor.roles
    return mine or "finance" in desk.directory.groups(desk.actor.user)


def is_performed(contract: Contract) -> bool:
    """Between signing and filing."""
    return contract.stage == "perform" and not is_read_only(contract)


def record_invoice(desk: Desk, contract_id: str, wish: InvoiceWish, file: Taken | None = None) -> int:
    """Its number among the contract's invoices.

    Raises NotFound, NotYours, NotPerforming, Invalid, InvoiceTaken, InvoicedTooMuch; nothing has changed then.
    """
    contract = _held(desk, contract_id)
    number, code = _checked(desk, contract, wish)
    _require_new(desk, number, code)
    before, after = _move_ledger(desk, contract, wish.gross)
    agreed = None if contract.amount is None else contract.amount + contract.changed_amount
    if agreed is not None and after > agreed and not wish.knowingly:
        raise InvoicedTooMuch(amount=str(agreed), invoiced=str(after), by=str(after - agreed))
    paper = keep(desk, contract, "invoice", file, plan_row=wish.plan_row) if file else None
    made = _insert(desk, contract, {
        "invoice_number": number, "invoice_code": code, "kind": wish.kind, "gross": wish.gross, "tax": wish.tax,
        "net": wish.gross - wish.tax, "issued_on": wish.issued_on, "plan_row": wish.plan_row,
        "paper": paper.number if paper else None})
    _note(desk, contract, "invoice-recorded", {"invoice": made, "invoice_number": number, "invoice_code": code, "gross": str(wish.gross)},
          before, after)
    return made


def cancel_invoice(desk: Desk, contract_id: str, number: int, reason: str, red: RedWish | None = None) -> int | None:
    """Take an invoice back: by a red one (its number is answered), or as void, which gives its number free.

    Raises NotFound, NotYours, NotPerforming, Invalid, InvoiceCancelled, InvoiceTaken.
    """
    contract = _held(desk, contract_id)
    invoice = desk.session.get(Invoice, (contract.id, number))
    if invoice is None:
        raise NotFound(contract=contract.id, invoice=number)
    if invoice.cancelled_at is not None or invoice.red_of is not None:
        raise InvoiceCancelled(invoice=number, by=invoice.cancelled_by)
    invoice.reason, invoice.cancelled_at, invoice.cancelled_by = _reason(reason), desk.now, desk.actor.user
    if red is None:
        invoice.voided_at = desk.now
    before, after = _move_ledger(desk, contract, -invoice.gross)
    made = _write_red(desk, contract, invoice, red) if red else None
    _note(desk, contract, "invoice-cancelled", {"invoice": number, "invoice_number": invoice.invoice_number, "reason": invoice.reason,
                                                **({"red": made} if made else {})}, before, after)
    return made


def _held(desk: Desk, contract_id: str) -> Contract:
    contract = seen_contract(desk, contract_id)
    hold(desk, contract)
    if not may_invoice(desk, contract):
        raise NotYours(contract=contract.id)
    if not is_performed(contract):
        raise NotPerforming(contract=contract.id, stage=contract.stage, status=contract.status)
    return contract


def _checked(desk: Desk, contract: Contract, wish: InvoiceWish) -> tuple[str, str]:
    number, code, wrong = read_numbers(wish.number, wish.code)
    if wish.kind not in KINDS:
        wrong["kind"] = _l("Choose one of the values offered.")
    if wish.gross <= 0:
        wrong["gross"] = _l("An invoice has an amount.")
    if not 0 <= wish.tax < max(wish.gross, Decimal("0.01")):
        wrong["tax"] = _l("The tax is a part of the amount.")
    if wish.issued_on > today(desk):
        wrong["issued_on"] = _l("This day is still to come.")
    if wish.plan_row is not None and desk.session.get(PlanRow, (contract.id, wish.plan_row)) is None:
        wrong["plan_row"] = _l("The payment plan has no such row.")
    if wrong:
        raise Invalid(fields=wrong)
    return number, code


def read_numbers(number: str, code: str) -> tuple[str, str, dict[str, str]]:
    """Number and code in plain digits, and what is wrong with them: 20 digits without a code, or 8 to 12 with one of 10 or 12."""
    number, code, wrong = half_width(number).replace(" ", ""), half_width(code).replace(" ", ""), {}
    if not (number.isascii() and (NEW.fullmatch(number) or OLD.fullmatch(number))):
        wrong["number"] = _l("An invoice's number has 20 digits; an old one has 8 to 12, and a code.")
    elif NEW.fullmatch(number) and code:
        wrong["code"] = _l("An invoice with a number of 20 digits has no code.")
    elif OLD.fullmatch(number) and not (code.isascii() and OLD_CODE.fullmatch(code)):
        wrong["code"] = _l("The code of an old invoice has 10 or 12 digits.")
    return number, code, wrong


def _reason(text: str) -> str:
    try:
        said = clean(text)
    except BadText as bad:
        raise Invalid(fields={"reason": BadText.title}) from bad
    if not said or len(said) > 400:
        raise Invalid(fields={"reason": _l("Say why, in 400 characters at most.")})
    return said


def _write_red(desk: Desk, contract: Contract, blue: Invoice, red: RedWish) -> int:
    number, code, wrong = read_numbers(red.number, red.code)
    if red.issued_on > today(desk) or red.issued_on < blue.issued_on:
        wrong["issued_on"] = _l("A red invoice is issued behind the one that it takes back, and not in the future.")
    if wrong:
        raise Invalid(fields=wrong)
    _require_new(desk, number, code)
    return _insert(desk, contract, {
        "invoice_number": number, "invoice_code": code, "kind": blue.kind, "gross": -blue.gross, "net": -blue.net, "tax": -blue.tax,
        "issued_on": red.issued_on, "plan_row": blue.plan_row, "red_of": blue.number})


def _insert(desk: Desk, contract: Contract, values: dict[str, Any]) -> int:
    """The row, under the lock of the contract's row. Two at once on two contracts: the index lets one through."""
    number = (desk.session.scalar(sa.select(sa.func.max(Invoice.number)).where(Invoice.contract_id == contract.id)) or 0) + 1
    insert: Any = (sqlite.insert if desk.house.store.is_sqlite else postgresql.insert)(Invoice).values(
        contract_id=contract.id, number=number, direction="out" if contract.direction == "income" else "in", reason="",
        recorded_by=desk.actor.user, recorded_at=desk.now, **values)
    guarded = insert.on_conflict_do_nothing(index_elements=["invoice_code", "invoice_number"], index_where=STANDS)
    if desk.session.scalar(guarded.returning(Invoice.number)) is None:
        _require_new(desk, values["invoice_number"], values["invoice_code"])
    return number


def _require_new(desk: Desk, number: str, code: str) -> None:
    """Raises InvoiceTaken with where it stands, as far as the actor may see that."""
    found = desk.session.scalar(sa.select(Invoice).where(
        Invoice.invoice_number == number, Invoice.invoice_code == code, Invoice.voided_at.is_(None)))
    if found is not None:
        contract = desk.session.get_one(Contract, found.contract_id)
        where = {"contract": contract.number, "title": contract.title, "contract_id": contract.id, "invoice": found.number}
        raise InvoiceTaken(number=number, code=code, **(where if may_see(desk, contract) else {}))


def _move_ledger(desk: Desk, contract: Contract, by: Decimal) -> tuple[Decimal, Decimal]:
    """The contract's row by one statement, as for payments; it also locks the row that invoices are numbered under."""
    moved = (sa.update(Contract).where(Contract.id == contract.id)
             .values(invoiced_amount=Contract.invoiced_amount + by, updated_at=desk.now)
             .returning(Contract.invoiced_amount).execution_options(synchronize_session=False))
    after = desk.session.execute(moved).scalar_one()
    desk.session.expire(contract, ["invoiced_amount", "updated_at"])
    return after - by, after


def _note(desk: Desk, contract: Contract, act: str, facts: dict[str, Any], before: Decimal, after: Decimal) -> None:
    chain = str(contract.instance_id)
    history.record(desk, chain, act, facts=facts)
    history.record(desk, chain, "ledger", facts={"before": {"invoiced_amount": str(before)}, "after": {"invoiced_amount": str(after)}})
