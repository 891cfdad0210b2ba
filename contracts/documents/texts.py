"""Texts: what a contract says in one frozen version. The values it is made from, what is printed of them, and the freezing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.deciding.shown import digest_of
from contracts.files.papers import papers_of
from contracts.forms.fields import Field
from contracts.forms.forms import Form
from contracts.linking.main_contract import parent_facts, printed_parent
from contracts.money.amounts import with_thousands
from contracts.money.capitals import DIGITS, in_capitals
from contracts.money.taxes import in_percent, split
from contracts.people import company
from contracts.people.organisation import organisation
from contracts.records import Contract, Text
from contracts.wording.current import wording_of
from engine.desk import Desk

BLANK = "＿＿＿＿＿＿"
NUMBER_LATER = "（提交后生成）"
PARTY = ("name", "credit_code", "address", "representative", "contact", "phone", "email", "bank", "account")


def text_facts(desk: Desk, contract: Contract, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every value that a text is made from, as plain JSON; what an approval is bound to."""
    ours = {**organisation(desk.house), "contact": company(desk).users[contract.owner].name}
    facts = {name: plain(value) for name, value in values.items()}
    facts |= {"number": contract.number or "", "type": contract.type, "owner": contract.owner, "template": contract.template,
              "template_version": contract.template_version, "organisation": {name: ours[name] for name in PARTY}}
    if "amount" in values and "tax_rate" in values:
        parts = split(values["amount"], Decimal(values["tax_rate"]))
        facts |= {"net": str(parts.net), "tax": str(parts.tax)}
    uploaded = wording_of(desk, contract.id)
    return facts | ({"wording": uploaded.sha} if uploaded else {}) | parent_facts(desk, contract)


def plain(value: Any) -> Any:
    """A value of a form as JSON: money as a decimal string, dates as ISO."""
    if isinstance(value, list):
        return [{name: plain(cell) for name, cell in row.items()} for row in value]
    return value if isinstance(value, str | bool) else value.isoformat() if isinstance(value, dt.date) else str(value)


# counted and compared as the draft's own, and yet asked for by the form of a text: how many copies each side has, how disputes end
OF_A_TEXT = ("copies_each", "dispute")


def printed(facts: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """What the template is handed: strings, yes or no, and lists of them; a blank line where a draft has nothing yet."""
    context: dict[str, Any] = {one.name: _printed(one, facts.get(one.name)) for one in form.fields}
    ours = {name: facts["organisation"].get(name) or "／" for name in PARTY}
    theirs = {"name": context.get("counterparty", BLANK), "credit_code": context.get("counterparty_code", BLANK),
              **{name: context.get(f"counterparty_{name}", BLANK) for name in PARTY[2:]}}
    if not facts.get("counterparty_email"):
        theirs["email"] = "／"
    we_pay = facts.get("direction", "expense") != "income"
    plan = facts.get("plan", [])
    total = sum((Decimal(row["amount"]) for row in plan), Decimal(0))
    return context | {
        "number": facts["number"] or NUMBER_LATER, "party_a": ours if we_pay else theirs, "party_b": theirs if we_pay else ours,
        "amount_in_capitals": in_capitals(Decimal(facts["amount"])) if facts.get("amount") else BLANK,
        **{name: with_thousands(Decimal(facts[name])) if name in facts else BLANK for name in ("net", "tax")},
        "plan": context.get("plan") or [],
        "given": {one.name: facts.get(one.name) not in (None, "", []) for one in form.fields},
        "said": {one.name: _said(one, facts.get(one.name)) for one in form.fields if one.kind == "choice"},
        "plan_total": with_thousands(total), "plan_total_in_capitals": in_capitals(total),
        "copies_each": _count(originals(facts) // 2), "copies": _count(originals(facts)),
        "dispute": facts.get("dispute", ""), **printed_parent(facts),
    }


def _printed(one: Field, value: Any) -> Any:
    if one.kind == "lines":
        return [line for line in (value or "").split("\n") if line.strip()] or ([] if not one.required else [BLANK])
    if one.kind == "rows":
        return [{"number": str(number), **{column.name: _cell(column, row.get(column.name)) for column in one.columns}}
                for number, row in enumerate(value or [], start=1)]
    if one.kind == "yes_no":
        return value is True
    if value in (None, ""):
        return BLANK
    if one.kind == "money":
        return with_thousands(Decimal(value))
    if one.kind == "date":
        day = dt.date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    return in_percent(Decimal(value)) if one.kind == "rate" else str(value)


def _cell(column: Field, value: Any) -> Any:
    """In a row a choice has no place beside it for its words: they are what is printed."""
    return _said(column, value) if column.kind == "choice" else _printed(column, value)


def _said(one: Field, value: Any) -> str:
    """What a chosen value is called in a contract, whoever drafts it."""
    return next((choice.label["zh"] for choice in one.choices if choice.value == value), BLANK)


def originals(values: Mapping[str, Any]) -> int:
    """How many copies are signed, those of both sides together; 0 where the contract does not say."""
    each = str(values.get("copies_each", ""))
    return 2 * int(each) if each.isdigit() else 0


def _count(count: int) -> str:
    return BLANK if not count else DIGITS[count] if count < 10 else in_capitals(Decimal(count)).removesuffix("元整")


def papers_digest(desk: Desk, contract_id: str) -> str:
    """SHA-256 over the attachments as they are now: number, name and content of each."""
    attached = papers_of(desk, contract_id, "attachment")
    return digest_of([{"number": paper.number, "name": paper.name, "sha": paper.sha} for paper in attached])


def newest(desk: Desk, contract: Contract) -> Text | None:
    """The newest frozen text, or None before the first submission."""
    return desk.session.get(Text, (contract.id, contract.text_number)) if contract.text_number else None


def texts_of(desk: Desk, contract_id: str) -> list[Text]:
    """All frozen texts, newest first."""
    return list(desk.session.scalars(sa.select(Text).where(Text.contract_id == contract_id).order_by(Text.number.desc())))


def is_unchanged(text: Text | None, facts: Mapping[str, Any], papers_sha: str) -> bool:
    """Would a new text say the same as this one? The same values rendered twice give other bytes, so the values are compared."""
    return text is not None and text.facts_sha == digest_of(dict(facts)) and text.papers_sha == papers_sha


def freeze_text(desk: Desk, contract: Contract, facts: Mapping[str, Any], papers_sha: str, docx_sha: str, pdf_sha: str) -> Text:
    """The next text of the contract, from now on the one that is approved and signed."""
    facts_sha = digest_of(dict(facts))
    parts = {"docx": docx_sha, "pdf": pdf_sha, "facts": facts_sha, "papers": papers_sha}
    text = Text(
        contract_id=contract.id, number=contract.text_number + 1, facts=dict(facts), facts_sha=facts_sha, docx_sha=docx_sha,
        pdf_sha=pdf_sha, papers_sha=papers_sha, digest=digest_of(parts), template_version=contract.template_version,
        frozen_at=desk.now, frozen_by=contract.owner)
    desk.session.add(text)
    contract.text_number = text.number
    return text
