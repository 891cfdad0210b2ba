"""What the demo company's lawyers have in hand: a template that waits for a second lawyer, and one that is not finished."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from contracts.demo.company import BY_LOGIN
from contracts.templates.publishing import submit_version
from contracts.templates.row_form import rows_of, with_rows
from contracts.templates.shelf import sheet
from contracts.templates.uploading import add_template, change_fields, examine, examine_form
from engine.desk import Actor, House, at_desk, reading_at

FREE = '<w:sdt {ns}><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="free"/></w:sdtPr><w:sdtContent/></w:sdt>'
TRAINING = ("甲方（委托方）：{{ party_a.name }}", "乙方（受托方）：{{ party_b.name }}", "合同编号：{{ number }}",
            "一、乙方为甲方员工提供“{{ title }}”，自{{ starts_on }}起至{{ ends_on }}止。",
            "二、培训地点：{{ training_venue }}。培训人数不超过{{ head_count }}人。",
            "三、培训内容：", "{%p for line in course_topics %}", "{{ line }}", "{%p endfor %}",
            "~乙方应于每次培训前五日将讲义交甲方确认。",
            "四、合同含税总价为人民币{{ amount }}元（大写：人民币{{ amount_in_capitals }}），税率{{ tax_rate }}。",
            "五、{% if certificate == '颁发' %}培训合格的，乙方向学员颁发结业证书。{% else %}本次培训不颁发证书。{% endif %}",
            "六、因本合同发生的争议，由甲方所在地人民法院管辖。")
LABELS = {"training_venue": ("培训地点", "Venue"), "head_count": ("人数上限", "People at most"), "course_topics": ("培训内容", "Topics"),
          "certificate": ("结业证书", "Certificate")}
CLEANING = ("甲方：{{ party_a.name }}", "乙方：{{ party_b.nmae }}", "保洁区域：{{ cleaning_area }}。", "合同总价：人民币{{ amuont }}元。")


def fill_library(house: House) -> None:
    """lin's template waits for li, who has a draft with two slips."""
    training = _add(house, "lin", "培训服务合同", "Training contract", "委托外部机构培训员工。", "Others train our people.", TRAINING)
    _label(house, training)
    with at_desk(house, _actor("lin")) as desk:
        submit_version(desk, training, 1, "按采购部意见新拟，第二条至第五条请重点审阅。")
    _add(house, "li", "保洁服务合同", "Cleaning contract", "办公区域的日常保洁。", "Our offices are cleaned.", CLEANING)


def _add(house: House, login: str, zh: str, en: str, use_zh: str, use_en: str, paragraphs: Sequence[str]) -> str:
    with reading_at(house, _actor(login)) as desk:
        examined = examine(desk, "service", f"{zh}.docx", _docx(zh, paragraphs))
    with at_desk(house, _actor(login)) as desk:
        return add_template(desk, examined, {"zh": zh, "en": en}, {"zh": use_zh, "en": use_en}).template


def _label(house: House, key: str) -> None:
    """Say what the fields are called that were found in the text."""
    with reading_at(house, _actor("lin")) as desk:
        form = sheet(desk, key, 1).form
        rows = [replace(row, zh=LABELS[row.name][0], en=LABELS[row.name][1]) for row in rows_of(dict(form), ())]
        examined = examine_form(desk, key, 1, with_rows(dict(form), rows))
    with at_desk(house, _actor("lin")) as desk:
        change_fields(desk, key, 1, examined)


def _docx(heading: str, paragraphs: Sequence[str]) -> bytes:
    """One paragraph a line; what begins with ~ stands in a free region."""
    word, made = Document(), io.BytesIO()
    word.add_heading(heading, 0)
    for text in paragraphs:
        paragraph = word.add_paragraph(text.removeprefix("~"))
        if text.startswith("~"):
            control = parse_xml(FREE.format(ns=nsdecls("w"), name="讲义"))
            paragraph._element.addprevious(control)
            control[-1].append(paragraph._element)
    word.save(made)
    return made.getvalue()


def _actor(login: str) -> Actor:
    return Actor(login, frozenset(BY_LOGIN[login].roles))
