"""The catalog of types: as this house changed them, else as we ship them; and the draft form of a contract of a type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
import sqlalchemy as sa

from contracts.files.vault import Vault
from contracts.forms.fields import Field
from contracts.forms.files import read_form
from contracts.forms.forms import Form
from contracts.types.definitions import ContractType, read_type
from contracts.types.numbering import RULE
from contracts.types.records import TypeRow
from engine.desk import Desk, House
from engine.errors import NotFound


@cache
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """The definitions that come with us, by key."""
    found = [orjson.loads(one.read_bytes()) for one in files("contracts.types.shipped").iterdir() if one.name.endswith(".json")]
    return {one["key"]: one for one in sorted(found, key=lambda one: one["position"])}


def definitions(desk: Desk) -> dict[str, Mapping[str, Any]]:
    """Every type's definition, by key: the house's own over ours."""
    return {**shipped(), **{row.key: row.definition for row in desk.session.scalars(sa.select(TypeRow))}}


def catalog(desk: Desk) -> list[ContractType]:
    """All types, in their order; retired ones too."""
    rule = house_rule(desk.house)
    return sorted((read_type(one, rule) for one in definitions(desk).values()), key=lambda one: (one.position, one.key))


def type_of(desk: Desk, key: str) -> ContractType:
    """One type. Raises NotFound."""
    row = desk.session.get(TypeRow, key)
    definition = row.definition if row else shipped().get(key)
    if definition is None:
        raise NotFound(type=key[:40])
    return read_type(definition, house_rule(desk.house))


def titles(desk: Desk) -> Mapping[str, Mapping[str, str]]:
    """What each type is called, by key; looked up once in a command."""
    if "type titles" not in desk.kept:
        desk.kept["type titles"] = {key: one["title"] for key, one in definitions(desk).items()}
    found: Mapping[str, Mapping[str, str]] = desk.kept["type titles"]
    return found


def pin_fields(house: House, kind: ContractType) -> str:
    """Keep the type's fields in the vault, so that a draft finds them after the type was changed. Their SHA-256."""
    vault: Vault = house.parts["vault"]
    return vault.put(kind.form_file).sha


def pinned_fields(house: House, sha: str) -> Form | None:
    """The fields that a contract pinned; None of one that was begun before types had any."""
    vault: Vault = house.parts["vault"]
    return read_form(vault.read(sha), "form") if sha else None


def as_type_asks(form: Form, kind: ContractType) -> Form:
    """The draft form without what this type does not ask for, with what it asks for beyond, and with the one direction that it has."""
    sections = tuple(replace(section, fields=tuple(_asked(one, kind) for one in section.fields)) for section in form.sections)
    return replace(form, sections=sections)


def _asked(one: Field, kind: ContractType) -> Field:
    if one.name == "direction" and kind.direction != "either":
        only = tuple(choice for choice in one.choices if choice.value == kind.direction)
        return replace(one, choices=only, default=kind.direction)
    return replace(one, required=(one.required or one.name in kind.required) and one.name not in kind.optional)


def house_rule(house: House) -> str:
    """The house's rule for numbers, which a type may replace."""
    return str(house.settings.get("numbering", {}).get("rule", RULE))
