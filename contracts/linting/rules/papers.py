"""The uploaded text itself: that it is there, can be read, and keeps a place for the contract's number."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.documents.texts import NUMBER_LATER
from contracts.linting.findings import LintFinding
from contracts.linting.matter import Matter, bare
from engine.errors import _l


def text_missing(matter: Matter) -> Iterator[LintFinding]:
    """`text-missing`, `text-unreadable`: the counterparty's paper has not come, or is a picture in which nothing can be checked."""
    if not matter.is_there:
        yield LintFinding("text-missing", "error", _l("The counterparty's paper is still missing: upload it."))
    elif not matter.bare:
        yield LintFinding("text-unreadable", "warning", _l("The text can't be read by a machine (a scan?), so nothing in it was checked."))


def number_is_not_said(matter: Matter) -> Iterator[LintFinding]:
    """`number-missing`: our own wording has no place for the number that the contract is given."""
    says = NUMBER_LATER in matter.bare or (matter.number and bare(matter.number) in matter.bare)
    if matter.written_by == "own" and not says:
        yield LintFinding("number-missing", "error", _l("The text has no place for the contract's number: write %(place)s there."),
                          {"place": NUMBER_LATER})
