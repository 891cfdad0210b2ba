"""The texts of agreements about another contract (补充、变更、终止协议): clauses, the .docx that `building` makes, a form."""

from __future__ import annotations

from importlib.resources import files

from contracts.documents.templates import Template, pin_files
from engine.desk import House

TEXTS = {"supplement": "supplement", "change": "change", "termination": "termination"}


def pin_text(house: House, relation: str) -> Template:
    """The text of an agreement with this relation, kept in the vault for as long as the contract lives."""
    key = TEXTS[relation]
    docx, form = ((files("contracts.linking.texts") / f"{key}.{ending}").read_bytes() for ending in ("docx", "form.json"))
    return pin_files(house, key, docx, form)
