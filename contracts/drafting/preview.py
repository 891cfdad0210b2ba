"""The document while it is drafted: made anew whenever somebody looks, kept nowhere."""

from __future__ import annotations

from contracts.documents.rendering import render
from contracts.documents.templates import pinned
from contracts.documents.texts import printed, text_facts
from contracts.drafting.drafts import read_draft
from contracts.drafting.saving import my_draft
from engine.desk import Desk


def preview_docx(desk: Desk, contract_id: str) -> bytes:
    """The .docx that the saved draft would make, with blanks for what is not there yet. Raises as `my_draft`, CannotRender, TextLost."""
    contract, item = my_draft(desk, contract_id, locked=False)
    draft = read_draft(desk, contract, item)
    facts = text_facts(desk, contract, draft.reading.values)
    return render(pinned(desk.house, contract.template_version).docx, printed(facts, draft.form))
