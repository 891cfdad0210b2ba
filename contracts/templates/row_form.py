"""The form of a draft as plain rows, one a field: how the page shows it, and the form file that its rows make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.forms.clean_text import clean
from contracts.templates.derived_forms import Raw, empty_form, fields_of
from contracts.templates.findings import NOWHERE, UNKNOWN

KINDS = ("text", "lines", "money", "integer", "date", "rate", "choice", "credit_code")
ASKED = ("zh", "en", "hint_zh", "hint_en", "default")


@dataclass(frozen=True)
class Row:
    """One field. `is_asked` is no while it is a name in the text that nobody has made a field of."""

    name: str
    kind: str = "text"
    zh: str = ""
    en: str = ""
    hint_zh: str = ""
    hint_en: str = ""
    default: str = ""
    choices: str = ""                      # one a line: value, or value | zh | en
    is_required: bool = True
    is_asked: bool = True

    @property
    def is_fixed(self) -> bool:
        """Its kind is none that a row can change, as a table's."""
        return self.kind not in KINDS


def rows_of(form: Raw, findings: Sequence[Mapping[str, Any]]) -> list[Row]:
    """A row for each field, then one for each name of the text that is no field."""
    found = [_row(field) for field in fields_of(form)]
    unknown = dict.fromkeys(one["facts"]["name"] for one in findings if one["sentence"] in (UNKNOWN, NOWHERE))
    return found + [Row(name, zh=name, en=name, is_asked=False) for name in unknown if "." not in name]


def _row(field: Raw) -> Row:
    label, hint, choices = field["label"], field.get("hint", {}), "\n".join(_written(one) for one in field.get("choices", ()))
    return Row(field["name"], field["kind"], label["zh"], label["en"], hint.get("zh", ""), hint.get("en", ""),
               str(field.get("default", "")), choices, field.get("required") is True)


def _written(choice: Raw) -> str:
    label = choice["label"]
    plain = label["zh"] == label["en"] == choice["value"]
    return str(choice["value"]) if plain else f"{choice['value']} | {label['zh']} | {label['en']}"


def with_rows(form: Raw, rows: Sequence[Row]) -> Raw:
    """The form as the rows have it: fields that are not asked leave it, new ones stand at its end, all else stays as it was."""
    by_name = {row.name: row for row in rows}
    known = {field["name"] for field in fields_of(form)}
    sections = [{**section, "fields": list(_kept(section.get("fields", []), by_name))} for section in form["sections"]]
    sections = sections or empty_form("terms", form["title"])["sections"]
    sections[-1]["fields"] += [_changed({"name": row.name}, row) for row in rows if row.is_asked and row.name not in known]
    left = {field["name"] for section in sections for field in section["fields"]}
    rules = [rule for rule in form.get("rules", []) if rule["field"] in left or rule["field"] not in known]
    return {**form, "sections": sections, "rules": rules}


def _kept(fields: Sequence[Raw], rows: Mapping[str, Row]) -> Iterator[Raw]:
    for field in fields:
        row = rows.get(field["name"])
        if row is None:
            yield field
        elif row.is_asked:
            yield _changed(field, row)


def _changed(field: Raw, row: Row) -> Raw:
    said = {name: clean(getattr(row, name)) for name in ASKED}
    left = {name: value for name, value in field.items() if name not in ("hint", "default", "choices")}
    changed = {**left, "label": {"zh": said["zh"] or row.name, "en": said["en"] or said["zh"] or row.name}, "required": row.is_required}
    if said["hint_zh"]:
        changed["hint"] = {"zh": said["hint_zh"], "en": said["hint_en"] or said["hint_zh"]}
    if said["default"]:
        changed["default"] = said["default"]
    if "columns" not in field:
        changed["kind"] = row.kind if row.kind in KINDS else field.get("kind", "text")
    if changed["kind"] == "choice":
        changed["choices"] = [_choice(line) for line in row.choices.splitlines() if line.strip()]
    return changed


def _choice(line: str) -> Raw:
    value, *labels = [clean(part) for part in line.split("|")]
    zh = labels[0] if labels and labels[0] else value
    return {"value": value, "label": {"zh": zh, "en": labels[1] if len(labels) > 1 and labels[1] else zh}}
