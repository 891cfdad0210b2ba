"""What fields are called where people read them: a form's own words first, the contract's own words here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from contracts.drafting.drafts import form_for
from contracts.forms.fields import Field, Said
from contracts.forms.files import forms_of
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import NotFound, _l
from engine.records import Instance

OWN = {
    "amount": _l("Amount"), "net": _l("Net amount"), "tax": _l("Tax"), "tax_rate": _l("Tax rate"), "currency": _l("Currency"),
    "title": _l("Title"), "type": _l("Type"), "department": _l("Department"), "owner": _l("Drafter"), "number": _l("Number"),
    "direction": _l("Direction"), "risk": _l("Risk"), "counterparty": _l("Counterparty"), "counterparty_code": _l("Credit code"),
    "starts_on": _l("Starts on"), "ends_on": _l("Ends on"), "signed_on": _l("Signed on"), "template": _l("Template"),
    "template_version": _l("Template version"), "plan": _l("Payment plan"), "name": _l("Name"), "organisation": _l("Our side"),
    "condition": _l("Condition"), "due_on": _l("Due on"), "papers": _l("Attachments"), "conditions": _l("Conditions of the approval"),
    "remark": _l("Remark"), "stage": _l("Stage"), "status": _l("State"), "before": _l("Before"), "after": _l("Afterwards"),
    "reason": _l("Reason"), "comment": _l("Comment"), "outcome": _l("Decision"), "shown": _l("Text shown"), "to": _l("To"),
    "settled_on": _l("Settled on"), "settled_amount": _l("Settled amount"), "copies": _l("Copies"), "our_signatory": _l("Signed by us"),
    "their_signatory": _l("Signed by them"), "file_number": _l("File number"), "retention": _l("Kept for"),
    "seal": _l("Seal"), "planned": _l("Planned"), "project": _l("Project"), "budget_line": _l("Budget line"),
    "over_budget": _l("Over budget"), "over_by": _l("Over by"),
    "wording": _l("Own wording"), "risk_level": _l("Risk level"), "deviations": _l("Deviating clauses"),
    "invoiced_amount": _l("Invoiced"), "invoice": _l("Invoice"), "invoice_number": _l("Number of the invoice"),
    "invoice_code": _l("Code of the invoice"), "gross": _l("Gross"), "red": _l("Red invoice"),
}


@dataclass(frozen=True)
class Labels:
    """Names and choices of a contract's fields, by name; a column of rows is `plan.amount`."""

    names: Mapping[str, Said] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Said]] = field(default_factory=dict)

    def parts(self, path: str) -> Iterator[Said | str]:
        """The parts of `plan.2.amount`: a form's words, an English sentence to translate, or a row's number as it is."""
        walked: list[str] = []
        for part in path.split("."):
            walked += [] if part.isdigit() else [part]
            yield part if part.isdigit() else self.names.get(".".join(walked)) or OWN.get(part, part)

    def choice(self, path: str, value: Any) -> Said | None:
        """What a chosen value is called."""
        name = ".".join(part for part in path.split(".") if not part.isdigit())
        return self.choices.get(name, {}).get(str(value))


def labels_of(desk: Desk, contract: Contract) -> Labels:
    """From the forms of the contract's edition, the draft's with its template first; only our own words where they can't be found."""
    digest = desk.session.scalar(sa.select(Instance.digest).where(Instance.id == contract.instance_id))
    try:
        forms = [*forms_of(desk, digest or ""), form_for(desk, contract)]
    except NotFound:
        return Labels()
    flat = {path: one for form in forms for path, one in _flat(form.fields)}
    choices = {path: {choice.value: choice.label for choice in one.choices} for path, one in flat.items() if one.choices}
    return Labels({path: one.label for path, one in flat.items()}, {"risk_level": choices.get("risk", {}), **choices})


def _flat(fields: tuple[Field, ...], prefix: str = "") -> Iterator[tuple[str, Field]]:
    for one in fields:
        yield prefix + one.name, one
        yield from _flat(one.columns, f"{prefix}{one.name}.")
