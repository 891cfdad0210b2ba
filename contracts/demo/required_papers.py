"""The papers that a demo contract's type asks for: its drafter uploads them when everything is settled."""

from __future__ import annotations

import io

from contracts.archive.type_papers import bring_paper, type_papers
from contracts.demo.office import Office
from contracts.demo.outlines import Outline
from contracts.demo.scans import scan
from contracts.files.papers import take_in
from contracts.records import Contract
from contracts.types.definitions import RequiredPaper

LACKING = "to be filed"                    # its last one is still to come: nobody can file it before


def bring_papers(office: Office, outline: Outline) -> None:
    """Each that nothing is filed without, and the notice of award where there is one."""
    user = outline.work.drafter
    with office.desk(user) as desk:
        contract = desk.session.get_one(Contract, office.contract)
        number, wanted = contract.number or "", [one for one in type_papers(desk, contract) if one.must or one.kind == "award-notice"]
    if outline.end.name == LACKING:
        wanted = wanted[:-1]
    for one in wanted:
        office.later(outline.luck.uniform(0.2, 2))
        _bring(office, outline, one, number)


def _bring(office: Office, outline: Outline, wanted: RequiredPaper, number: str) -> None:
    name = wanted.name["zh"]
    page = scan(name, ("合同编号", number), ("合同名称", outline.title), ("相对方", outline.party.name), ("结论", "合格，双方确认"),
                ("日期", office.today.isoformat()))
    taken = take_in(office.house, f"{name}-{number}.pdf", io.BytesIO(page))
    with office.desk(outline.work.drafter) as desk:
        bring_paper(desk, office.contract, wanted.kind, taken)
