"""Money in the text: 大写 against the figure beside it, tax and net against gross, the plan against the price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from contracts.linting.findings import LintFinding, quoted
from contracts.linting.matter import Matter
from contracts.money.amounts import with_thousands
from contracts.money.capitals import DIGITS, in_capitals, read_capitals
from engine.errors import Invalid, _l

CAPITALS = re.compile(rf"[{DIGITS}拾佰仟万亿元圆角分整正]{{2,}}")
NUMBER = r"(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
FIGURE = re.compile(rf"(?P<mark>[¥￥]|人民币)?\s*{NUMBER}\s*(?P<unit>万元|亿元|元)?(?!\s*[%％\d年月日])")
IN_WORDS = re.compile(r"大\s*写\s*[)）]?\s*[:：]?\s*(?:人民币)?\s*(?P<said>[^\s，。；,;)）]{2,40})")
NET = re.compile(rf"不含(?:增值)?税[^\d。；]{{0,16}}?{NUMBER}")
TAX = re.compile(rf"税(?:额|款|金)[^\d。；]{{0,12}}?{NUMBER}(?!\s*[%％])")
GROSS = re.compile(rf"(?<!不)含(?:增值)?税[^\d。；]{{0,16}}?{NUMBER}")
UNITS = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


def words_differ_from_figure(matter: Matter) -> Iterator[LintFinding]:
    """`capitals-differ`: the words say another amount than the figure beside them."""
    for at, passage in enumerate(matter.said):
        for found in CAPITALS.finditer(passage):
            amount = _read(found[0])
            figure = _beside(matter.said, at, found) if amount is not None else None
            if figure is not None and figure != amount:
                yield LintFinding("capitals-differ", "error", _l("The words say %(words)s, the figure beside them says %(figure)s."),
                                  {"words": found[0], "figure": with_thousands(figure)}, quote=quoted(passage, *found.span()))


def words_are_no_amount(matter: Matter) -> Iterator[LintFinding]:
    """`capitals-unreadable`: what stands where an amount in words is announced is none."""
    for passage in matter.clauses:
        for found in IN_WORDS.finditer(passage):
            if set(DIGITS + "一二三四五六七八九十") & set(found["said"]) and _read(found["said"]) is None:
                yield LintFinding("capitals-unreadable", "error", _l("%(words)s is no amount in Chinese capitals."),
                                  {"words": found["said"]}, quote=quoted(passage, *found.span()))


def tax_does_not_add_up(matter: Matter) -> Iterator[LintFinding]:
    """`tax-differs`: net and tax in one passage are together not the gross amount."""
    for passage in matter.clauses:
        net, tax, gross = (_only(pattern, passage) for pattern in (NET, TAX, GROSS))
        whole = gross if gross is not None else matter.values.get("amount")
        if net is not None and tax is not None and whole is not None and net + tax != whole:
            yield LintFinding("tax-differs", "error", _l("Net %(net)s and tax %(tax)s make %(sum)s, not %(gross)s."),
                              {"net": with_thousands(net), "tax": with_thousands(tax), "sum": with_thousands(net + tax),
                               "gross": with_thousands(whole)}, quote=quoted(passage))


def plan_is_not_the_price(matter: Matter) -> Iterator[LintFinding]:
    """`plan-differs`: the rows of the payment plan do not make the price."""
    amount, plan = matter.values.get("amount"), matter.values.get("plan")
    if amount is not None and plan and (total := sum((row["amount"] for row in plan), Decimal(0))) != amount:
        yield LintFinding("plan-differs", "error", _l("The payment plan makes %(sum)s, the price is %(price)s."),
                          {"sum": with_thousands(total), "price": with_thousands(amount)}, field="plan")


def amount_is_not_said(matter: Matter) -> Iterator[LintFinding]:
    """`amount-missing`, `capitals-missing`: an uploaded text does not say the price that the form says."""
    amount = matter.values.get("amount")
    if amount is None or not matter.is_uploaded or not matter.bare:
        return
    said = {money for passage in matter.said for money in _figures(passage)}
    words = {money for passage in matter.said for found in CAPITALS.finditer(passage) if (money := _read(found[0])) is not None}
    if amount not in said and not (matter.is_theirs and amount in words):
        yield LintFinding("amount-missing", "error", _l("The text does not say the price, %(price)s."), {"price": with_thousands(amount)},
                          field="amount")
    if amount not in words:
        yield LintFinding("capitals-missing", matter.ours_to_mend, _l("The text does not say the price in words, %(words)s."),
                          {"words": in_capitals(amount)}, field="amount")


def _read(words: str) -> Decimal | None:
    try:
        return read_capitals(words) if set("元圆角分") & set(words) else None
    except (Invalid, ArithmeticError):
        return None


def _beside(said: tuple[str, ...], at: int, words: re.Match[str]) -> Decimal | None:
    """The nearest figure before the words in their passage, else behind them; else the one that is a cell beside theirs."""
    before = list(_money(said[at][:words.start()]))
    behind = list(_money(said[at][words.end():]))
    if before or behind:
        return before[-1] if before else behind[0]
    cells = [said[near] for near in (at + 1, at - 1) if 0 <= near < len(said)]
    return next((money[0] for cell in cells if FIGURE.fullmatch(cell.strip()) and (money := list(_money(cell)))), None)


def _money(passage: str) -> Iterator[Decimal]:
    """The figures that are money by their looks: with a sign, a unit, thousands or two decimals."""
    for found in FIGURE.finditer(passage):
        if found["mark"] or found["unit"] or re.search(r"[,，]|\.\d\d$", found["number"]):
            yield _decimal(found["number"]) * UNITS.get(found["unit"] or "", Decimal(1))


def _figures(passage: str) -> Iterator[Decimal]:
    """Every number of the passage, with its unit where it has one: a table's cell has none."""
    for found in FIGURE.finditer(passage):
        yield _decimal(found["number"]) * UNITS.get(found["unit"] or "", Decimal(1))


def _only(pattern: re.Pattern[str], passage: str) -> Decimal | None:
    """The amount, where the passage says one such thing only."""
    found = pattern.findall(passage)
    return _decimal(found[0]) if len(found) == 1 else None


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", "").replace("，", ""))
