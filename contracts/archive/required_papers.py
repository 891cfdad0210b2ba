"""The list of papers that the archive wants of a contract (应归档材料), by its type, held against what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contracts.files.papers import papers_of
from contracts.performing.obligations import rows_of
from contracts.records import Contract, Paper
from contracts.sealing.signing import signatures_of
from engine.desk import Desk
from engine.errors import _l


@dataclass(frozen=True)
class Required:
    """One line of the list. `about` names the plan row of a receipt; `papers` are the numbers of what is there."""

    kind: str
    name: str                              # English, to be translated
    is_there: bool
    must: bool
    about: str = ""
    papers: tuple[int, ...] = ()


Lister = Callable[[Desk, Contract, list[Paper]], list[Required]]


def required_papers(desk: Desk, contract: Contract) -> tuple[Required, ...]:
    """The whole list for the contract's type."""
    papers = papers_of(desk, contract.id)
    return tuple(line for lister in BY_TYPE.get(contract.type, USUAL) for line in lister(desk, contract, papers))


def _text(_desk: Desk, contract: Contract, _papers: list[Paper]) -> list[Required]:
    return [Required("text", _l("Approved text"), contract.text_number > 0, True)]


def _sealed(_desk: Desk, _contract: Contract, papers: list[Paper]) -> list[Required]:
    found = _numbers(papers, "sealed")
    return [Required("sealed", _l("Sealed PDF"), bool(found), True, papers=found)]


def _signatures(desk: Desk, contract: Contract, _papers: list[Paper]) -> list[Required]:
    sides = {signature.side for signature in signatures_of(desk, contract.id)}
    return [Required("signatures", _l("Signatures of both sides"), sides >= {"ours", "theirs"}, True)]


def _countersigned(_desk: Desk, _contract: Contract, papers: list[Paper]) -> list[Required]:
    found = _numbers(papers, "countersigned")
    return [Required("countersigned", _l("The counterparty's signed copy"), bool(found), False, papers=found)]


def _receipts(desk: Desk, contract: Contract, papers: list[Paper]) -> list[Required]:
    found = []
    for row in rows_of(desk, contract.id):
        mine = _numbers([paper for paper in papers if paper.plan_row == row.number], "receipt")
        found.append(Required("receipt", _l("Receipt"), bool(mine), True, row.name, mine))
    return found


def _numbers(papers: list[Paper], kind: str) -> tuple[int, ...]:
    return tuple(paper.number for paper in papers if paper.kind == kind)


USUAL: tuple[Lister, ...] = (_text, _sealed, _signatures, _countersigned, _receipts)
BY_TYPE: Mapping[str, tuple[Lister, ...]] = {"service": USUAL}
