"""Papers that come from outside: quotations, signed copies, receipts, as small real PDFs."""

from __future__ import annotations

import json

import typst

PAGE = """
#let told = json(bytes(sys.inputs.told))
#set page(width: 210mm, height: 148mm, margin: 20mm)
#set text(font: ("Noto Sans CJK SC", "Source Han Sans SC", "SimSun"), size: 11pt, lang: "zh")
#align(center, text(size: 18pt, weight: "bold", told.title))
#v(8mm)
#table(columns: (40mm, 1fr), stroke: 0.4pt + luma(160), inset: 7pt, ..told.lines.map(line => (line.at(0), line.at(1))).flatten())
"""


def scan(title: str, *lines: tuple[str, str]) -> bytes:
    """One page with a title and a table of two columns."""
    made = typst.compile(PAGE.encode(), sys_inputs={"told": json.dumps({"title": title, "lines": lines}, ensure_ascii=False)})
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
