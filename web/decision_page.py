"""The page of a work item: what is asked, what it is about, and where it is a step to perform, the step's own form."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from contracts.reading.briefing import Briefing, briefing_of
from contracts.reading.step_sheet import sheet_of
from engine.desk import Desk
from engine.errors import Refusal
from engine.identity import ItemId
from web.field_names import FieldNames
from web.said import said_wrong

FIELD = "field."


def decision_page(mine: Desk, item: ItemId, *, refused: Refusal | None = None) -> str:
    """The whole page, or the part of it that the inbox shows; after a refusal with it and with what was typed."""
    return page_of(mine, briefing_of(mine, item), refused=refused)


def is_part() -> bool:
    """Does the inbox ask, for its right half?"""
    return request.headers.get("HX-Target") == "decision"


def is_to_draft(briefing: Briefing) -> bool:
    """Is what is asked of this person to write? It is done on the draft's own page."""
    asked = briefing.asked
    return asked.is_open and asked.may_act and (asked.item.kind == "rework" or asked.properties.get("formKey") == "draft")


def page_of(mine: Desk, briefing: Briefing, *, refused: Refusal | None = None) -> str:
    """As `decision_page`, from a briefing that is there already."""
    template = "decision/part.html" if is_part() else "decision/page.html"
    sheet = sheet_of(mine, briefing.asked)
    values: dict[str, Any] = {**(sheet.typed if sheet else {}), **(typed_fields() if refused else {})}
    return render_template(
        template, briefing=briefing, contract=briefing.asked.contract, item=briefing.asked.key, refused=refused,
        typed=request.form.get("comment", "") if refused else "", names=FieldNames(briefing.labels), sheet=sheet, values=values,
        wrong=_wrong(refused), to_draft=is_to_draft(briefing))


def typed_fields() -> dict[str, str]:
    """What was typed into a step's own fields, by the field's name; empty ones left out."""
    return {name.removeprefix(FIELD): value for name, value in request.form.items() if name.startswith(FIELD) and value.strip()}


def _wrong(refused: Refusal | None) -> dict[str, str]:
    fields = refused.facts.get("fields") if refused else None
    return {name: said_wrong(what) for name, what in fields.items()} if isinstance(fields, dict) else {}
