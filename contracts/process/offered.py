"""What the facts that route can be, where that is a short list: for the forms of the tables that they route by."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.forms.files import form_of
from engine.desk import Desk
from engine.editions import newest
from engine.errors import _l

KNOWN: Mapping[str, Mapping[str, str]] = {
    "source": {"template": _l("our text"), "theirs": _l("the counterparty's paper")},
    "relation": {"order": _l("an order"), "supplement": _l("a supplement"), "change": _l("a change"), "termination": _l("a termination"),
                 "renewal": _l("a renewal")}}


def choices_of(desk: Desk) -> dict[str, Mapping[str, str | Mapping[str, str]]]:
    """By the fact's name: its values with what they are called, ours to be translated or as the draft form has them."""
    edition = newest(desk, "contract")
    form = form_of(desk, edition.digest, "draft") if edition else None
    drawn = {one.name: {choice.value: choice.label for choice in one.choices} for one in (form.fields if form else ()) if one.choices}
    return {**drawn, **KNOWN}
