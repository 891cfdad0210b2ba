"""What fields are called where people read them: the contract's own here, a form's in its file."""

from __future__ import annotations

from engine.errors import _l

LABELS = {
    "amount": _l("Amount"), "net": _l("Net amount"), "tax": _l("Tax"), "tax_rate": _l("Tax rate"), "currency": _l("Currency"),
    "title": _l("Title"), "type": _l("Type"), "department": _l("Department"), "owner": _l("Drafter"), "number": _l("Number"),
    "direction": _l("Direction"), "risk": _l("Risk"), "counterparty": _l("Counterparty"), "counterparty_code": _l("Credit code"),
    "starts_on": _l("Starts on"), "ends_on": _l("Ends on"), "signed_on": _l("Signed on"), "template": _l("Template"),
    "template_version": _l("Template version"), "plan": _l("Payment plan"), "payment_plan": _l("Payment plan"), "name": _l("Name"),
    "condition": _l("Condition"), "due_on": _l("Due on"), "papers": _l("Attachments"), "conditions": _l("Conditions of the approval"),
    "remark": _l("Remark"),
}


def label_of(path: str) -> list[str]:
    """The parts of `plan.2.amount` as words to translate; a row's number stays a number, an unknown name stays itself."""
    return [LABELS.get(part, part) for part in path.split(".") if part not in ("values", "contract")]
