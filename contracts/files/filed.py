"""The files of a contract, to be read: its frozen texts and its papers, by SHA-256 from the vault."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.deciding.asked import seen_contract
from contracts.records import Contract, Paper, Text
from engine.desk import Desk, House
from engine.errors import NotFound

MEDIA = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


@dataclass(frozen=True)
class Filed:
    """One file: `name` as people call it, never a path."""

    sha: str
    name: str
    media: str


def text_file(desk: Desk, contract_id: str, number: int, form: str) -> Filed:
    """The .docx or PDF of a frozen text. Raises NotFound, also for a contract that the actor may not see."""
    contract = seen_contract(desk, contract_id)
    text = desk.session.get(Text, (contract.id, number))
    if text is None or form not in MEDIA or (form == "docx" and not text.docx_sha):
        raise NotFound(contract=contract_id, text=number)
    return Filed(text.pdf_sha if form == "pdf" else text.docx_sha, f"{_called(contract)}-v{number}.{form}", MEDIA[form])


def paper_file(desk: Desk, contract_id: str, number: int) -> Filed:
    """A paper of the contract. Raises NotFound for one that was removed, too."""
    contract = seen_contract(desk, contract_id)
    paper = desk.session.get(Paper, (contract.id, number))
    if paper is None or paper.removed_at is not None:
        raise NotFound(contract=contract_id, paper=number)
    return Filed(paper.sha, paper.name, paper.media)


def content_of(house: House, filed: Filed) -> bytes:
    """The bytes; no desk is needed, so that no transaction waits for a disk."""
    content: bytes = house.parts["vault"].read(filed.sha)
    return content


def _called(contract: Contract) -> str:
    return contract.number or "draft"
