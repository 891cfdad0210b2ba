"""What a step may read and write of the contract (字段权限): its form and `fields` in the diagram, enforced here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.deciding.asked import Asked
from contracts.documents.texts import plain
from contracts.drafting.drafts import today
from contracts.forms.fields import Field
from contracts.forms.files import form_of
from contracts.forms.forms import Form
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import Invalid, NotFound, _l

LONGEST = 4000
CHOICES = {"risk": ("low", "normal", "high")}


def rights(asked: Asked) -> dict[str, str]:
    """Field name to `hidden`, `read` or `write`; what is not named is read."""
    pairs = (part.partition(":") for part in asked.properties.get("fields", "").split(",") if part.strip())
    return {name.strip(): right.strip() or "read" for name, _, right in pairs}


def step_fields(desk: Desk, asked: Asked) -> tuple[Field, ...]:
    """The fields of the step's own form that it may write; they are recorded with the decision."""
    form = _form(desk, asked)
    allowed = rights(asked)
    return tuple(one for one in form.fields if allowed.get(one.name, "write") == "write") if form else ()


def fill_in(desk: Desk, asked: Asked, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Check and write what the step may write; the frozen text stays as it is. What is to be recorded with the decision.

    Raises Invalid naming every field that may not be written, or can't be read.
    """
    own = {one.name: one for one in step_fields(desk, asked)}
    allowed = rights(asked)
    refused = {name: sentence for name, value in fields.items() if name not in own
               and (sentence := _problem(name, value, allowed.get(name, "read")))}
    form = _form(desk, asked)
    reading = form.read({name: fields[name] for name in own if name in fields}, today=today(desk)) if form and own else None
    for found in reading.errors if reading else ():
        refused.setdefault(found.field, str(found.sentence))
    if refused:
        raise Invalid(fields=refused)
    for name, value in fields.items():
        if name not in own:
            _write(asked.contract, name, value)
    return {name: value for name, value in fields.items() if name not in own} | (
        {name: plain(value) for name, value in reading.values.items()} if reading else {})


def shown_to(asked: Asked, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without those that this step hides."""
    hidden = {name for name, right in rights(asked).items() if right == "hidden"}
    return {name: value for name, value in facts.items() if name not in hidden}


def _form(desk: Desk, asked: Asked) -> Form | None:
    key = asked.properties.get("formKey", "")
    try:
        return form_of(desk, asked.instance.digest, key) if key and asked.is_approval else None
    except NotFound:
        return None


def _write(contract: Contract, name: str, value: Any) -> None:
    if name in CHOICES:
        setattr(contract, name, value)
        contract.risk_level = contract.risk                 # who states it has what the linter found before them
    else:
        contract.values = {**(contract.values or {}), name: value}


def _problem(name: str, value: Any, right: str) -> str | None:
    if right != "write" or (name not in CHOICES and hasattr(Contract, name)):
        return _l("This step may not change this field.")
    if name in CHOICES and value not in CHOICES[name]:
        return _l("Choose one of the values offered.")
    if not isinstance(value, str | int | bool) or len(str(value)) > LONGEST:
        return _l("This value is too long or of the wrong kind.")
    return None
