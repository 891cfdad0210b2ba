"""A contract type as its definition says it, and everything that is wrong with a definition, in one list. docs/types.md has the format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from contracts.forms.fields import Said
from contracts.forms.files import NAME, FormRefused, read_form
from contracts.forms.forms import Form
from contracts.types.numbering import BadNumberRule, require_rule
from engine.errors import Refusal, _l

FORMAT = 1
KEYS = {"type", "key", "code", "position", "title", "direction", "number_rule", "form", "optional", "required", "papers", "clauses",
        "retention_cap", "lead_days", "under", "retired"}
DIRECTIONS = ("expense", "income", "either")
CODE = re.compile(r"[A-Z]{2,6}")
LEAD_DAYS = (90, 60, 30, 7, 1)


class TypeRefused(Refusal):
    """A definition of a contract type is none; facts: type, findings (each with its place)."""

    code, status = "type-refused", 422
    title = _l("This contract type can't be used.")
    hint = _l("Correct what is listed, then save again.")


@dataclass(frozen=True)
class RequiredPaper:
    """A paper that the archive wants beside the usual ones: `kind` is the paper's kind, `must` refuses filing without it."""

    kind: str
    name: Said
    must: bool


@dataclass(frozen=True)
class RequiredClause:
    """A clause that a contract of this type has: at least one of these words stands in its text."""

    name: Said
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class ContractType:
    """A type of contracts. `optional` names fields of the draft form that it does not ask for,
    `required` those that it asks for beyond the form; `under` the types whose orders it may be."""

    key: str
    code: str
    position: int
    title: Said
    direction: str
    number_rule: str
    form: Form
    form_file: bytes
    optional: frozenset[str]
    required: frozenset[str]
    papers: tuple[RequiredPaper, ...]
    clauses: tuple[RequiredClause, ...]
    retention_cap: Decimal | None
    lead_days: tuple[int, ...]
    under: tuple[str, ...]
    retired: bool


def read_type(definition: Mapping[str, Any], rule: str) -> ContractType:
    """The type that a definition makes; `rule` is the house's rule for numbers. Raises TypeRefused with all that is wrong."""
    wrong = list(_wrong(definition))
    form_file = orjson.dumps(definition.get("form"), option=orjson.OPT_SORT_KEYS)
    try:
        form = read_form(form_file, "form")
    except FormRefused as refused:
        raise TypeRefused(type=str(definition.get("key"))[:40], findings=[*wrong, *refused.facts["findings"]]) from refused
    if wrong:
        raise TypeRefused(type=str(definition.get("key"))[:40], findings=wrong)
    cap = definition.get("retention_cap")
    return ContractType(
        key=definition["key"], code=definition["code"], position=definition.get("position", 100), title=definition["title"],
        direction=definition["direction"], number_rule=definition.get("number_rule") or rule, form=form, form_file=form_file,
        optional=frozenset(definition.get("optional", ())), required=frozenset(definition.get("required", ())),
        papers=tuple(RequiredPaper(one["kind"], one["name"], one.get("must") is True) for one in definition.get("papers", ())),
        clauses=tuple(RequiredClause(one["name"], tuple(one["any_of"])) for one in definition.get("clauses", ())),
        retention_cap=Decimal(cap) if cap is not None else None, lead_days=tuple(definition.get("lead_days", LEAD_DAYS)),
        under=tuple(definition.get("under", ())), retired=definition.get("retired") is True)


def _wrong(found: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"type: unknown key {str(key)[:40]!r}" for key in sorted(set(found) - KEYS))
    if found.get("type") != FORMAT:
        yield f"type: {FORMAT} is expected"
    if not isinstance(found.get("key"), str) or not NAME.fullmatch(found["key"]):
        yield "key: a name of small letters, digits and _ is expected"
    if not isinstance(found.get("code"), str) or not CODE.fullmatch(found["code"]):
        yield "code: two to six capital letters are expected"
    if found.get("direction") not in DIRECTIONS:
        yield f"direction: one of {', '.join(DIRECTIONS)} is expected"
    yield from _wrong_said(found.get("title"), "title")
    yield from _wrong_rule(found.get("number_rule"))
    yield from _wrong_numbers(found)
    for n, one in enumerate(_list(found, "papers"), start=1):
        yield from _wrong_said(one.get("name"), f"papers.{n}.name")
        if not isinstance(one.get("kind"), str) or not NAME.fullmatch(one["kind"].replace("-", "_")):
            yield f"papers.{n}.kind: a name of small letters, digits and - is expected"
    for n, one in enumerate(_list(found, "clauses"), start=1):
        yield from _wrong_said(one.get("name"), f"clauses.{n}.name")
        if not _texts(one.get("any_of")):
            yield f"clauses.{n}.any_of: at least one word is expected"


def _wrong_numbers(found: Mapping[str, Any]) -> Iterator[str]:
    days = found.get("lead_days", [])
    are_days = isinstance(days, list) and all(type(day) is int and 0 <= day <= 3650 for day in days)
    if not are_days or days != sorted(set(days), reverse=True):
        yield "lead_days: whole numbers of days are expected, the longest first"
    for name in ("optional", "required", "under"):
        if name in found and found[name] != [] and not _texts(found[name]):
            yield f"{name}: a list of names is expected"
    cap = found.get("retention_cap")
    try:
        if cap is not None and not 0 <= Decimal(cap) <= 1:
            yield "retention_cap: a part of one is expected, as 0.03"
    except (InvalidOperation, TypeError):
        yield "retention_cap: a part of one is expected, as 0.03"


def _wrong_rule(rule: Any) -> Iterator[str]:
    try:
        if rule:
            require_rule(str(rule))
    except BadNumberRule:
        yield "number_rule: a rule has {type} {dept} {yyyy} {yy} {mm}, and {seq:4} once"


def _wrong_said(said: Any, place: str) -> Iterator[str]:
    if not isinstance(said, Mapping) or not all(isinstance(said.get(tongue), str) and said[tongue].strip() for tongue in ("zh", "en")):
        yield f"{place}: a text in zh and en is expected"


def _list(found: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = found.get(key, [])
    return [one if isinstance(one, Mapping) else {} for one in value] if isinstance(value, list) else [{}]


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)
