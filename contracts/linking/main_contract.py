"""The main contract as texts name it: `parent.number`, `parent.title`, ...; and the effect in the words of an agreement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contracts.money.amounts import with_thousands
from contracts.money.capitals import in_capitals
from contracts.money.taxes import Split, split
from contracts.records import Contract
from engine.desk import Desk

NAMES = ("number", "title", "date", "amount", "ends_on", "paid")
HEADINGS = {"supplement": "补充协议", "change": "变更协议", "termination": "终止协议"}
NONE = "／"


def current_amount(contract: Contract) -> Decimal | None:
    """The amount with what signed changes have added; None without one."""
    return None if contract.amount is None else contract.amount + contract.changed_amount


def current_parts(contract: Contract) -> Split | None:
    """The net and the tax of that amount; those of the draft while nothing has changed it."""
    amount = current_amount(contract)
    if amount is None or contract.net is None or contract.tax is None:
        return None
    return split(amount, Decimal(contract.tax_rate)) if contract.changed_amount and contract.tax_rate else Split(contract.net, contract.tax)


def parent_facts(desk: Desk, contract: Contract) -> dict[str, Any]:
    """What a linked contract's text knows of the main one, as plain JSON; nothing for a contract of its own."""
    if contract.parent_id is None:
        return {}
    parent = desk.session.get_one(Contract, contract.parent_id)
    amount = current_amount(parent)
    return {"relation": contract.relation, "parent": {
        "number": parent.number or "", "title": parent.title, "date": _iso(parent.signed_on), "paid": str(parent.settled_amount),
        "amount": "" if amount is None else str(amount), "ends_on": _iso(parent.ends_on)}}


def printed_parent(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a template is handed it, with the effect in words."""
    parent = {name: str(facts.get("parent", {}).get(name) or "") for name in NAMES}
    shown = {**parent, "date": _day(parent["date"]), "ends_on": _day(parent["ends_on"]),
             **{name: with_thousands(Decimal(parent[name])) if parent[name] else "" for name in ("amount", "paid")}}
    change = Decimal(facts.get("amount_change") or 0)
    amount, rate = Decimal(parent["amount"]) if parent["amount"] else None, facts.get("tax_rate")
    later = None if amount is None else amount + change
    return {"parent": {name: value or NONE for name, value in shown.items()}, "agreement": HEADINGS.get(str(facts.get("relation")), ""),
            "amount_effect": _amount_effect(change, amount), "term_effect": _term_effect(facts.get("new_ends_on"), parent["ends_on"]),
            "payments_effect": _payments_effect(facts.get("open_payments")), "plan_effect": _plan_effect(change, facts.get("plan")),
            "changes_amount": bool(change), "changes_term": bool(facts.get("new_ends_on")),
            "has_price": amount is not None, "before": _price(amount, rate), "after": _price(later, rate)}


def _price(amount: Decimal | None, rate: Any) -> dict[str, str]:
    """A price in figures, in words, and split."""
    if amount is None:
        return dict.fromkeys(("amount", "amount_in_capitals", "net", "tax"), NONE)
    parts = split(amount, Decimal(rate)) if rate else None
    return {"amount": with_thousands(amount), "amount_in_capitals": in_capitals(amount),
            "net": with_thousands(parts.net) if parts else NONE, "tax": with_thousands(parts.tax) if parts else NONE}


def _amount_effect(change: Decimal, before: Decimal | None) -> str:
    if not change:
        return "原合同价款不变。"
    said = f"原合同含税总价{'增加' if change > 0 else '减少'}人民币{_in_both(abs(change))}"
    return f"{said}。" if before is None else f"{said}，由人民币{with_thousands(before)}元变更为人民币{_in_both(before + change)}。"


def _in_both(amount: Decimal) -> str:
    return f"{with_thousands(amount)}元（大写：人民币{in_capitals(amount)}）"


def _term_effect(new: Any, before: str) -> str:
    if not new:
        return "原合同期限不变。"
    return f"原合同期限的届满日{f'由{_day(before)}' if before else ''}变更为{_day(str(new))}。"


def _plan_effect(change: Decimal, plan: Any) -> str:
    """Who pays when, as contracts/linking/plan_effects.py brings it about."""
    if not change:
        return "原合同的付款计划不变。"
    if change < 0:
        return "减少的价款，从原合同最后一期尚未支付的款项起依次扣减。"
    if plan:
        return "增加的价款按照下表所列期次支付，下表各期款项并入原合同的付款计划："
    return "增加的价款与原合同最后一期尚未支付的款项一并支付。"


def _payments_effect(choice: Any) -> str:
    return ("原合同项下尚未结清的款项，仍按原合同约定的金额和期限结清。" if choice == "keep"
            else "原合同项下尚未结清的款项自终止之日起不再收付，双方互不主张。")


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _day(iso: str) -> str:
    return f"{int(iso[:4])}年{int(iso[5:7])}月{int(iso[8:10])}日" if iso else ""
