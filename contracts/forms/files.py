"""Form files: JSON to a Form, with everything that is wrong in one list; and the form of an edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import orjson
import sqlalchemy as sa

from contracts.forms.faults import Fault
from contracts.forms.fields import KINDS, Choice, Field
from contracts.forms.forms import Form, Rule, Section
from contracts.forms.functions import FUNCTIONS
from engine.desk import Desk
from engine.errors import NotFound, Refusal, _l
from engine.expressions import BadExpression, compile_expression
from engine.records import Edition, EditionFile

FORMAT = 1
LARGEST_FILE = 200_000
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
OF_DRAFTS = {"title", "department", "direction", "risk", "counterparty", "counterparty_code", "amount", "tax_rate", "starts_on", "ends_on",
             "plan"}                       # fields of every draft, which the rules of a type or a text may name beside their own
NO_NAME = _l("a name of small letters, digits and _ is expected")
NOT_SAID = _l("a text in zh and en is expected")
NO_LIST = _l("a list is expected")
UNKNOWN_KEY = _l("there is no key %(key)s")
FIELD_KEYS = {"name", "kind", "label", "hint", "required", "longest", "least", "most", "default", "choices", "columns"}


class FormRefused(Refusal):
    """A form file is not one; facts: file, findings (each with its place)."""

    code, status = "form-refused", 422
    title = _l("This form can't be used.")
    hint = _l("Correct what is listed, then try again.")


@dataclass
class _Reader:
    """Walks a form file and collects what is wrong, each with its place."""

    wrong: list[Fault] = field(default_factory=list)

    def fault(self, place: str, template: str, **values: Any) -> None:
        self.wrong.append(Fault(place, template, **values))

    def section(self, item: Any, place: str) -> Section:
        if self.mapping(item, place, {"template", "key", "title", "fields"}) and item.get("template") is True:
            return Section("template", {}, is_template=True)
        fields = tuple(self.field(one, f"{place}.fields.{n}") for n, one in enumerate(self.list(item, "fields", place), start=1))
        return Section(self.name(item, "key", place), self.said(item, "title", place), fields)

    def field(self, item: Any, place: str, *, of_row: bool = False) -> Field:
        self.mapping(item, place, FIELD_KEYS)
        item = item if isinstance(item, Mapping) else {}
        kind = item.get("kind")
        if kind not in KINDS and (of_row or kind != "rows"):
            self.fault(f"{place}.kind", _l("%(kind)s is none of %(kinds)s"), kind=str(kind)[:40], kinds=", ".join([*KINDS, "rows"]))
        return Field(
            self.name(item, "name", place), str(kind), self.said(item, "label", place),
            self.said(item, "hint", place) if "hint" in item else None, item.get("required") is True,
            int(self.number(item, "longest", place) or 0) or None, self.number(item, "least", place), self.number(item, "most", place),
            str(item.get("default", "")), self.choices(item, place) if kind == "choice" else (),
            tuple(self.field(one, f"{place}.columns.{n}", of_row=True) for n, one in enumerate(self.list(item, "columns", place), start=1))
            if kind == "rows" else ())

    def rule(self, item: Any, place: str) -> Rule | None:
        if not self.mapping(item, place, {"field", "level", "holds", "says", "even_empty"}):
            return None
        if item.get("level") not in ("error", "warning"):
            self.fault(f"{place}.level", _l("error or warning is expected"))
        says = self.said(item, "says", place)
        try:
            return Rule(str(item.get("field")), str(item.get("level")), compile_expression(str(item.get("holds")), where=place), says,
                        item.get("even_empty") is True)
        except BadExpression as bad:
            self.fault(f"{place}.holds", _l("this condition can't be read: %(why)s"), why=str(bad.facts.get("why", bad)))
            return None

    def choices(self, item: Mapping[str, Any], place: str) -> tuple[Choice, ...]:
        offered = self.list(item, "choices", place)
        if not offered:
            self.fault(f"{place}.choices", _l("a choice needs something to choose from"))
        return tuple(Choice(str(one.get("value")), self.said(one, "label", f"{place}.choices.{n}"))
                     for n, one in enumerate(offered, start=1) if self.mapping(one, f"{place}.choices.{n}", {"value", "label"}))

    def mapping(self, item: Any, place: str, keys: set[str]) -> bool:
        if not isinstance(item, Mapping):
            self.fault(place, _l("an object is expected"))
            return False
        self.wrong += [Fault(place, UNKNOWN_KEY, key=str(key)[:40]) for key in sorted(set(item) - keys)]
        return True

    def list(self, item: Any, key: str, place: str) -> list[Any]:
        value = item.get(key, []) if isinstance(item, Mapping) else []
        if not isinstance(value, list):
            self.fault(f"{place}.{key}", NO_LIST)
            return []
        return value

    def name(self, item: Any, key: str, place: str) -> str:
        value = item.get(key) if isinstance(item, Mapping) else None
        if not isinstance(value, str) or not NAME.fullmatch(value):
            self.fault(f"{place}.{key}", NO_NAME)
            return ""
        return value

    def said(self, item: Any, key: str, place: str) -> dict[str, str]:
        value = item.get(key) if isinstance(item, Mapping) else None
        if not isinstance(value, Mapping) or not all(str(value.get(tongue) or "").strip() for tongue in ("zh", "en")):
            self.fault(f"{place}.{key}", NOT_SAID)
            return {"zh": "", "en": ""}
        return {tongue: str(value[tongue]) for tongue in ("zh", "en")}

    def number(self, item: Mapping[str, Any], key: str, place: str) -> Decimal | None:
        if key not in item:
            return None
        try:
            number = Decimal(str(item[key]))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.fault(f"{place}.{key}", _l("a number is expected"))
            return None
        return number


def read_form(content: bytes, file: str) -> Form:
    """The form that a file defines. Raises FormRefused with all that is wrong."""
    try:
        raw = orjson.loads(content) if len(content) <= LARGEST_FILE else None
    except orjson.JSONDecodeError as bad:
        raise FormRefused(file=file, findings=[Fault(f"line {bad.lineno}", "%(why)s", why=bad.msg)]) from bad
    if not isinstance(raw, dict) or raw.get("form") != FORMAT:
        raise FormRefused(file=file, findings=[Fault("form", _l("a JSON object with \"form\": %(format)s is expected"), format=FORMAT)])
    reader = _Reader()
    reader.mapping(raw, "form", {"form", "key", "title", "use", "sections", "rules"})
    sections = tuple(reader.section(one, f"sections.{n}") for n, one in enumerate(reader.list(raw, "sections", "form"), start=1))
    rules = [reader.rule(one, f"rules.{n}") for n, one in enumerate(reader.list(raw, "rules", "form"), start=1)]
    form = Form(reader.name(raw, "key", "form"), reader.said(raw, "title", "form"), sections, tuple(rule for rule in rules if rule),
                reader.said(raw, "use", "form") if "use" in raw else None)
    wrong = reader.wrong + list(_wrong_names(form))
    if wrong:
        raise FormRefused(file=file, findings=wrong)
    return form


def _wrong_names(form: Form) -> Iterator[Fault]:
    names: list[str] = []
    for number, section in enumerate(form.sections, start=1):
        for place, one in enumerate(section.fields, start=1):
            if one.name and one.name in names:
                yield Fault(f"sections.{number}.fields.{place}.name", _l("the field %(name)s stands twice"), name=one.name)
            names.append(one.name)
    open_form = any(section.is_template for section in form.sections)
    for number, rule in enumerate(form.rules, start=1):
        unknown = (rule.holds.names | {rule.field}) - set(names) - OF_DRAFTS - FUNCTIONS.keys() - {"today"}
        if unknown and not open_form:
            yield Fault(f"rules.{number}.holds", _l("there is no field %(name)s"), name=", ".join(sorted(unknown)))


@lru_cache(maxsize=256)
def _cached(content: bytes, file: str) -> Form:
    return read_form(content, file)


def form_of(desk: Desk, digest: str, key: str) -> Form:
    """The form `key` of the edition with this digest. Raises NotFound."""
    file = f"{key}.form.json"
    content = desk.session.scalar(sa.select(EditionFile.content).join(Edition, Edition.id == EditionFile.edition_id)
                                  .where(Edition.digest == digest, EditionFile.path == file).limit(1))
    if content is None:
        raise NotFound(form=file)
    return _cached(content, file)


def forms_of(desk: Desk, digest: str) -> list[Form]:
    """Every form of the edition with this digest, in the order of their files; none of an edition that is not there."""
    edition = sa.select(sa.func.min(Edition.id)).where(Edition.digest == digest).scalar_subquery()
    found = desk.session.execute(sa.select(EditionFile.content, EditionFile.path).order_by(EditionFile.path)
                                 .where(EditionFile.edition_id == edition, EditionFile.path.endswith(".form.json")))
    return [_cached(content, path) for content, path in found]
