"""A small service contract as the linter sees it, right in every word; tests change one thing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from contracts.linting.linter import lint
from contracts.linting.matter import Matter
from contracts.types.definitions import read_type
from contracts.types.numbering import RULE

TYPE = {"type": 1, "key": "construction", "code": "CON", "direction": "either", "title": {"zh": "施工合同", "en": "Construction"},
        "form": {"form": 1, "key": "construction", "title": {"zh": "施工", "en": "Construction"}, "sections": [], "rules": []},
        "clauses": [{"name": {"zh": "争议解决", "en": "Disputes"}, "any_of": ["仲裁", "人民法院"]}], "retention_cap": "0.03"}
KIND = read_type(TYPE, RULE)
OURS, THEIRS = "青禾建设集团有限公司", "北京恒立达电梯工程有限公司"
SAID = (
    "合同编号：（提交后生成）", "施工合同", f"甲方（发包人）：{OURS}", f"乙方（承包人）：{THEIRS}", "工期自2026年3月16日起至2026年12月31日止。",
    "含税总价为人民币1,090,000.00元（大写：人民币壹佰零玖万元整）。其中不含税价款为人民币1,000,000.00元，增值税税额为人民币90,000.00元。",
    "质量保证金为结算价款的3%。", "争议由甲方住所地人民法院管辖。", "（以下无正文，为签署页）", "甲方（盖章）：", "签署日期：＿＿＿＿")
VALUES: dict[str, Any] = {"amount": Decimal("1090000.00"), "counterparty": THEIRS, "direction": "expense", "starts_on": dt.date(2026, 3, 16),
                          "ends_on": dt.date(2026, 12, 31)}


def matter(*more: str, by: str = "own", without: str = "", swap: tuple[str, str] = ("", ""), **values: Any) -> Matter:
    """The contract with passages added before its page for signing, without those that hold a word, with one word for another."""
    kept = [passage for passage in SAID if not without or without not in passage]
    page = next(at for at, passage in enumerate(kept) if "签署页" in passage)
    said = [passage.replace(*swap) if swap[0] else passage for passage in (*kept[:page], *more, *kept[page:])]
    return Matter(tuple(said), {**VALUES, **values}, KIND, by, OURS)


def codes(found: Matter) -> list[tuple[str, str]]:
    """Level and code of all that is found."""
    return [(one.level, one.code) for one in lint(found)]
