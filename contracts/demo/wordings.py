"""Two demo contracts that are not in our words alone: one that its drafter worded otherwise, one on the counterparty's paper."""

from __future__ import annotations

import io

from docx import Document

from contracts.demo.office import Office
from contracts.demo.outlines import Outline
from contracts.demo.scans import contract_of_theirs
from contracts.documents.library import LIBRARY
from contracts.drafting.preview import preview_docx
from contracts.money.amounts import with_thousands
from contracts.money.capitals import in_capitals
from contracts.people.organisation import organisation
from contracts.wording.beginning import begin_theirs
from contracts.wording.taking import take_wording
from contracts.wording.uploading import upload_wording

OTHERWISE = (("不可抗力持续超过六十日", "不可抗力持续超过九十日"), ("经书面催告后十五日内仍未履行的", "经书面催告后三十日内仍未履行的"))


def word_otherwise(office: Office, user: str) -> None:
    """The drafter takes the text into Word, gives way in two clauses as the other side wished, and uploads it."""
    with office.desk(user) as desk:
        word, changed = Document(io.BytesIO(preview_docx(desk, office.contract))), io.BytesIO()
    for paragraph in word.paragraphs:
        for ours, theirs in OTHERWISE:
            if ours in paragraph.text:
                paragraph.text = paragraph.text.replace(ours, theirs)
    word.save(changed)
    taken = take_wording(office.house, "合同文本（按对方意见修改）.docx", io.BytesIO(changed.getvalue()), theirs=False)
    with office.desk(user) as desk:
        upload_wording(desk, office.contract, taken)


def begin_on_their_paper(office: Office, outline: Outline) -> str:
    """The contract that the counterparty sent as a PDF; the facts are typed beside it."""
    ours, typed = organisation(office.house), outline.typed()
    page = contract_of_theirs(outline.title, ours["name"], outline.party.name, (
        f"合同含税总价为人民币{with_thousands(outline.amount)}元（大写：人民币{in_capitals(outline.amount)}）。",
        f"履行期限自{typed['starts_on']}起至{typed['ends_on']}止。", "乙方按照附件所列的内容和标准提供服务，甲方按月组织验收。",
        "甲方在收到乙方开具的增值税专用发票后三十日内付款。", "任何一方违约的，应当赔偿对方因此受到的直接损失。",
        "双方对履行中知悉的对方信息负有保密义务。", "合同的变更、解除应当采用书面形式。",
        "争议由双方协商解决；协商不成的，提交乙方住所地人民法院管辖。"))
    taken = take_wording(office.house, f"{outline.party.name}合同文本.pdf", io.BytesIO(page), theirs=True)
    with office.desk(outline.work.drafter) as desk:
        kind = LIBRARY[outline.work.text]
        return begin_theirs(desk, kind, taken, title=outline.title, department=outline.department).contract_id
