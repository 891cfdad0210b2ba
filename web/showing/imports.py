"""Imports in words: what a finding says, where; what a stage is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from contracts.importing.columns import BY_NAME, SHEETS, STAGES
from contracts.importing.records import ImportFinding
from web.said import said


def column_name(found: ImportFinding) -> str:
    """What the column is called; empty for a heading that is not ours."""
    column = BY_NAME[found.sheet].get(found.column)
    return said(column.title) if column else ""


def sheet_name(name: str) -> str:
    return said(SHEETS[name])


def finding_says(found: ImportFinding) -> str:
    """The sentence with what it names."""
    facts: dict[str, Any] = dict(found.facts or {})
    if "column" in facts:
        facts["name"] = column_name(found)
    return gettext(found.sentence, **facts) if facts else gettext(found.sentence)


def given_stage(name: str) -> str:
    return said(STAGES[name]) if name in STAGES else name


def refusal_says(refused: Mapping[str, Any]) -> str:
    """Why the work stopped, with the row that it names."""
    facts = refused.get("facts") or {}
    where = gettext("Row %(row)s.", row=facts["row"]) if "row" in facts else ""
    title, hint, why = refused["title"], refused["hint"], facts.get("why", "")
    why = gettext(why) if " " in why else facts.get("number", "")
    return " ".join(part for part in (gettext(title), where, why, gettext(hint)) if part)
