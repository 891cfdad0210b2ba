"""Writes the golden files of agreements about another contract: `python -m tests.contracts.linking.golden_files`. A test holds them equal."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from contracts.documents.rendering import render
from contracts.documents.texts import plain, printed
from contracts.forms.files import read_form
from contracts.forms.forms import Form
from contracts.linking.relations import as_relation_asks
from contracts.linking.texts import TEXTS
from tests.contracts.documents.golden_files import told
from tests.contracts.documents.samples import DRAFT, OURS, THEIRS, TODAY, paid

FOLDER = Path(__file__).parent / "golden"
TEXTS_HERE = files("contracts.linking.texts")
PARENT = {"number": "SVC-ENG-2026-0001", "title": "电梯维护保养服务合同", "date": "2026-01-15", "amount": "300000.00", "ends_on": "2026-12-31", "paid": "100000.00"}
COMMON = {"title": "电梯维护保养服务合同补充协议", "department": "ENG", "direction": "expense", "risk": "normal", "tax_rate": "0.06"}
SAMPLES: dict[str, dict[str, Any]] = {
    "supplement": {"amount_change": "50000.00", "new_ends_on": "2027-03-31", "linked_reason": "新增两台电梯投入使用。",
                   "linked_terms": "增加 3 号、4 号电梯的维护保养，频次和标准与原合同相同。\n增加节假日值守，每日一人。",
                   "plan": paid(("增项首期款", "收到发票后十五日内", "20000.00", "2026-09-01"), ("增项尾款", "期满验收合格后", "30000.00", "2027-03-15"))},
    "change": {"amount_change": "-60000.00", "linked_reason": "6 号电梯停用改造。", "linked_terms": "原合同附件一第 6 项不再执行。"},
    "termination": {"new_ends_on": "2026-06-30", "open_payments": "drop", "linked_reason": "办公楼整体搬迁。", "linked_terms": "剩余备件由甲方按进价收购。"},
}


def form_of(kind: str) -> Form:
    """The draft form of an agreement of this kind."""
    own = read_form((TEXTS_HERE / f"{kind}.form.json").read_bytes(), "form")
    return as_relation_asks(read_form(DRAFT.read_bytes(), "draft.form.json"), kind).with_template(own)


def rendered(kind: str, parent: dict[str, str] | None = None, **changed: Any) -> bytes:
    """The .docx of the sample as it would be frozen."""
    form = form_of(kind)
    known = {one.name for one in form.fields}
    typed = {name: value for name, value in {**COMMON, **THEIRS, **SAMPLES[kind], **changed}.items() if name in known}
    reading = form.read({**form.defaults(), **typed}, today=TODAY)
    assert not reading.errors, [(found.field, found.sentence, found.says) for found in reading.errors]
    facts = {name: plain(value) for name, value in reading.values.items()}
    facts |= {"number": f"SVC-ENG-2026-0001-{kind[0].upper()}01", "organisation": OURS, "relation": kind, "parent": parent or PARENT}
    return render((TEXTS_HERE / f"{kind}.docx").read_bytes(), printed(facts, form))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for text in TEXTS:
        (FOLDER / f"{text}.txt").write_text(told(rendered(text)), "utf-8")
