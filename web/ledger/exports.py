"""What an export of the ledger is asked with: everything that a worker, who knows no languages, needs to write it in the asker's."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from flask_babel import gettext

from contracts.errands import errands
from contracts.ledger.columns import BY_NAME, Column
from contracts.ledger.exporting import KIND
from contracts.process.subject import STAGES
from contracts.types.catalog import catalog
from engine.desk import Desk
from web.ledger.filters import STATUSES
from web.ledger.shown import Shown
from web.showing.chips import stage_name, status_name
from web.showing.ledger import CHOICES, choice_name

FORMS = ("xlsx", "csv")


def with_number(columns: Sequence[Column]) -> tuple[Column, ...]:
    """As the page shows them: the number stands under the title whether it was chosen or not; in a file it has a column of its own."""
    if BY_NAME["number"] in columns or BY_NAME["title"] not in columns:
        return tuple(columns)
    return tuple(itertools.chain.from_iterable((one, BY_NAME["number"]) if one.name == "title" else (one,) for one in columns))


def ask_export(mine: Desk, shown: Shown, form: str, columns: Sequence[Column] = ()) -> errands.Told:
    """Ask for what is shown as a file, with its own columns or these. Raises TooMany."""
    day = shown.as_of or mine.now.astimezone(mine.calendar.zone).date()
    name = gettext("Ledger as of %(day)s", day=day) if shown.as_of else gettext("Ledger %(day)s", day=day)
    if shown.view is not None:
        name = f"{name} {shown.view.name if shown.view.owner else gettext(shown.view.name)}"
    columns = columns or shown.seen
    facts = {**shown.facts(), "form": form, "name": file_name(name), "columns": [column.name for column in columns],
             "headings": [gettext(column.label) for column in columns], "choices": _choices(mine)}
    return errands.ask(mine, KIND, facts)


def _choices(mine: Desk) -> dict[str, dict[str, str]]:
    """What the values of choices are called, by column."""
    words: dict[str, dict[str, str]] = {name: {value: choice_name(name, value) for value in known} for name, known in CHOICES.items()}
    words["stage"] = {stage: stage_name(stage) for stage in STAGES}
    words["status"] = {status: status_name(status) for status in STATUSES}
    words["type"] = {kind.key: choice_name("type", kind.key) for kind in catalog(mine)}
    return words


def file_name(name: str) -> str:
    """Without what file systems refuse."""
    return "".join("-" if sign in '\\/:*?"<>|' else sign for sign in name)[:120]
