"""Which text of a contract was uploaded, if any, and what it says."""

from __future__ import annotations

from contracts.files.papers import papers_of
from contracts.records import Contract, Paper
from contracts.wording.passages import Said, from_file
from contracts.wording.records import Wording
from engine.desk import Desk

KIND = "wording"


def wording_of(desk: Desk, contract_id: str) -> Paper | None:
    """The uploaded text that stands in the place of the rendered one; None: the text is made from the values."""
    return next(iter(papers_of(desk, contract_id, KIND)), None)


def said_in(desk: Desk, paper: Paper) -> tuple[Said, ...]:
    """Its passages, as they were read when it came."""
    row = desk.session.get_one(Wording, (paper.contract_id, paper.number))
    return from_file(desk.house.parts["vault"].read(row.said_sha))


def is_theirs(contract: Contract) -> bool:
    """Is the text the counterparty's paper?"""
    return contract.source == "theirs"
