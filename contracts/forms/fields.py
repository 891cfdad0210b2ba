"""The fields of a form and how each kind is read: what a person typed becomes a value, or a sentence that says why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from contracts.forms.clean_text import BadText, clean
from contracts.forms.credit_codes import BadCreditCode, read_credit_code
from contracts.money.amounts import half_width, read_amount
from contracts.money.taxes import rates_on
from engine.errors import Invalid, _l

Said = Mapping[str, str]                  # {"zh": ..., "en": ...}
SHORT, LONG = 200, 4000
NO_TEXT = _l("This is no text.")


@dataclass(frozen=True)
class Choice:
    """One of the values that a field offers."""

    value: str
    label: Said


@dataclass(frozen=True)
class Field:
    """One field as the form's file defines it; `columns` are the fields of a row, for the kind `rows`."""

    name: str
    kind: str
    label: Said
    hint: Said | None = None
    required: bool = False
    longest: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    default: str = ""
    choices: tuple[Choice, ...] = ()
    columns: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Known:
    """What a value is held against: the day, the departments, the typed project with its lines (None: not asked)."""

    today: dt.date
    departments: Collection[str] | None = None
    projects: Mapping[str, Collection[int]] | None = None


class Unreadable(Exception):
    """What was typed is no value of this kind; the argument is the sentence, `facts` fill it."""

    def __init__(self, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


def _text(field: Field, typed: Any, _known: Known) -> str:
    return _cleaned(field, typed, field.longest or SHORT, lines=False)


def _lines(field: Field, typed: Any, _known: Known) -> str:
    return _cleaned(field, typed, field.longest or LONG, lines=True)


def _cleaned(field: Field, typed: Any, longest: int, *, lines: bool) -> str:
    if not isinstance(typed, str):
        raise Unreadable(NO_TEXT)
    try:
        text = clean(typed, lines=lines)
    except BadText as bad:
        raise Unreadable(BadText.title) from bad
    if len(text) > longest:
        raise Unreadable(_l("This is too long: %(longest)s characters at most."), longest=longest)
    return text


def _money(field: Field, typed: Any, _known: Known) -> Decimal:
    if isinstance(typed, float | bool):
        raise Unreadable(_l("An amount is written as text or as a whole number, never as a binary fraction."))
    written = half_width(typed) if isinstance(typed, str) else ""
    is_less = field.least is not None and field.least < 0 and written[:1] in ("-", "\u2212")      # a decrease, where one can be
    try:
        return _within(field, -read_amount(written[1:]) if is_less else read_amount(typed))
    except Invalid as refused:
        raise Unreadable(refused.facts["fields"]["amount"]) from refused


def _integer(field: Field, typed: Any, _known: Known) -> int:
    written = half_width(str(typed))
    if isinstance(typed, bool | float) or not written.isascii() or not written.isdigit() or len(written) > 9:
        raise Unreadable(_l("This is no whole number."))
    return int(_within(field, Decimal(written)))


def _within(field: Field, value: Decimal) -> Decimal:
    if field.least is not None and value < field.least:
        raise Unreadable(_l("At least %(least)s."), least=str(field.least))
    if field.most is not None and value > field.most:
        raise Unreadable(_l("At most %(most)s."), most=str(field.most))
    return value


def _date(_field: Field, typed: Any, _known: Known) -> dt.date:
    try:
        written = half_width(typed) if isinstance(typed, str) else ""
        day = dt.date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        day = None
    if day is None or not 1990 <= day.year <= 2200:
        raise Unreadable(_l("This is no date: write it as 2026-03-02."))
    return day


def _choice(field: Field, typed: Any, _known: Known) -> str:
    if typed not in [choice.value for choice in field.choices]:
        raise Unreadable(_l("Choose one of those offered."))
    return str(typed)


def _department(_field: Field, typed: Any, known: Known) -> str:
    if not isinstance(typed, str) or (known.departments is not None and typed not in known.departments):
        raise Unreadable(_l("There is no such department."))
    return _cleaned(_field, typed, 40, lines=False)


def _rate(_field: Field, typed: Any, known: Known) -> str:
    try:
        rate = Decimal(str(typed)) if isinstance(typed, str) else None
    except InvalidOperation:
        rate = None
    offered = {offer.rate: str(offer.rate) for offer in rates_on(known.today)}
    if rate is None or not rate.is_finite() or rate not in offered:
        raise Unreadable(_l("This tax rate is not in force."))
    return offered[rate]


def _credit_code(_field: Field, typed: Any, _known: Known) -> str:
    if not isinstance(typed, str):
        raise Unreadable(NO_TEXT)
    try:
        return read_credit_code(typed)
    except BadCreditCode as bad:
        raise Unreadable(bad.facts["why"]) from bad


def _yes_no(_field: Field, typed: Any, _known: Known) -> bool:
    answers = {True: True, False: False, "yes": True, "no": False, "on": True, "true": True, "false": False}
    if not isinstance(typed, str | bool) or typed not in answers:
        raise Unreadable(_l("Answer yes or no."))
    return answers[typed]


def _file(_field: Field, typed: Any, _known: Known) -> int:
    if isinstance(typed, bool) or not isinstance(typed, int) or typed < 1:
        raise Unreadable(_l("Attach the file first."))
    return typed                          # the number of the Paper


def _project(field: Field, typed: Any, known: Known) -> str:
    code = _cleaned(field, typed, SHORT, lines=False).split()[0].upper()        # chosen as "P2026-01 城南综合楼"
    if known.projects is not None and code not in known.projects:
        raise Unreadable(_l("There is no open project with this code."))
    return code


def _budget_line(field: Field, typed: Any, known: Known) -> int:
    number = _integer(field, typed, known)
    if known.projects is not None and not any(number in lines for lines in known.projects.values()):
        raise Unreadable(_l("The project has no such budget line.") if known.projects else _l("Choose the project first."))
    return number


KINDS: dict[str, Callable[[Field, Any, Known], Any]] = {
    "text": _text, "lines": _lines, "money": _money, "integer": _integer, "date": _date, "choice": _choice,
    "department": _department, "rate": _rate, "credit_code": _credit_code, "yes_no": _yes_no, "file": _file,
    "project": _project, "budget_line": _budget_line,
}
