"""Papers that come from outside: quotations, signed copies, receipts, as small real PDFs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import typst

PAGE = """
#let told = json(bytes(sys.inputs.told))
#set page(width: 210mm, height: 148mm, margin: 20mm)
#set text(font: ("Noto Sans CJK SC", "Source Han Sans SC", "SimSun"), size: 11pt, lang: "zh")
#align(center, text(size: 18pt, weight: "bold", told.title))
#v(8mm)
#table(columns: (40mm, 1fr), stroke: 0.4pt + luma(160), inset: 7pt, ..told.lines.map(line => (line.at(0), line.at(1))).flatten())
"""

SHEET = """
#let told = json(bytes(sys.inputs.told))
#set page(paper: "a4", margin: 25mm, numbering: "1")
#set text(font: ("Noto Sans CJK SC", "Source Han Sans SC", "SimSun"), size: 11pt, lang: "zh")
#set par(leading: 1em)
#align(center, text(size: 18pt, weight: "bold", told.title))
#v(8mm)
甲方：#told.ours \\
乙方：#told.theirs
#v(4mm)
#for (n, clause) in told.clauses.enumerate(start: 1) [#n. #clause #parbreak()]
#v(20mm)
#table(columns: (1fr, 1fr), stroke: none, [甲方（盖章）：], [乙方（盖章）：])
"""


def scan(title: str, *lines: tuple[str, str]) -> bytes:
    """One page with a title and a table of two columns."""
    return _set(PAGE, {"title": title, "lines": lines})


def contract_of_theirs(title: str, ours: str, theirs: str, clauses: Sequence[str]) -> bytes:
    """A contract as the counterparty's own office writes them."""
    return _set(SHEET, {"title": title, "ours": ours, "theirs": theirs, "clauses": clauses})


def _set(page: str, told: Mapping[str, Any]) -> bytes:
    made = typst.compile(page.encode(), sys_inputs={"told": json.dumps(told, ensure_ascii=False)})
    if not isinstance(made, bytes):
        raise TypeError("a scan is one file")
    return made


def quotation(party: str, title: str, amount: str) -> bytes:
    """What the other party offered."""
    return scan("报价单", ("报价单位", party), ("项目", title), ("含税报价（元）", amount), ("有效期", "自报价之日起九十日"))


def signed_copy(number: str, party: str, representative: str, day: str) -> bytes:
    """The page with the other party's seal, as it comes back by post."""
    return scan("合同签署页（扫描件）", ("合同编号", number), ("相对方", party), ("签署人", representative), ("签署日期", day))


def receipt(payer: str, payee: str, amount: str, day: str, purpose: str) -> bytes:
    """A bank's electronic receipt."""
    return scan("电子回单", ("付款人", payer), ("收款人", payee), ("金额（元）", amount), ("交易日期", day), ("用途", purpose))
