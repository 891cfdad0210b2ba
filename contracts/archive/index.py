"""The page in an archive package that people read: one plain HTML file, no script, both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

STYLE = """body{font:14px/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1d2433}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #cbd2dd}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #e4e8ee;vertical-align:top}
th{font-weight:500;color:#5b6677}td.sum{text-align:right;font-variant-numeric:tabular-nums}code{font-size:12px;word-break:break-all}
@media print{body{margin:0}}"""
FACTS = (
    ("number", "合同编号 · Number"), ("title", "名称 · Title"), ("counterparty", "相对方 · Counterparty"),
    ("counterparty_code", "统一社会信用代码 · Credit code"), ("amount", "金额 · Amount"), ("currency", "币种 · Currency"),
    ("department", "部门 · Department"), ("owner", "经办人 · Drafter"), ("signed_on", "签订日期 · Signed on"),
    ("starts_on", "开始 · Starts on"), ("ends_on", "结束 · Ends on"), ("settled_amount", "已结清 · Settled"),
)
OUTCOMES = {
    "approve": "同意 · approved", "submit": "提交 · submitted", "return": "退回 · returned", "reject": "拒绝 · rejected",
    "apply": "用印 · sealed", "signed": "已登记 · recorded", "file": "归档 · filed", "settled": "已结清 · settled",
}
SIDES = {"ours": "我方 · ours", "theirs": "对方 · theirs"}


def index_page(told: Mapping[str, Any], paths: Sequence[str]) -> str:
    """The whole page from what the JSON files beside it hold."""
    facts, filing = told["facts"], told["facts"]["filing"]
    head = [(label, facts.get(name)) for name, label in FACTS]
    head += [("档号 · File number", filing["file_number"]), ("保管期限 · Kept for", filing["retention"]),
             ("归档 · Filed", f"{filing['filed_by']}, {filing['filed_at']}")]
    sections = [
        _section("合同 · Contract", _pairs(head)),
        _section("审批 · Decisions", _table(("步骤 Step", "结果 Outcome", "办理人 By", "时间 At", "文本 Text", "意见 Comment"), (
            (one["step"], OUTCOMES.get(one["outcome"], one["outcome"]), _by(one), one["at"], one["text"], one["comment"])
            for one in told["approvals"]))),
        _section("签署 · Signatures", _table(("一方 Side", "签署人 Signatory", "日期 Day", "SHA-256"), (
            (SIDES.get(one["side"], one["side"]), one["signatory"], one["signed_on"], one["signed_sha"])
            for one in told["signatures"]))),
        _section("履行 · Payments", _table(("款项 Row", "计划 Planned", "到期 Due", "实际 Settled", "日期 On", "说明 Remark"), (
            (one["name"], one["amount"], one["due_on"], one["settled_amount"], one["settled_on"], one["remark"])
            for one in told["payments"]))),
        _section("发票 · Invoices", _table(("号码 Number", "代码 Code", "价税合计 Gross", "税额 Tax", "开票 Issued on", "说明 Remark"), (
            (one["invoice_number"], one["invoice_code"], one["gross"], one["tax"], one["issued_on"], one["reason"])
            for one in told["invoices"]))),
        _section("材料 · Papers", _table(("编号 No.", "名称 Name", "种类 Kind", "文件 File"), (
            (one["number"], one["name"], _kind(one), one["file"]) for one in told["papers"]))),
        _section("缺件 · Filed without", _table(("材料 Paper", "原因 Reason"), (
            (_called(line["of_type"]), line["waived"]) for line in filing["papers"] if line.get("waived")))),
        _section("文件 · Files", "<ul>" + "".join(f'<li><a href="{escape(path)}">{escape(path)}</a></li>' for path in paths) + "</ul>"),
    ]
    title = f"{filing['file_number']} {facts['title']}"
    return (f'<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n'
            f"<h1>{escape(title)}</h1>\n" + "\n".join(sections) + "\n</html>\n")


def _section(title: str, body: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{body}"


def _pairs(pairs: Iterable[tuple[str, Any]]) -> str:
    return "<table>" + "".join(f"<tr><th>{escape(label)}</th><td>{_cell(value)}</td></tr>" for label, value in pairs) + "</table>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>" for row in rows)
    head = "".join(f"<th>{escape(label)}</th>" for label in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else "<p>—</p>"


def _cell(value: Any) -> str:
    return "—" if value in (None, "") else escape(str(value)).replace("\n", "<br>")


def _kind(one: Mapping[str, Any]) -> str:
    return _called(one["called"]) if one.get("called") else str(one["kind"])


def _called(name: Mapping[str, str]) -> str:
    return f"{name['zh']} · {name['en']}"


def _by(one: Mapping[str, Any]) -> str:
    return f"{one['by']} ({one['on_behalf_of']})" if one["on_behalf_of"] else str(one["by"])
