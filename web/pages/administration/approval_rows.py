"""The approval table (审批权限) as rows: who approves which contracts; publishing makes the next edition of the contract process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contracts.people import company
from contracts.process.approval_rows import (
    RowsFailTests,
    Tried,
    failed_tests,
    opened_rows,
    prepare_rows,
    publish_rows,
    rows_of_edition,
    try_rows,
)
from contracts.process.cell_words import read_bounds, read_truth, read_values
from contracts.process.offered import choices_of
from contracts.types.catalog import titles
from engine.desk import Desk
from engine.errors import Refusal
from web.doors import desk, reading
from web.said import said
from web.sent.approval_rows import Held, changes_in, edited, facts_in, held_in, in_words, shape

blueprint = Blueprint("approval_rows", __name__, url_prefix="/administration/approval-rows")
FAILED = re.compile(r"(?P<test>[^:]+):(?P<line>\d+): (?P<step>.*?): (?:expected: (?P<expected>.*?); )?found: (?P<found>.*)", re.DOTALL)
Answer = Response | str | tuple[str, int]


@blueprint.get("")
def page() -> str:
    with reading() as mine:
        opened = opened_rows(mine)
        return _page(mine, Held(opened.sheet.rows), opened.digest)


@blueprint.post("")
def change() -> Answer:
    """A button of a row changes what the page holds; "try it" asks the rows; "publish" makes the next edition."""
    do, opened = request.form.get("do", ""), request.form.get("opened", "")
    with reading() as mine:
        sheet = rows_of_edition(mine, opened)
        held = held_in(request.form, sheet, offered(mine))
        try:
            if do == "try":
                return _page(mine, held, opened, tried=try_rows(mine, held.rows, opened, facts_in(request.form, sheet)))
            if do not in ("publish", "publish-untested"):
                return _page(mine, edited(held, sheet, do), opened)
            prepared = prepare_rows(mine, held.rows, opened)
        except Refusal as refused:
            return _page(mine, held, opened, refused), refused.status
    failed = failed_tests(prepared)
    try:
        with desk() as writing:
            number = publish_rows(writing, prepared, request.form.get("reason", ""), failed, untested=do == "publish-untested")
    except Refusal as refused:
        with reading() as mine:
            return _page(mine, held, opened, refused), refused.status
    return redirect(url_for("approval_rows.page", published=number), 303)


def offered(mine: Desk) -> dict[str, dict[str, str]]:
    """What the columns that we know can hold, by the name that they ask, in words."""
    return {
        "type": {key: said(title) for key, title in titles(mine).items()},
        "department": {code: unit.name for code, unit in company(mine).departments.items()},
        **{name: {value: gettext(label) if isinstance(label, str) else said(label) for value, label in listed.items()}
           for name, listed in choices_of(mine).items()}}


def failed_test(line: str) -> str:
    """What a process test says that failed, with its own words in a sentence; any other line as it is."""
    found = FAILED.fullmatch(line)
    if found is None:
        return line
    if found["expected"]:
        return gettext("%(test)s, line %(line)s, step %(step)s: expected is %(expected)s, found is %(found)s.", **found.groupdict())
    return gettext("%(test)s, line %(line)s, step %(step)s: found is %(found)s.", **found.groupdict())


def _page(mine: Desk, held: Held, opened: str, refused: Refusal | None = None, tried: Tried | None = None) -> str:
    now, sheet = opened_rows(mine), rows_of_edition(mine, opened)
    wrong: Mapping[str, Any] = refused.facts.get("fields", {}) if refused else {}
    return render_template(
        "administration/approval/rows.html", now=now, sheet=sheet, held=held, opened=opened, refused=refused, wrong=wrong, tried=tried,
        offered=offered(mine), in_words=in_words, shape=shape, bounds=read_bounds, values=read_values, truth=read_truth,
        changes=changes_in(held.rows, sheet), failed_test=failed_test,
        failed=refused.facts["failed"] if isinstance(refused, RowsFailTests) else (),
        typed=request.form)
