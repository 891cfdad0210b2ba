"""Wordings for tests: the .docx of a draft, changed as a drafter would in Word; the counterparty's paper as PDF and .docx."""

from __future__ import annotations

import io

from docx import Document

from contracts.drafting.drafts import read_draft
from contracts.drafting.preview import preview_docx
from contracts.drafting.saving import my_draft, save_draft
from contracts.records import Contract
from contracts.wording.beginning import begin_theirs
from contracts.wording.taking import take_wording
from contracts.wording.uploading import upload_wording
from engine.desk import House, at_desk, reading_at
from tests.contracts.at_stage import TYPED, Travelling
from tests.contracts.docx import docx_of
from tests.people import actor
from tests.quick_pdf import QuickPdf

LINES = ("电梯维保合同", "甲方：华信工程有限公司", f"乙方：{TYPED['counterparty']}", "合同总价为人民币300,000.00元（大写：叁拾万元整）。",
         "争议由甲方住所地人民法院管辖。", "甲方（盖章）：")


def saved(contract: Travelling, **changed: str) -> Travelling:
    """Every value typed, nothing submitted."""
    with at_desk(contract.house, actor("chen")) as desk:
        row, item = my_draft(desk, contract.id)
        save_draft(desk, contract.id, {**read_draft(desk, row, item).typed, **contract.typed, **changed}, row.version)
    return contract


def downloaded(contract: Travelling) -> bytes:
    """The .docx of the draft as it is saved."""
    with reading_at(contract.house, actor("chen")) as desk:
        return preview_docx(desk, contract.id)


def reworded(docx: bytes, *swaps: tuple[str, str], without: str = "", add: str = "") -> bytes:
    """What a drafter does in Word: words changed, a clause taken out, one added behind the last."""
    word, made = Document(io.BytesIO(docx)), io.BytesIO()
    for paragraph in list(word.paragraphs):
        for old, new in swaps:
            if old in paragraph.text:
                paragraph.text = paragraph.text.replace(old, new)
        if without and without in paragraph.text:
            paragraph._element.getparent().remove(paragraph._element)
    if add:
        next(one for one in word.paragraphs if "以下无正文" in one.text).insert_paragraph_before(add)
    word.save(made)
    return made.getvalue()


def uploaded(contract: Travelling, content: bytes, name: str = "自拟.docx") -> Travelling:
    """The drafter uploads it."""
    with reading_at(contract.house, actor("chen")) as desk:
        theirs = desk.session.get_one(Contract, contract.id).source == "theirs"
    taken = take_wording(contract.house, name, io.BytesIO(content), theirs=theirs)
    with at_desk(contract.house, actor("chen")) as desk:
        upload_wording(desk, contract.id, taken)
    return contract


class FromPaper(Travelling):
    """A contract that begins with the counterparty's paper."""

    def __init__(self, house: House, content: bytes | None = None, name: str = "对方合同.pdf", **changed: str) -> None:
        taken = take_wording(house, name, io.BytesIO(their_pdf() if content is None else content), theirs=True)
        with at_desk(house, actor("chen")) as desk:
            self.id = begin_theirs(desk, "service", taken, department="ENG").contract_id
        self.house = house
        mine = {name: value for name, value in TYPED.items() if not name.startswith("service_")}
        plan = [{"name": "合同款", "condition": "验收后", "amount": "300000.00", "due_on": "2026-12-15"}]
        self.typed = {**mine, "plan": plan, **changed}


def their_pdf(*lines: str) -> bytes:
    """One line below the other; the same bytes for the same lines."""
    return QuickPdf().to_pdf(docx_of(*(lines or LINES)))
