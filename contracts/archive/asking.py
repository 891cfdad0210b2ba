"""Before a contract is filed its owner is asked for the papers of its type that are still missing (催交资料)."""

from __future__ import annotations

from contracts import notices
from contracts.archive.required_papers import required_papers
from contracts.records import Contract
from engine.desk import Desk


def ask_for_papers(desk: Desk, contract: Contract) -> None:
    """Tell the owner, once, what to bring; nothing where nothing is missing."""
    missing = [dict(line.of_type) for line in required_papers(desk, contract) if line.may_be_waived and line.of_type]
    if missing:
        notices.tell(desk, contract.owner, "papers-wanted", key=f"papers-wanted:{contract.id}", contract_id=contract.id,
                     title=contract.title, number=contract.number, papers=missing)
