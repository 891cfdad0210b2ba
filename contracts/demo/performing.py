"""The later years of a demo contract: its payments are recorded as they come, at last it is filed."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

from contracts.archive.archiving import file_contract
from contracts.archive.file_numbers import suggested_number
from contracts.demo.office import Office
from contracts.demo.outlines import Outline
from contracts.demo.required_papers import bring_papers
from contracts.demo.scans import receipt
from contracts.files.papers import take_in
from contracts.money.taxes import split
from contracts.people.organisation import organisation
from contracts.performing.invoicing.recording import InvoiceWish, record_invoice
from contracts.performing.obligations import rows_of, settle_early
from contracts.performing.payments import record_payment
from contracts.records import Contract, PlanRow

BEFORE = dt.timedelta(days=2)              # payments are made a little before they are due


def settle_rows(office: Office, outline: Outline) -> bool:
    """Record as many payments as its outline says; True when it then goes to the archive."""
    for number in range(1, outline.end.settles + 1):
        office.on(max(outline.due[number - 1] - BEFORE, office.today), dt.time(11, 5 + outline.luck.randrange(40)))
        _settle(office, outline, number)
    if outline.end.settles < len(outline.due):
        office.tell(office.until)          # what comes up or is late until today does so
        return False
    return True


def _settle(office: Office, outline: Outline, number: int) -> None:
    user = "wang" if outline.luck.random() < 0.7 else "zhao"
    row = _row(office, user, number)
    if row.comes_up_at is None:
        with office.desk(user) as desk:
            settle_early(desk, desk.session.get_one(Contract, office.contract), number)
        office.work_off()
    item, day = office.item("settle", str(row.instance_id)), office.today.isoformat()
    ours = organisation(office.house)["name"]
    payer, payee = (ours, outline.party.name) if outline.work.direction == "expense" else (outline.party.name, ours)
    paper = receipt(payer, payee, f"{row.amount:,}", day, row.name)
    taken = take_in(office.house, f"电子回单-{row.name}-{day}.pdf", io.BytesIO(paper))
    with office.desk(user) as desk:
        record_invoice(desk, office.contract, _invoice(office, outline, row))
    with office.desk(user) as desk:
        record_payment(desk, item, {"settled_on": day, "settled_amount": str(row.amount), "remark": ""}, taken)
    office.work_off()


def _invoice(office: Office, outline: Outline, row: PlanRow) -> InvoiceWish:
    """What the other side sent (or we did) for this payment: 20 digits that no other demo invoice has."""
    tax = split(row.amount, Decimal(outline.work.rate)).tax
    return InvoiceWish(f"26{outline.number:010d}{row.number:08d}", row.amount, tax, office.today, plan_row=row.number)


def _row(office: Office, user: str, number: int) -> PlanRow:
    with office.desk(user) as desk:
        return next(row for row in rows_of(desk, office.contract) if row.number == number)


def file_it(office: Office, outline: Outline) -> None:
    """The drafter uploads what the type wants, the archivist takes it; the package is made. A life that ends before waits for her."""
    bring_papers(office, outline)
    if not outline.end.name.startswith("archived"):
        office.tell(office.until)
        return
    office.later(outline.luck.uniform(8, 30))
    item = office.item("file")
    with office.desk("wu") as desk:
        typed = {"file_number": suggested_number(desk), "retention": outline.luck.choice(("10", "30")), "complete": True, "remark": ""}
        file_contract(desk, item, typed)
    office.work_off()
