"""A contract type as its definition says it, and everything that is wrong with a definition, in one list. docs/types.md has the format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from contracts.forms.faults import Fault
from contracts.forms.fields import Said
from contracts.forms.files import NAME, NO_NAME, NOT_SAID, UNKNOWN_KEY, FormRefused, read_form
from contracts.forms.forms import Form
from contracts.money.taxes import RATES
from contracts.types.numbering import BadNumberRule, require_rule
from engine.errors import Refusal, _l

FORMAT = 1
KEYS = {"type", "key", "code", "position", "title", "direction", "number_rule", "form", "optional", "required", "papers", "clauses",
        "retention_cap", "lead_days", "under", "retired", "tax_rate"}
DIRECTIONS = ("expense", "income", "either")
CODE = re.compile(r"[A-Z]{2,6}")
PAPER = re.compile(r"[a-z][a-z0-9-]{0,19}")
# What the archive's list and the house's own papers are called already.
USUAL_KINDS = frozenset({"attachment", "text", "wording", "sealed", "signatures", "countersigned", "receipt", "invoice", "package",
                         "approval-sheet"})
NO_PART = _l("a part of one is expected, as 0.03")
USUAL_RATE = "0.06"                        # of a definition that is older than this key
LEAD_DAYS = (90, 60, 30, 7, 1)


class TypeRefused(Refusal):
    """A definition of a contract type is none; facts: type, findings (all, each with its place), fields (the first of each place)."""

    code, status = "type-refused", 422
    title = _l("This contract type can't be used.")
    hint = _l("Correct what is listed, then save again.")

    def __init__(self, key: object, faults: Sequence[Fault]) -> None:
        super().__init__(type=str(key)[:40], findings=list(faults), fields={one.place: one for one in reversed(faults)})


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
    """A type of contracts. `optional` names fields of the draft form that it does not ask for, `required` those that it asks for
    beyond the form; `under` the types whose orders it may be; `tax_rate` is what its drafts begin with."""

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
    tax_rate: str


def read_type(definition: Mapping[str, Any], rule: str) -> ContractType:
    """The type that a definition makes; `rule` is the house's rule for numbers. Raises TypeRefused with all that is wrong."""
    wrong, form = list(_wrong(definition)), None
    form_file = orjson.dumps(definition.get("form"), option=orjson.OPT_SORT_KEYS)
    try:
        form = read_form(form_file, "form")
    except FormRefused as refused:
        wrong += [one for one in refused.facts["findings"] if one.place not in ("form.key", "form.title")]     # they are the type's own
    if wrong or form is None:
        raise TypeRefused(definition.get("key"), wrong)
    cap = definition.get("retention_cap")
    return ContractType(
        key=definition["key"], code=definition["code"], position=definition.get("position", 100), title=definition["title"],
        direction=definition["direction"], number_rule=definition.get("number_rule") or rule, form=form, form_file=form_file,
        optional=frozenset(definition.get("optional", ())), required=frozenset(definition.get("required", ())),
        papers=tuple(RequiredPaper(one["kind"], one["name"], one.get("must") is True) for one in definition.get("papers", ())),
        clauses=tuple(RequiredClause(one["name"], tuple(one["any_of"])) for one in definition.get("clauses", ())),
        retention_cap=Decimal(cap) if cap is not None else None, lead_days=tuple(definition.get("lead_days", LEAD_DAYS)),
        under=tuple(definition.get("under", ())), retired=definition.get("retired") is True,
        tax_rate=definition.get("tax_rate", USUAL_RATE))


def _wrong(found: Mapping[str, Any]) -> Iterator[Fault]:
    yield from (Fault("type", UNKNOWN_KEY, key=str(key)[:40]) for key in sorted(set(found) - KEYS))
    if found.get("type") != FORMAT:
        yield Fault("type", _l("%(format)s is expected"), format=FORMAT)
    if not isinstance(found.get("key"), str) or not NAME.fullmatch(found["key"]):
        yield Fault("key", NO_NAME)
    if not isinstance(found.get("code"), str) or not CODE.fullmatch(found["code"]):
        yield Fault("code", _l("two to six capital letters are expected"))
    if type(found.get("position", 100)) is not int or not 0 <= found.get("position", 100) <= 999:
        yield Fault("position", _l("a whole number up to 999 is expected"))
    if found.get("direction") not in DIRECTIONS:
        yield Fault("direction", _l("%(kind)s is none of %(kinds)s"), kind=str(found.get("direction"))[:40], kinds=", ".join(DIRECTIONS))
    yield from _wrong_said(found.get("title"), "title")
    yield from _wrong_rule(found.get("number_rule"))
    yield from _wrong_numbers(found)
    yield from _wrong_papers(found)
    for n, one in enumerate(_list(found, "clauses"), start=1):
        yield from _wrong_said(one.get("name"), f"clauses.{n}.name")
        if not _texts(one.get("any_of")):
            yield Fault(f"clauses.{n}.any_of", _l("at least one word is expected"))


def _wrong_papers(found: Mapping[str, Any]) -> Iterator[Fault]:
    kinds: set[str] = set()
    for n, one in enumerate(_list(found, "papers"), start=1):
        yield from _wrong_said(one.get("name"), f"papers.{n}.name")
        kind = one.get("kind")
        if not isinstance(kind, str) or not PAPER.fullmatch(kind):
            yield Fault(f"papers.{n}.kind", _l("a name of small letters, digits and - is expected, of 20 signs at most"))
        elif kind in USUAL_KINDS or kind in kinds:
            yield Fault(f"papers.{n}.kind", _l("%(kind)s is the name of another paper"), kind=kind)
        else:
            kinds.add(kind)


def _wrong_numbers(found: Mapping[str, Any]) -> Iterator[Fault]:
    days = found.get("lead_days", [])
    are_days = isinstance(days, list) and all(type(day) is int and 0 <= day <= 3650 for day in days)
    if not are_days or days != sorted(set(days), reverse=True):
        yield Fault("lead_days", _l("whole numbers of days are expected, the longest first"))
    for name in ("optional", "required", "under"):
        if name in found and found[name] != [] and not _texts(found[name]):
            yield Fault(name, _l("a list of names is expected"))
    if (rate := found.get("tax_rate", USUAL_RATE)) not in [str(known.rate) for known in RATES]:
        yield Fault("tax_rate", _l("%(rate)s is no rate of VAT"), rate=str(rate)[:20])
    cap = found.get("retention_cap")
    try:
        if cap is not None and not 0 <= Decimal(cap) <= 1:
            yield Fault("retention_cap", NO_PART)
    except (InvalidOperation, TypeError, ValueError):
        yield Fault("retention_cap", NO_PART)


def _wrong_rule(rule: Any) -> Iterator[Fault]:
    try:
        if rule:
            require_rule(str(rule))
    except BadNumberRule:
        yield Fault("number_rule", BadNumberRule.hint)


def _wrong_said(said: Any, place: str) -> Iterator[Fault]:
    if not isinstance(said, Mapping) or not all(isinstance(said.get(tongue), str) and said[tongue].strip() for tongue in ("zh", "en")):
        yield Fault(place, NOT_SAID)


def _list(found: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = found.get(key, [])
    return [one if isinstance(one, Mapping) else {} for one in value] if isinstance(value, list) else [{}]


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)
