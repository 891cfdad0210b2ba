"""The main contract as texts name it: `parent.number`, `parent.title`, ...; and the effect in the words of an agreement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contracts.money.amounts import with_thousands
from contracts.money.capitals import in_capitals
from contracts.records import Contract
from engine.desk import Desk

NAMES = ("number", "title", "date", "amount", "ends_on")
HEADINGS = {"supplement": "补充协议", "change": "变更协议", "termination": "终止协议"}
NONE = "／"


def current_amount(contract: Contract) -> Decimal | None:
    """The amount with what signed changes have added; None without one."""
    return None if contract.amount is None else contract.amount + contract.changed_amount


def parent_facts(desk: Desk, contract: Contract) -> dict[str, Any]:
    """What a linked contract's text knows of the main one, as plain JSON; nothing for a contract of its own."""
    if contract.parent_id is None:
        return {}
    parent = desk.session.get_one(Contract, contract.parent_id)
    amount = current_amount(parent)
    return {"relation": contract.relation, "parent": {
        "number": parent.number or "", "title": parent.title, "date": _iso(parent.signed_on),
        "amount": "" if amount is None else str(amount), "ends_on": _iso(parent.ends_on)}}


def printed_parent(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a template is handed it, with the effect in words."""
    parent = {name: str(facts.get("parent", {}).get(name) or "") for name in NAMES}
    shown = {**parent, "date": _day(parent["date"]), "ends_on": _day(parent["ends_on"]),
             "amount": with_thousands(Decimal(parent["amount"])) if parent["amount"] else ""}
    return {"parent": {name: value or NONE for name, value in shown.items()}, "agreement": HEADINGS.get(str(facts.get("relation")), ""),
            "amount_effect": _amount_effect(facts.get("amount_change"), parent["amount"]),
            "term_effect": _term_effect(facts.get("new_ends_on"), parent["ends_on"]),
            "payments_effect": _payments_effect(facts.get("open_payments"))}


def _amount_effect(change: Any, before: str) -> str:
    if not change or not Decimal(change):
        return "原合同价款不变。"
    by = Decimal(change)
    said = f"原合同含税总价{'增加' if by > 0 else '减少'}人民币{with_thousands(abs(by))}元（大写：人民币{in_capitals(abs(by))}）"
    if not before:
        return f"{said}。"
    after = Decimal(before) + by
    return f"{said}，由人民币{with_thousands(Decimal(before))}元变更为人民币{with_thousands(after)}元（大写：人民币{in_capitals(after)}）。"


def _term_effect(new: Any, before: str) -> str:
    if not new:
        return "原合同期限不变。"
    return f"原合同期限的届满日{f'由{_day(before)}' if before else ''}变更为{_day(str(new))}。"


def _payments_effect(choice: Any) -> str:
    return ("原合同项下尚未结清的款项，仍按原合同约定的金额和期限结清。" if choice == "keep"
            else "原合同项下尚未结清的款项自终止之日起不再收付，双方互不主张。")


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _day(iso: str) -> str:
    return f"{int(iso[:4])}年{int(iso[5:7])}月{int(iso[8:10])}日" if iso else ""
