"""The relations that a contract may have to another, and what the draft form asks because of one, whatever the contract's type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from contracts.forms.fields import Field
from contracts.forms.files import read_form
from contracts.forms.forms import Form, Section

RELATIONS = ("order", "supplement", "change", "termination", "renewal")
EFFECTIVE = ("supplement", "change", "termination")                    # what they say of amount and term happens to the main contract
LETTERS = {"supplement": "S", "change": "C", "termination": "T"}       # their numbers: the main contract's, a letter, a count
NOT_ASKED: Mapping[str, frozenset[str]] = {
    "supplement": frozenset({"amount", "starts_on", "ends_on"}), "change": frozenset({"amount", "starts_on", "ends_on"}),
    "termination": frozenset({"amount", "tax_rate", "starts_on", "ends_on", "plan"})}


def as_relation_asks(form: Form, relation: str) -> Form:
    """The draft form of a supplement, a change or a termination: its effect stands in the place of price and term."""
    asked = effect_form(relation)
    effect = tuple(one for one in asked.sections if not one.is_template)          # its rules speak of fields that stand elsewhere
    kept = tuple(one for one in (_kept(section, relation) for section in form.sections) if one.fields or one.is_template)
    place = next((n for n, section in enumerate(form.sections) if _loses(section, relation)), 0)
    return replace(form, sections=(*kept[:place], *effect, *kept[place:]), rules=form.rules + asked.rules)


@cache
def effect_form(relation: str) -> Form:
    """The fields of the effect."""
    name = f"{relation}.form.json"
    return read_form((files("contracts.linking") / "asks" / name).read_bytes(), name)


def _kept(section: Section, relation: str) -> Section:
    return replace(section, fields=tuple(_optional(one) for one in section.fields if one.name not in NOT_ASKED[relation]))


def _optional(one: Field) -> Field:
    return replace(one, required=False) if one.name == "plan" else one


def _loses(section: Section, relation: str) -> bool:
    return any(one.name in NOT_ASKED[relation] for one in section.fields)
