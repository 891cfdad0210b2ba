"""Sample values for a template: what its preview is filled with, and so every name that it may use, with its shape."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contracts.documents.texts import OF_A_TEXT, PARTY, printed
from contracts.drafting.starting import EDITION
from contracts.forms.fields import Field
from contracts.forms.files import form_of
from contracts.forms.forms import Form
from contracts.money.taxes import split
from contracts.people.organisation import organisation
from contracts.templates.findings import Named
from contracts.types.catalog import as_type_asks, type_of
from engine.desk import Desk
from engine.editions import live

AMOUNT, RATE, CODE, DAY = Decimal("1200000.00"), Decimal("0.06"), "91310000MA1FL5K84X", "2026-03-02"
KINDS: Mapping[str, str] = {"money": str(AMOUNT), "rate": str(RATE), "credit_code": CODE, "date": DAY, "integer": "10", "file": "1"}


def known_names(desk: Desk, kind: str, own: Form | None = None) -> dict[str, Named]:
    """What every contract of this type hands to its text, and the fields of `own`. Raises NotFound for a type that is not there."""
    asked = {one.name for one in asked_with(desk, kind, own).fields}
    return {name: _named(value) for name, value in sample_context(desk, kind, own).items() if name not in OF_A_TEXT or name in asked}


def sample_context(desk: Desk, kind: str, own: Form | None = None) -> dict[str, Any]:
    """What a template of this type is handed for its preview. A text is its field's label, so that one sees what goes where."""
    form = asked_with(desk, kind, own)
    facts: dict[str, Any] = {one.name: _sample(one) for one in form.fields}
    parts = split(AMOUNT, RATE)
    ours = organisation(desk.house)
    return printed({**facts, "number": "SAMPLE-2026-0001", "type": kind, "net": str(parts.net), "tax": str(parts.tax),
                    "organisation": {name: ours.get(name) or "【我方联系人】" for name in PARTY}}, form)


def asked_with(desk: Desk, kind: str, own: Form | None) -> Form:
    """The form that a contract of this type would have with these variables."""
    asked = type_of(desk, kind)
    form = as_type_asks(form_of(desk, live(desk, EDITION).digest, "draft"), asked)
    return form.with_template(own.behind(asked.form) if own else asked.form)


def _sample(field: Field) -> Any:
    shown = f"【{field.label['zh']}】"
    if field.kind == "rows":
        return [{column.name: _sample(column) for column in field.columns} for _ in range(2)]
    if field.kind == "lines":
        return f"{shown}一\n{shown}二"
    if field.kind == "choice":
        return field.default or field.choices[0].value
    if field.kind == "yes_no":
        return True
    return (field.default if field.kind == "integer" else "") or KINDS.get(field.kind, shown)


def _named(value: Any) -> Named:
    if isinstance(value, Mapping):
        return Named("whole", tuple(value))
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, Mapping)]
        return Named("rows", tuple(dict.fromkeys(part for row in rows for part in row))) if rows else Named("lines")
    return Named("value")
