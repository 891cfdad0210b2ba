"""Makes the .docx of an agreement about another contract from its clauses: `python -m contracts.linking.texts.building`.

The .txt is written as those of the library (contracts/documents/library/building.py); a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from contracts.documents.library import wordml

HERE = Path(__file__).parent
TAG = re.compile(r"(\{\{.*?\}\})")
PARTIES = (("", "甲方", "乙方"), ("名称", "{{ party_a.name }}", "{{ party_b.name }}"),
           ("统一社会信用代码", "{{ party_a.credit_code }}", "{{ party_b.credit_code }}"),
           ("住所", "{{ party_a.address }}", "{{ party_b.address }}"),
           ("法定代表人", "{{ party_a.representative }}", "{{ party_b.representative }}"))
PLAN = (("期次", "number", 1.4), ("款项", "name", 2.8), ("付款条件", "condition", 5.3),
        ("金额（元）", "amount", 3.1), ("付款日期", "due_on", 3.4))
SIGNING = (("甲方（盖章）：", "乙方（盖章）："), ("{{ party_a.name }}", "{{ party_b.name }}"), ("", ""),
           ("法定代表人或授权代表（签字）：", "法定代表人或授权代表（签字）："), ("", ""),
           ("签署日期：　　　年　　月　　日", "签署日期：　　　年　　月　　日"))
PREAMBLE = ("甲乙双方于{{ parent.date }}签订了编号为{{ parent.number }}的《{{ parent.title }}》（以下简称“原合同”）。"
            "现经双方协商一致，就原合同的有关事宜订立本协议，共同遵守。")
ROW = {"-- ": "Point", "- ": "Paragraph", "# ": "Clause"}


def build(kind: str) -> Word:
    """The template of `kind`.txt."""
    word = Document()
    wordml.set_page(word)
    wordml.set_styles(word)
    wordml.set_numbering(word)
    wordml.set_furniture(word, "{{ agreement }}")
    word.sections[0].different_first_page_header_footer = False
    word.add_paragraph("{{ agreement }}", style="Contract Title")
    _table(word, PARTIES, (3.4, 6.3, 6.3))
    preamble = word.add_paragraph(style="Text")
    preamble.paragraph_format.space_before = Pt(12)
    _fill(preamble, PREAMBLE)
    for line in (HERE / f"{kind}.txt").read_text("utf-8").splitlines():
        _line(word, line)
    word.add_paragraph("（以下无正文，为签署页）", style="Text").paragraph_format.keep_with_next = True
    for row in _table(word, SIGNING, (8.0, 8.0), has_head=False).rows:
        for cell in row.cells:
            cell.paragraphs[0].style = "Signing"
            cell.paragraphs[0].paragraph_format.space_after = Pt(14)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    return word


def _line(word: Word, line: str) -> None:
    if line.startswith("%"):
        word.add_paragraph("{%p " + line[1:] + " %}", style="Text")
    elif line == "|plan":
        _table(word, [tuple(label for label, _name, _width in PLAN), ("{%tr for row in plan %}", "", "", "", ""),
                              tuple(f"{{{{ row.{name} }}}}" for _label, name, _width in PLAN), ("{%tr endfor %}", "", "", "", ""),
                              ("合计", "", "", "{{ plan_total }}", "")], tuple(width for _label, _name, width in PLAN))
    else:
        mark = next(mark for mark in ROW if line.startswith(mark))
        _fill(word.add_paragraph(style=ROW[mark]), line.removeprefix(mark))


def _table(word: Word, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], *, has_head: bool = True) -> Table:
    table: Table = word.add_table(rows=0, cols=len(widths))
    if has_head:
        wordml.set_borders(table)
    for number, texts in enumerate(rows):
        row: Any = table.add_row()  # type: ignore[no-untyped-call]
        wordml.keep_row_together(row, is_head=has_head and number == 0)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].style = "Cell Head" if has_head and number == 0 else "Cell"
            cell.paragraphs[0].add_run(text)
    wordml.set_widths(table, widths)
    return table


def _fill(paragraph: Paragraph, text: str) -> None:
    for part in filter(None, TAG.split(text)):
        paragraph.add_run(part).underline = part.startswith("{{") or None


if __name__ == "__main__":
    for name in ("supplement", "termination"):
        wordml.save_same_bytes(build(name), HERE / f"{name}.docx")
