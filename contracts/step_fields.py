"""What a step may read and write of the contract (字段权限): `fields` in the diagram, enforced here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.asked import Asked
from contracts.records import Contract
from engine.errors import Invalid, _l

LONGEST = 4000
CHOICES = {"risk": ("low", "normal", "high")}


def rights(asked: Asked) -> dict[str, str]:
    """Field name to `hidden`, `read` or `write`; what is not named is read."""
    pairs = (part.partition(":") for part in asked.properties.get("fields", "").split(",") if part.strip())
    return {name.strip(): right.strip() or "read" for name, _, right in pairs}


def fill_in(asked: Asked, fields: Mapping[str, Any]) -> None:
    """Write what the step may write; the frozen text stays as it is. Raises Invalid naming every field that may not be."""
    allowed = rights(asked)
    wrong = {name: _problem(name, value, allowed.get(name, "read")) for name, value in fields.items()}
    refused = {name: sentence for name, sentence in wrong.items() if sentence}
    if refused:
        raise Invalid(fields=refused)
    for name, value in fields.items():
        if name in CHOICES:
            setattr(asked.contract, name, value)
        else:
            asked.contract.values = {**(asked.contract.values or {}), name: value}


def shown_to(asked: Asked, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without those that this step hides."""
    hidden = {name for name, right in rights(asked).items() if right == "hidden"}
    return {name: value for name, value in facts.items() if name not in hidden}


def _problem(name: str, value: Any, right: str) -> str | None:
    if right != "write" or (name not in CHOICES and hasattr(Contract, name)):
        return _l("This step may not change this field.")
    if name in CHOICES and value not in CHOICES[name]:
        return _l("Choose one of the values offered.")
    if not isinstance(value, str | int | bool) or len(str(value)) > LONGEST:
        return _l("This value is too long or of the wrong kind.")
    return None
