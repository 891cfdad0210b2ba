"""The tables of a vetted text: the parties, the payment plan, the goods, the place where both sides sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from contracts.documents.library import wordml

TAG = re.compile(r"(\{\{.*?\}\})")
Labelled = tuple[tuple[str, str], ...]
PARTIES: Labelled = (("name", "名称"), ("credit_code", "统一社会信用代码"), ("address", "住所"), ("representative", "法定代表人"),
           ("contact", "联系人"), ("phone", "联系电话"), ("email", "电子邮箱"), ("bank", "开户银行"), ("account", "银行账号"))
IDENTITY = PARTIES[:4]


@dataclass(frozen=True)
class Column:
    """A column of a table of rows: its head, the cell's name, its width in centimetres."""

    head: str
    name: str
    width: float
    is_figure: bool = False


@dataclass(frozen=True)
class Rows:
    """A table with a row for each of `name`, and a last one with the sum: in words over the middle, in figures in its column."""

    name: str
    columns: tuple[Column, ...]
    words: str
    figures: str
    leading: int                           # how many columns the word 合计 spans


PLAN = Rows("plan", (
    Column("期次", "number", 1.4), Column("款项", "name", 2.8), Column("付款条件", "condition", 5.3),
    Column("金额（元）", "amount", 3.1, is_figure=True), Column("付款日期", "due_on", 3.4)),
    "大写：人民币{{ plan_total_in_capitals }}", "{{ plan_total }}", 2)
GOODS = Rows("goods", (
    Column("序号", "number", 1.2), Column("名称", "name", 3.5), Column("规格型号", "model", 3.3), Column("单位", "unit", 1.3),
    Column("数量", "quantity", 1.5, is_figure=True), Column("含税单价（元）", "price", 2.5, is_figure=True),
    Column("含税金额（元）", "amount", 2.7, is_figure=True)),
    "大写：人民币{{ amount_in_capitals }}", "{{ amount }}", 1)
COMPARED = (
    ("事项", "变更前", "变更后"), ("含税总价（元）", "{{ before.amount }}", "{{ after.amount }}"),
    ("大写", "人民币{{ before.amount_in_capitals }}", "人民币{{ after.amount_in_capitals }}"),
    ("不含税价款（元）", "{{ before.net }}", "{{ after.net }}"), ("增值税税额（元）", "{{ before.tax }}", "{{ after.tax }}"))
TABLES = {"|plan": PLAN, "|goods": GOODS}


def add_parties(word: Word, party_a: str, party_b: str, rows: Labelled = PARTIES) -> None:
    """Who the two parties are, side by side."""
    table = _table(word, 3)
    _row(table, ("", f"甲方（{party_a}）", f"乙方（{party_b}）"), is_head=True)
    for name, label in rows:
        _row(table, (label, f"{{{{ party_a.{name} }}}}", f"{{{{ party_b.{name} }}}}"))
    wordml.set_widths(table, (3.4, 6.3, 6.3))


def add_rows(word: Word, rows: Rows) -> None:
    """A row for each, and their sum."""
    table = _table(word, len(rows.columns))
    figures = tuple(number for number, column in enumerate(rows.columns) if column.is_figure)
    _row(table, tuple(column.head for column in rows.columns), is_head=True, keeps=True)
    _tag_row(table, f"{{%tr for row in {rows.name} %}}")
    _row(table, tuple(f"{{{{ row.{column.name} }}}}" for column in rows.columns), aligned=figures, keeps=True)
    _tag_row(table, "{%tr endfor %}")
    at = next(number for number, column in enumerate(rows.columns) if column.name == "amount")
    _row(table, tuple({0: "合计", rows.leading: rows.words, at: rows.figures}.get(n, "") for n in range(len(rows.columns))), aligned=(at,))
    wordml.set_widths(table, tuple(column.width for column in rows.columns))
    last = table.rows[-1].cells
    _merged(last[0], last[rows.leading - 1])
    _merged(last[rows.leading], last[at - 1])
    word.add_paragraph(style="Gap")


def add_compared(word: Word) -> None:
    """The price of the main contract before and after an agreement about it."""
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    table = _table(word, 3)
    _row(table, COMPARED[0], is_head=True, keeps=True)
    for texts in COMPARED[1:]:
        _row(table, texts, keeps=texts is not COMPARED[-1])
    wordml.set_widths(table, (3.4, 6.3, 6.3))
    word.add_paragraph(style="Gap")


def add_signatures(word: Word) -> None:
    """Where both sides sign: on one page, whatever stands before."""
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


def fill(paragraph: Paragraph, text: str, *, underlined: bool = True) -> None:
    """The text in runs, a tag in one of its own; what it fills in is underlined."""
    for part in filter(None, TAG.split(text)):
        paragraph.add_run(part).underline = (underlined and part.startswith("{{")) or None


def _table(word: Word, columns: int) -> Table:
    table: Table = word.add_table(rows=0, cols=columns)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    wordml.set_borders(table)
    return table


def _row(table: Table, texts: tuple[str, ...], *, is_head: bool = False, aligned: tuple[int, ...] = (), keeps: bool = False) -> None:
    row: Any = table.add_row()  # type: ignore[no-untyped-call]
    wordml.keep_row_together(row, is_head=is_head)
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell Head" if is_head else "Cell"
        paragraph.paragraph_format.keep_with_next = keeps or None
        if number in aligned:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        fill(paragraph, text, underlined=False)


def _tag_row(table: Table, tag: str) -> None:
    table.add_row().cells[0].paragraphs[0].add_run(tag)  # type: ignore[no-untyped-call]


def _merged(first: _Cell, last: _Cell) -> None:
    if first._tc is not last._tc:
        first.merge(last)
    for empty in [paragraph for paragraph in first.paragraphs if not paragraph.text][1 if not first.text else 0:]:
        empty._element.getparent().remove(empty._element)
