"""The form of a counterparty as it was typed, and what was wrong with it."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from flask import request

from contracts.counterparties.wishes import LONGEST, Contact, Wish
from engine.errors import Refusal

PARTS = ("name", "post", "phone", "email")


def typed_wish() -> Wish:
    """Everything of the form; the contacts are its rows, empty ones left out."""
    form = request.form
    rows = zip_longest(*(form.getlist(f"contact_{part}") for part in PARTS), fillvalue="")
    contacts = tuple(Contact(*row) for row in rows if any(cell.strip() for cell in row))
    former = tuple(line for line in form.get("former", "").splitlines() if line.strip())
    texts = {name: form.get(name, "") for name in LONGEST}
    return Wish(**texts, code=form.get("code", "")[:80], kind=form.get("kind", "company"), former=former, contacts=contacts)


def wrong_in(refused: Refusal | None) -> dict[str, Any]:
    """What is wrong with which field."""
    return dict(refused.facts.get("fields", {})) if refused else {}
