"""The service task `freeze-documents`: makes .docx and PDF of what was submitted, and freezes both with the values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.documents.pdf import Converter
from contracts.documents.texts import freeze_text, is_unchanged, newest, papers_digest, printed, text_facts
from contracts.documents.typesetting import set_text
from contracts.drafting.drafts import form_for, values_of
from contracts.files.papers import PDF
from contracts.files.vault import Vault
from contracts.linting.screenings import tie_to_text
from contracts.records import Contract
from contracts.wording.current import is_theirs, wording_of
from contracts.wording.numbered import with_number
from engine.desk import Desk, House
from engine.errors import NotFound
from engine.jobs import Order


@dataclass(frozen=True)
class Needed:
    """What the documents are made of, as it stood when the job was taken; None: the newest text says it already."""

    facts: dict[str, Any]
    printed: dict[str, Any]
    papers_sha: str
    template_version: str
    number: str
    wording_sha: str                       # of the uploaded text; empty: it is made from the values
    is_pdf: bool                           # the counterparty's paper, frozen as it is
    is_theirs: bool


@dataclass(frozen=True)
class Made:
    """The documents, in the vault; the counterparty's PDF has no .docx."""

    docx_sha: str
    pdf_sha: str
    needed: Needed


class FreezeDocuments:
    """Safe to run twice: the vault keeps equal bytes once, and only the settling run writes the text."""

    slow = True

    def prepare(self, desk: Desk, order: Order) -> Needed | None:
        """The values of the draft; nobody can change them any more, for its item is closed."""
        contract = _contract(desk, order)
        form = form_for(desk, contract)
        facts = text_facts(desk, contract, values_of(desk, contract, form))
        papers_sha = papers_digest(desk, contract.id)
        if is_unchanged(newest(desk, contract), facts, papers_sha):
            return None
        uploaded = wording_of(desk, contract.id)
        return Needed(facts, printed(facts, form), papers_sha, contract.template_version, contract.number or "",
                      uploaded.sha if uploaded else "", uploaded is not None and uploaded.media == PDF, is_theirs(contract))

    def work(self, house: House, order: Order, needed: Needed | None) -> Made | None:
        """Render and convert. Raises CannotRender, TextLost, Unavailable (no LibreOffice, or it failed)."""
        if needed is None:
            return None
        if needed.is_pdf:
            return Made("", needed.wording_sha, needed)
        converter: Converter = house.parts["converter"]
        docx = typeset(house, needed)
        return keep_made(house, docx, converter.to_pdf(docx), needed)

    def settle(self, desk: Desk, order: Order, result: Made | None) -> Mapping[str, Any]:
        """Write the text. An unchanged resubmission keeps the one that is frozen, and the approvals with it."""
        contract = _contract(desk, order)
        if result is not None:
            freeze_text(desk, contract, result.needed.facts, result.needed.papers_sha, result.docx_sha, result.pdf_sha)
        tie_to_text(desk, contract)
        return {}


def typeset(house: House, needed: Needed) -> bytes:
    """The .docx of the pinned template with the draft's values, or what was uploaded in its place. Raises CannotRender, TextLost."""
    if needed.wording_sha:
        vault: Vault = house.parts["vault"]
        uploaded = vault.read(needed.wording_sha)
        return uploaded if needed.is_theirs else with_number(uploaded, needed.number)
    return set_text(house, needed.template_version, needed.printed)


def keep_made(house: House, docx: bytes, pdf: bytes, needed: Needed) -> Made:
    """Both files into the vault, before any row names them."""
    vault: Vault = house.parts["vault"]
    return Made(vault.put(docx).sha, vault.put(pdf).sha, needed)


def _contract(desk: Desk, order: Order) -> Contract:
    contract = desk.session.get(Contract, order.subject_id)
    if contract is None:
        raise NotFound(contract=order.subject_id)
    return contract
