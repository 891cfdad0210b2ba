"""The document while it is drafted: made anew whenever somebody looks, kept nowhere."""

from __future__ import annotations

from contracts.documents.texts import printed, text_facts
from contracts.documents.typesetting import set_text
from contracts.drafting.drafts import read_draft
from contracts.drafting.saving import my_draft
from contracts.files.papers import DOCX
from contracts.wording.current import is_theirs, wording_of
from engine.desk import Desk
from engine.errors import NotFound


def preview_docx(desk: Desk, contract_id: str) -> bytes:
    """The .docx that would be frozen: with blanks for what is not there yet, or as it was uploaded.

    Raises as `my_draft`, CannotRender, TextLost, NotFound where the text is a PDF or is still to come.
    """
    contract, item = my_draft(desk, contract_id, locked=False)
    uploaded = wording_of(desk, contract_id)
    if uploaded is not None and uploaded.media == DOCX:
        content: bytes = desk.house.parts["vault"].read(uploaded.sha)
        return content
    if uploaded is not None or is_theirs(contract):
        raise NotFound(contract=contract_id, form="docx")
    draft = read_draft(desk, contract, item)
    facts = text_facts(desk, contract, draft.reading.values)
    return set_text(desk.house, contract.template_version, printed(facts, draft.form))
