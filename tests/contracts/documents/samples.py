"""A whole contract of each text with fixed values, read by its form and rendered as a submission would, without a house."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from contracts.documents.library import LIBRARY
from contracts.documents.rendering import render
from contracts.documents.templates import template
from contracts.documents.texts import plain, printed
from contracts.forms.files import read_form
from contracts.forms.forms import Form, Reading
from contracts.money.taxes import split
from contracts.types.catalog import as_type_asks, shipped
from contracts.types.definitions import read_type

TODAY = dt.date(2026, 3, 2)
DRAFT = Path(__file__).resolve().parents[3] / "bpmn" / "contract" / "draft.form.json"
OURS = {"name": "华信建设集团有限公司", "credit_code": "91110108MA00000077", "address": "北京市海淀区中关村南大街 5 号", "representative": "孙悦",
        "contact": "陈晓东", "phone": "010-62660000", "email": "contracts@huaxin.example", "bank": "中国建设银行北京中关村支行", "account": "11001028700053000001"}
THEIRS = {"department": "ENG", "risk": "normal", "counterparty": "北京恒立达工程有限公司", "counterparty_code": "91110108MA01K2H78Y",
          "counterparty_address": "北京市海淀区学清路 9 号", "counterparty_representative": "马恒立", "counterparty_contact": "田雨",
          "counterparty_phone": "010-88001200", "counterparty_email": "office@hld.example", "counterparty_bank": "中国工商银行北京分行",
          "counterparty_account": "0200001909200012345"}


def paid(*rows: tuple[str, str, str, str]) -> list[dict[str, str]]:
    """A payment plan."""
    return [dict(zip(("name", "condition", "amount", "due_on"), row, strict=True)) for row in rows]


def ordered(*rows: tuple[str, str, str, str, str, str]) -> list[dict[str, str]]:
    """A list of goods."""
    return [dict(zip(("name", "model", "unit", "quantity", "price", "amount"), row, strict=True)) for row in rows]


FRAMEWORK_OF_ORDER = {"parent_title": "钢材采购框架协议", "parent_number": "FRM-PUR-2026-0001", "parent_signed_on": "2026-01-15"}
SAMPLES: dict[str, dict[str, Any]] = {
    "construction": {
        "title": "天府新区科创园二标段土建施工合同", "amount": "12860000.00", "tax_rate": "0.09", "starts_on": "2026-04-01", "ends_on": "2027-03-31",
        "project_site": "成都市天府新区兴隆街道", "contract_days": "365", "project_manager": "罗远志", "owner_representative": "陈晓东",
        "scope": "地基与基础、主体结构、建筑屋面工程。\n建筑给水排水、建筑电气工程。\n室外道路与管网工程。",
        "plan": paid(("预付款", "合同签订并收到预付款申请后", "1286000.00", "2026-04-15"), ("第一期进度款", "主体结构封顶", "5144000.00", "2026-10-15"),
                     ("第二期进度款", "竣工验收合格", "3858000.00", "2027-04-15"), ("结算款", "竣工结算审定", "2186200.00", "2027-07-15"),
                     ("质量保证金", "缺陷责任期届满", "385800.00", "2029-04-15"))},
    "purchase": {
        "title": "数据中心精密空调采购合同", "amount": "1568000.00", "tax_rate": "0.13", "starts_on": "2026-03-16", "ends_on": "2026-09-30",
        "delivery_place": "北京市海淀区中关村南大街 5 号数据中心", "delivery_on": "2026-06-30", "performance_bond": "0.05", "retention_rate": "0.03",
        "goods": ordered(("精密空调", "CRV-060，制冷量 60kW", "台", "8", "168000.00", "1344000.00"), ("室外冷凝器", "与主机配套", "台", "8", "22000.00", "176000.00"),
                         ("群控系统", "含 8 路采集", "套", "1", "48000.00", "48000.00")),
        "technical_terms": "显热比不低于 0.9。\n单机噪声不高于 68 分贝。\n控制器支持 Modbus 协议。",
        "plan": paid(("预付款", "合同签订后", "470400.00", "2026-04-15"), ("到货款", "到货验收合格", "627200.00", "2026-07-15"),
                     ("验收款", "最终验收合格", "423360.00", "2026-08-31"), ("质量保证金", "质量保证期届满", "47040.00", "2028-08-31"))},
    "service": {
        "title": "电梯维护保养服务合同", "amount": "300000.00", "tax_rate": "0.06", "starts_on": "2026-03-16", "ends_on": "2026-12-31",
        "service_place": "北京市海淀区", "service_content": "每半月对 6 台客梯进行一次例行维护保养。\n接到困人报修后 30 分钟内到场。",
        "service_standard": "月度设备完好率不低于 99%。", "special_terms": "乙方应于每月五日前提交上月服务报告。",
        "plan": paid(("预付款", "合同签订后", "100000.00", "2026-04-01"), ("进度款", "服务过半后", "150000.00", "2026-08-03"),
                     ("尾款", "验收后", "50000.00", "2026-12-15"))},
    "income": {
        "title": "东站综合枢纽结构健康监测服务合同", "amount": "860000.00", "tax_rate": "0.06", "starts_on": "2026-03-16", "ends_on": "2027-03-15",
        "customer_project": "东站综合枢纽", "service_lead": "陈晓东", "acceptance_standard": "月报由甲方联系人签收确认。\n总结报告经甲方组织的专家评审通过。",
        "service_content": "布设监测点 120 个并取得初始值。\n每月监测两次，遇强风、暴雨加密。", "deliverables": "监测月报，每月一份。\n监测总结报告，一式六份。",
        "plan": paid(("首期款", "合同签订后", "258000.00", "2026-04-01"), ("中期款", "监测满六个月", "344000.00", "2026-10-15"),
                     ("尾款", "总结报告通过评审", "258000.00", "2027-03-31"))},
    "framework": {
        "title": "钢材采购框架协议", "amount": "20000000.00", "tax_rate": "0.13", "starts_on": "2026-03-16", "ends_on": "2027-03-15",
        "scope": "HRB400E 热轧带肋钢筋，直径 12 至 32 毫米。\nQ355B 热轧 H 型钢。", "bond_amount": "500000.00", "price_review": "yes",
        "price_terms": "以下单当日“我的钢铁网”成都市场价为基准价。\n在基准价上每吨加收运杂费 85 元。"},
    "order": {
        "title": "钢材采购框架协议第 3 号订单", "amount": "418000.00", "tax_rate": "0.13", "starts_on": "2026-03-16", "ends_on": "2026-04-30",
        **FRAMEWORK_OF_ORDER, "delivery_place": "成都市天府新区科创园工地", "delivery_on": "2026-03-31", "receiver": "何俊，028-62660011",
        "goods": ordered(("热轧带肋钢筋", "HRB400E，直径 20 毫米", "吨", "100", "4180.00", "418000.00")),
        "technical_terms": "每批随附质量证明书。\n盘条以外的钢筋定尺 12 米。",
        "plan": paid(("货款", "到货验收合格，收到发票后", "418000.00", "2026-04-30"))},
}


@cache
def form_of_text(text: str) -> Form:
    """The draft form of a contract with this text."""
    kind = read_type(shipped()[LIBRARY[text]], "{type}-{seq:4}")
    draft = as_type_asks(read_form(DRAFT.read_bytes(), "draft.form.json"), kind)
    return draft.with_template(template(text).form.behind(kind.form))


def read_sample(text: str, **changed: Any) -> Reading:
    """What the form makes of the sample, with its defaults, and of what a test changes in it."""
    form = form_of_text(text)
    return form.read({**form.defaults(), **THEIRS, **SAMPLES[text], **changed}, today=TODAY)


def rendered(text: str, **changed: Any) -> bytes:
    """The .docx of the sample as it would be frozen."""
    reading = read_sample(text, **changed)
    assert not reading.errors, [(found.field, found.sentence, found.says) for found in reading.errors]
    facts = {name: plain(value) for name, value in reading.values.items()}
    facts |= {"number": f"{shipped()[LIBRARY[text]]['code']}-ENG-2026-0001", "organisation": OURS}
    if "amount" in reading.values:
        parts = split(reading.values["amount"], Decimal(reading.values["tax_rate"]))
        facts |= {"net": str(parts.net), "tax": str(parts.tax)}
    return render(template(text).docx, printed(facts, form_of_text(text)))
