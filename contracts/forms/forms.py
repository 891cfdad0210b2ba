"""A form: its sections, fields and rules, and how one set of typed values is read against it. docs/decisions.md has the format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from decimal import Decimal
from typing import Any

from contracts.forms.fields import KINDS, Field, Known, Said, Unreadable
from contracts.forms.functions import FUNCTIONS
from engine.errors import _l
from engine.expressions import Expression

MISSING = _l("This is needed.")


@dataclass(frozen=True)
class Section:
    """Fields under one heading; `is_template` marks the place where the chosen text's own sections stand."""

    key: str
    title: Said
    fields: tuple[Field, ...] = ()
    is_template: bool = False


@dataclass(frozen=True)
class Rule:
    """What holds between fields: asked once all fields that it names are filled; with `even_empty` always (null is empty)."""

    field: str
    level: str                            # error, warning
    holds: Expression
    says: Said
    even_empty: bool = False


@dataclass(frozen=True)
class Finding:
    """What is wrong with a field (`plan.2.amount` is one of a row): an English sentence to translate, or the form's own words."""

    field: str
    level: str
    sentence: str = ""
    facts: Mapping[str, Any] = made(default_factory=dict)
    says: Said | None = None


@dataclass(frozen=True)
class Reading:
    """Typed values of what could be read, what could not be (as typed), and the findings."""

    values: dict[str, Any]
    unread: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.level == "error")


@dataclass(frozen=True)
class Form:
    """One form of an edition, or of a template."""

    key: str
    title: Said
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...] = ()
    use: Said | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for section in self.sections for one in section.fields)

    def with_template(self, template: Form) -> Form:
        """This form with the template's sections in the place that is kept for them."""
        sections = tuple(inner for outer in self.sections for inner in (template.sections if outer.is_template else (outer,)))
        return replace(self, sections=sections, rules=self.rules + template.rules)

    def behind(self, other: Form) -> Form:
        """This form behind the sections and rules of another."""
        return replace(self, sections=other.sections + self.sections, rules=other.rules + self.rules)

    def defaults(self) -> dict[str, Any]:
        """What the fields say before anybody typed."""
        return {one.name: one.default for one in self.fields if one.default}

    def read(self, typed: Mapping[str, Any], *, today: dt.date, departments: Collection[str] | None = None,
             projects: Mapping[str, Collection[int]] | None = None) -> Reading:
        """Read what was typed. Never raises: what can't be read is kept as typed, with an error; unknown names are errors too."""
        known = Known(today, departments, projects)
        values: dict[str, Any] = {}
        unread: dict[str, Any] = {}
        findings: list[Finding] = []
        for one in self.fields:
            findings += _read(one, typed.get(one.name), known, values, unread, one.name)
        foreign = sorted(set(typed) - {one.name for one in self.fields})
        findings += [Finding(name[:80], "error", _l("The form has no such field.")) for name in foreign]
        findings += self._broken_rules(values, unread, known)
        return Reading(values, unread, tuple(findings))

    def _broken_rules(self, values: Mapping[str, Any], unread: Mapping[str, Any], known: Known) -> Iterator[Finding]:
        told = {**{name: _told(value) for name, value in values.items()}, "today": known.today.isoformat()}
        for rule in self.rules:
            needed = rule.holds.names - FUNCTIONS.keys()
            can_be_asked = needed.isdisjoint(unread) and (rule.even_empty or needed <= told.keys())
            if can_be_asked and not rule.holds.value(told, FUNCTIONS):
                yield Finding(rule.field, rule.level, says=rule.says)


def _read(one: Field, typed: Any, known: Known, values: dict[str, Any], unread: dict[str, Any], path: str) -> Iterator[Finding]:
    if one.kind == "rows":
        yield from _read_rows(one, typed, known, values, unread)
    elif typed is None or (isinstance(typed, str) and not typed.strip()):
        if one.required:
            yield Finding(path, "error", MISSING)
    else:
        try:
            values[one.name] = KINDS[one.kind](one, typed, known)
        except Unreadable as why:
            unread[one.name] = _kept(typed)
            yield Finding(path, "error", why.sentence, why.facts)


def _read_rows(one: Field, typed: Any, known: Known, values: dict[str, Any], unread: dict[str, Any]) -> Iterator[Finding]:
    rows = [row for row in typed if isinstance(row, Mapping)] if isinstance(typed, list) else []
    rows = [row for row in rows if any(str(cell).strip() for cell in row.values())]
    if one.required and not rows:
        yield Finding(one.name, "error", MISSING)
    if one.most is not None and len(rows) > one.most:
        unread[one.name] = []
        yield Finding(one.name, "error", _l("At most %(most)s rows."), {"most": str(one.most)})
        return
    read: list[dict[str, Any]] = []
    findings: list[Finding] = []
    for number, row in enumerate(rows, start=1):
        values_of_row: dict[str, Any] = {}
        for column in one.columns:
            findings += _read(column, row.get(column.name), known, values_of_row, {}, f"{one.name}.{number}.{column.name}")
        read.append(values_of_row)
    yield from findings
    if findings:
        unread[one.name] = [{column.name: _kept(row.get(column.name, "")) for column in one.columns} for row in rows]
    elif read:
        values[one.name] = read


def _kept(typed: Any) -> Any:
    """What was typed, as far as a database can hold it: nothing that a person wrote is thrown away for being wrong."""
    return str(typed)[:8000].encode("utf-8", "replace").decode().replace("\x00", "") if typed is not None else ""


def _told(value: Any) -> Any:
    """A value as the rules see it: dates as ISO text, which sorts as they do."""
    if isinstance(value, list):
        return [{name: _told(cell) for name, cell in row.items()} for row in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value.isoformat() if isinstance(value, dt.date) else value
