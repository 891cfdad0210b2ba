"""Makes a vetted text's .docx from its clauses: `python -m contracts.documents.library.building`; a test holds the two together.

The .txt has a clause's title behind `#`, its paragraphs behind `-`, points behind `--`, tags of the template behind `%`
and `|plan` where the payment plan stands. What `{{ }}` fills in is underlined.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from contracts.documents.library import wordml

HERE = Path(__file__).parent
PARTIES = (("name", "名称"), ("credit_code", "统一社会信用代码"), ("address", "住所"), ("representative", "法定代表人"),
           ("contact", "联系人"), ("phone", "联系电话"), ("email", "电子邮箱"), ("bank", "开户银行"), ("account", "银行账号"))
PLAN = (("期次", "number", 1.4), ("款项", "name", 2.8), ("付款条件", "condition", 5.3),
        ("金额（元）", "amount", 3.1), ("付款日期", "due_on", 3.4))
TAG = re.compile(r"(\{\{.*?\}\})")


def build(kind: str, heading: str) -> Word:
    """The template of `kind`.txt under this heading."""
    word = Document()
    wordml.set_page(word)
    wordml.set_styles(word)
    wordml.set_numbering(word)
    wordml.set_furniture(word, heading)
    _cover(word, heading)
    _parties(word, heading)
    for line in (HERE / f"{kind}.txt").read_text("utf-8").splitlines():
        _clause(word, line)
    _signatures(word)
    return word


def _cover(word: Word, heading: str) -> None:
    _centred(word, "合同编号：{{ number }}", 12, before=10, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _centred(word, heading, 36, before=110, after=20, face="title")
    _centred(word, "（{{ title }}）", 16, after=150, face="heading")
    for label, value in (("甲　方（委托方）", "{{ party_a.name }}"), ("乙　方（受托方）", "{{ party_b.name }}"),
                         ("签订日期", "　　　　年　　月　　日")):
        paragraph = word.add_paragraph(style="Cover")
        paragraph.add_run(f"{label}：")
        _fill(paragraph, value)
    word.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False


def _centred(word: Word, text: str, size: float, *, before: float = 0, after: float = 0, face: str = "body",
             align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER) -> None:
    paragraph = word.add_paragraph(style="Cover")
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = Cm(0)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    for part in filter(None, TAG.split(text)):
        wordml.set_face(paragraph.add_run(part), face, size, bold=face == "title")


def _parties(word: Word, heading: str) -> None:
    title = word.add_paragraph(style="Contract Title")
    title.add_run(heading)
    table = word.add_table(rows=0, cols=3)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    wordml.set_borders(table)
    _row(table, ("", "甲方（委托方）", "乙方（受托方）"), is_head=True)
    for name, label in PARTIES:
        _row(table, (label, f"{{{{ party_a.{name} }}}}", f"{{{{ party_b.{name} }}}}"))
    wordml.set_widths(table, (3.4, 6.3, 6.3))
    intro = word.add_paragraph(style="Text")
    intro.paragraph_format.space_before = Pt(12)
    intro.add_run("甲乙双方根据《中华人民共和国民法典》及有关法律、行政法规的规定，遵循平等、自愿、公平、诚实信用的原则，"
                  "经协商一致，就甲方委托乙方提供服务的有关事宜订立本合同，共同遵守。")


def _row(table: Table, texts: tuple[str, ...], *, is_head: bool = False, aligned: tuple[int, ...] = ()) -> None:
    row: Any = table.add_row()  # type: ignore[no-untyped-call]
    wordml.keep_row_together(row, is_head=is_head)
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell Head" if is_head else "Cell"
        if number in aligned:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _plain(paragraph, text)


def _plain(paragraph: Paragraph, text: str) -> None:
    for part in filter(None, TAG.split(text)):
        paragraph.add_run(part)


def _fill(paragraph: Paragraph, text: str) -> None:
    for part in filter(None, TAG.split(text)):
        paragraph.add_run(part).underline = part.startswith("{{") or None


def _clause(word: Word, line: str) -> None:
    if line.startswith("# "):
        word.add_paragraph(line[2:], style="Clause")
    elif line.startswith("-- "):
        _fill(word.add_paragraph(style="Point"), line[3:])
    elif line.startswith("- "):
        _fill(word.add_paragraph(style="Paragraph"), line[2:])
    elif line.startswith("%"):
        word.add_paragraph("{%p " + line[1:] + " %}", style="Text")
    elif line == "|plan":
        _plan(word)


def _plan(word: Word) -> None:
    table = word.add_table(rows=0, cols=len(PLAN))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    wordml.set_borders(table)
    _row(table, tuple(label for label, _name, _width in PLAN), is_head=True)
    _tag_row(table, "{%tr for row in plan %}")
    _row(table, tuple(f"{{{{ row.{name} }}}}" for _label, name, _width in PLAN), aligned=(3,))
    _tag_row(table, "{%tr endfor %}")
    _row(table, ("合计", "", "大写：人民币{{ plan_total_in_capitals }}", "{{ plan_total }}", ""), aligned=(3,))
    wordml.set_widths(table, tuple(width for _label, _name, width in PLAN))
    last = table.rows[-1].cells
    _merged(last[0], last[1])
    _merged(last[2], last[2])
    word.add_paragraph(style="Gap")


def _merged(first: _Cell, last: _Cell) -> None:
    if first is not last:
        first.merge(last)
    for empty in [paragraph for paragraph in first.paragraphs if not paragraph.text][1 if not first.text else 0:]:
        empty._element.getparent().remove(empty._element)


def _tag_row(table: Table, tag: str) -> None:
    table.add_row().cells[0].paragraphs[0].add_run(tag)  # type: ignore[no-untyped-call]


def _signatures(word: Word) -> None:
    end = word.add_paragraph("（以下无正文，为签署页）", style="Text")
    end.paragraph_format.keep_with_next = True
    table = word.add_table(rows=0, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for left, right in (("甲方（盖章）：", "乙方（盖章）："), ("{{ party_a.name }}", "{{ party_b.name }}"), ("", ""),
                        ("法定代表人或授权代表（签字）：", "法定代表人或授权代表（签字）："),
                        ("", ""), ("签署日期：　　　年　　月　　日", "签署日期：　　　年　　月　　日")):
        _row(table, (left, right))
        for cell in table.rows[-1].cells:
            cell.paragraphs[0].style = "Signing"
            style = cell.paragraphs[0].paragraph_format
            style.space_after, style.line_spacing_rule, style.keep_with_next = Pt(14), WD_LINE_SPACING.SINGLE, True
    wordml.set_widths(table, (8.0, 8.0))


if __name__ == "__main__":
    wordml.save_same_bytes(build("service", "服务合同"), HERE / "service.docx")
