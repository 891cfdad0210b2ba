"""Clauses: those that the type asks for, the cap of the retention, and those that the law forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from contracts.linting.findings import LintFinding, quoted
from contracts.linting.matter import Matter, bare
from contracts.money.taxes import in_percent
from engine.errors import _l

RETENTION = r"(?:工程|缺陷责任)?(?:质量保证金|质保金|保留金|保修金|质量保留金)"
PERCENT = r"(?P<percent>\d+(?:\.\d+)?)\s*[%％]|百分之\s*(?P<words>\d+(?:\.\d+)?|[一二三四五六七八九十]{1,3})"
KEPT = (re.compile(rf"{RETENTION}[^。；;，,%％\d]{{0,40}}?(?:{PERCENT})"),
        re.compile(rf"(?:{PERCENT})[^。；;，,]{{0,12}}?(?:作为|留作|列为|为){RETENTION}"))
PAID_TO = re.compile(r"支付至|付至|付到")
UPSTREAM = r"(?:业主|建设单位|发包人|总承包人|总包单位|总包|上游|最终用户|最终客户|终端客户|第三方|第三人|客户)"
WHEN_PAID = re.compile(
    rf"背靠背|(?:收到|取得|获得)[^。；，]{{0,10}}{UPSTREAM}[^。；]{{0,16}}?(?:款|支付|付款)|{UPSTREAM}[^。；，]{{0,12}}?(?:付款|支付|拨付|拨款|到账)"
    rf"[^。；]{{0,14}}?(?:后|之日|为前提|为条件|为准|同步|相应)|以[^。；，]{{0,10}}{UPSTREAM}[^。；]{{0,14}}?(?:为前提|为条件|为依据)")
DENIED = re.compile(r"不得|不以|不应|不因|无论|禁止|不受")
UPSTREAM_FIRST = _l("Payment waits for money from somebody else: not allowed towards small enterprises (State Council order 802).")
TENS = "一二三四五六七八九"


def clauses_missing(matter: Matter) -> Iterator[LintFinding]:
    """`clause-missing`: none of the words by which the type knows a clause stands in the text."""
    for clause in matter.kind.clauses if matter.bare else ():
        if not any(bare(word) in matter.bare for word in clause.any_of):
            yield LintFinding("clause-missing", matter.ours_to_mend, _l("The text has no clause on this: %(clause)s"),
                              {"clause": clause.name["zh"], "clause_en": clause.name["en"]})


def retention_above_cap(matter: Matter) -> Iterator[LintFinding]:
    """`retention-high`: more is kept back than the type allows, in the form or in the text."""
    cap = matter.kind.retention_cap
    if cap is None:
        return
    for field, rate in _kept_by_form(matter):
        if rate > cap:
            yield _too_high(rate, cap, field=field)
    for sentence in matter.sentences:
        for found in (match for pattern in KEPT for match in pattern.finditer(sentence)):
            if cap < (said := _rate(found)) and not PAID_TO.search(found[0]):
                yield _too_high(said, cap, quote=quoted(sentence, *found.span()))


def pays_when_paid(matter: Matter) -> Iterator[LintFinding]:
    """`pay-when-paid`: we pay only after somebody else has paid us; void towards small and medium enterprises (国务院令第802号)."""
    for sentence in matter.sentences if matter.values.get("direction") != "income" else ():
        found = WHEN_PAID.search(sentence)
        if found and not DENIED.search(sentence):
            yield LintFinding("pay-when-paid", "warning", UPSTREAM_FIRST, quote=quoted(sentence, *found.span()))


def _kept_by_form(matter: Matter) -> Iterator[tuple[str, Decimal]]:
    stated = matter.values.get("retention_rate")
    if (rate := _as_rate(stated)) is not None:
        yield "retention_rate", rate
    amount, plan = matter.values.get("amount"), matter.values.get("plan") or []
    kept = sum((row["amount"] for row in plan if row.get("kind") == "retention"), Decimal(0))
    if amount and kept:
        yield "plan", kept / amount


def _as_rate(stated: Any) -> Decimal | None:
    """0.03, 3 or 3% as a part of one."""
    try:
        rate = Decimal(str(stated).rstrip("%％")) if stated not in (None, "") else None
    except InvalidOperation:
        return None
    return rate if rate is None or (rate <= 1 and "%" not in str(stated) and not isinstance(stated, int)) else rate / 100


def _rate(found: re.Match[str]) -> Decimal:
    words = found["words"] or ""
    if found["percent"] or words[:1].isdigit():
        return Decimal(found["percent"] or words) / 100
    tens, ten, ones = words.rpartition("十")
    counted = (TENS.find(tens) + 1 or 1) * 10 * bool(ten) + (TENS.find(ones) + 1 if ones else 0)
    return Decimal(counted) / 100


def _too_high(rate: Decimal, cap: Decimal, *, field: str = "", quote: str = "") -> LintFinding:
    shown = in_percent(rate.quantize(Decimal("0.0001")))
    return LintFinding("retention-high", "warning", _l("Retention %(rate)s, above the cap of %(cap)s."),
                       {"rate": shown, "cap": in_percent(cap)}, field, quote)
