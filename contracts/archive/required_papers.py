"""What papers the archive wants of a contract (应归档材料): the usual ones and those of its type, held against what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.archive.filings import Filing
from contracts.archive.type_papers import type_papers
from contracts.files.papers import papers_of
from contracts.forms.fields import Said
from contracts.performing.obligations import rows_of
from contracts.records import Contract, Paper
from contracts.sealing.signing import signatures_of
from engine.desk import Desk
from engine.errors import _l

NAMES: Mapping[str, str] = {
    "text": _l("Approved text"), "sealed": _l("Sealed PDF"), "signatures": _l("Signatures of both sides"),
    "countersigned": _l("The counterparty's signed copy"), "receipt": _l("Receipt")}


@dataclass(frozen=True)
class Required:
    """One line of the list. `about` names the plan row of a receipt; `of_type` is what the contract's type calls a paper of its own;
    `waived` says why the contract was filed without it."""

    kind: str
    is_there: bool
    must: bool
    about: str = ""
    there: tuple[Paper, ...] = ()
    of_type: Said | None = None
    waived: str = ""

    @property
    def lacks(self) -> bool:
        """Nothing is filed without it."""
        return self.must and not self.is_there and not self.waived

    @property
    def may_be_waived(self) -> bool:
        """A paper of the type may never come; text, seal and signatures make the contract."""
        return self.lacks and self.of_type is not None

    @property
    def called(self) -> str | Said:
        """An English sentence to translate, or the type's own words."""
        return self.of_type or NAMES.get(self.kind, self.kind)

    @property
    def papers(self) -> tuple[int, ...]:
        return tuple(paper.number for paper in self.there)


Lister = Callable[[Desk, Contract, list[Paper]], list[Required]]


def required_papers(desk: Desk, contract: Contract) -> tuple[Required, ...]:
    """The whole list; of a filed contract the one that was checked then, whatever the type asks for today."""
    papers = papers_of(desk, contract.id)
    filing = desk.session.get(Filing, contract.id) if contract.file_number else None
    if filing is not None:
        return tuple(_as_filed(line, papers) for line in filing.papers)
    listers = (_of_type,) if contract.source == "imported" else LISTERS      # it was approved, sealed and paid before it came here
    return tuple(line for lister in listers for line in lister(desk, contract, papers))


def as_checked(line: Required) -> dict[str, Any]:
    """The line as its filing keeps it."""
    return {"kind": line.kind, "about": line.about, "is_there": line.is_there, "must": line.must, "papers": list(line.papers),
            **({"of_type": dict(line.of_type)} if line.of_type else {}), **({"waived": line.waived} if line.waived else {})}


def _as_filed(line: Mapping[str, Any], papers: list[Paper]) -> Required:
    there = tuple(paper for paper in papers if paper.number in line["papers"])
    return Required(line["kind"], line["is_there"], line["must"], line["about"], there, line.get("of_type"), line.get("waived", ""))


def _text(_desk: Desk, contract: Contract, _papers: list[Paper]) -> list[Required]:
    return [Required("text", contract.text_number > 0, True)]


def _sealed(_desk: Desk, _contract: Contract, papers: list[Paper]) -> list[Required]:
    found = _of_kind(papers, "sealed")
    return [Required("sealed", bool(found), True, there=found)]


def _signatures(desk: Desk, contract: Contract, _papers: list[Paper]) -> list[Required]:
    sides = {signature.side for signature in signatures_of(desk, contract.id)}
    return [Required("signatures", sides >= {"ours", "theirs"}, True)]


def _countersigned(_desk: Desk, _contract: Contract, papers: list[Paper]) -> list[Required]:
    found = _of_kind(papers, "countersigned")
    return [Required("countersigned", bool(found), False, there=found)]


def _receipts(desk: Desk, contract: Contract, papers: list[Paper]) -> list[Required]:
    found = []
    for row in rows_of(desk, contract.id):
        mine = _of_kind([paper for paper in papers if paper.plan_row == row.number], "receipt")
        found.append(Required("receipt", bool(mine), row.dropped_at is None, row.name, mine))
    return found


def _of_type(desk: Desk, contract: Contract, papers: list[Paper]) -> list[Required]:
    found = [(one, _of_kind(papers, one.kind)) for one in type_papers(desk, contract)]
    return [Required(one.kind, bool(there), one.must, there=there, of_type=one.name) for one, there in found]


def _of_kind(papers: list[Paper], kind: str) -> tuple[Paper, ...]:
    return tuple(paper for paper in papers if paper.kind == kind)


LISTERS: tuple[Lister, ...] = (_text, _sealed, _signatures, _countersigned, _receipts, _of_type)
