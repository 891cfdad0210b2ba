"""What the operators mean: null as in JUEL, numbers in Decimal, nothing that grows without bounds."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from engine.expressions.refusals import NotComputable

# 34 digits as in IEEE's decimal128; nothing beyond 10**99, so that no result is long to write either
COUNTING = Context(prec=34, Emin=-99, Emax=99, traps=[InvalidOperation, DivisionByZero, Overflow])
LARGEST_WHOLE = 10**34
PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
TOO_LARGE = "a number has more than 99 digits"
LONGEST_NUMBER, LONGEST_TEXT, DEEPEST = 140, 20_000, 20

Number = int | Decimal


def shown(value: Any) -> str:
    """A value as an error names it."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return repr(value)[:60] if isinstance(value, str) else str(value)[:60]


def number_or_none(value: Any) -> Number | None:
    """The number that a value is, or that a text is written as; None for what is no number. Raises NotComputable for NaN and the like."""
    kind = type(value)
    if kind is int:
        return value if -LARGEST_WHOLE < value < LARGEST_WHOLE else _decimal(value)
    if kind is str:
        return _decimal(value) if len(value) <= LONGEST_NUMBER and PLAIN_NUMBER.fullmatch(value) else None
    if kind is float:
        return _decimal(repr(value))
    return _decimal(value) if kind is Decimal else None


def _decimal(value: int | str | Decimal) -> Decimal:
    if isinstance(value, int) and value.bit_length() > 330:
        raise NotComputable(why=TOO_LARGE)
    try:
        found = COUNTING.create_decimal(value)
    except Overflow as large:
        raise NotComputable(why=TOO_LARGE) from large
    if not found.is_finite():
        raise NotComputable(why=f"{value} is no number to count with")
    return found


def negative(value: Number) -> Number:
    """The number with the other sign."""
    return value.copy_negate() if isinstance(value, Decimal) else -value


def number(value: Any, what: str = "counted with") -> Number:
    """The number that a value is; null counts as 0, as in JUEL. Raises NotComputable."""
    if value is None:
        return 0
    found = number_or_none(value)
    if found is None:
        raise NotComputable(why=f"{shown(value)} is no number and can't be {what}")
    return found


def is_true(value: Any) -> bool:
    """What a condition makes of a value: the text 'false', zero, null and what is empty are not true."""
    if value is True or value is False:
        return bool(value)
    if isinstance(value, str):
        return value != "" and value.lower() != "false"
    return bool(value)


def is_empty(value: Any) -> bool:
    """JUEL's `empty`: null, an empty text, an empty list."""
    return value is None or (isinstance(value, (str, list, tuple, Mapping)) and len(value) == 0)


def equal(left: Any, right: Any, depth: int = DEEPEST) -> bool:
    """Equality: a text that is written as a number equals that number; true and false equal no number. Raises NotComputable."""
    if left is None or right is None:
        return left is right
    if isinstance(left, bool) or isinstance(right, bool):
        return _truth_word(left) == _truth_word(right) is not None
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, (list, tuple)) or isinstance(right, (list, tuple)):
        return _equal_lists(left, right, depth)
    if isinstance(left, Mapping) or isinstance(right, Mapping):
        return (isinstance(left, Mapping) and isinstance(right, Mapping) and left.keys() == right.keys()
                and _equal_lists([left[key] for key in left], [right[key] for key in left], depth))
    if isinstance(left, dt.date) or isinstance(right, dt.date):
        return bool(_dated(left) == _dated(right))
    one, other = number_or_none(left), number_or_none(right)
    return one is not None and other is not None and one == other


def _equal_lists(left: Any, right: Any, depth: int) -> bool:
    if depth == 0:
        raise NotComputable(why=f"lists are nested more than {DEEPEST} deep")
    return (isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)) and len(left) == len(right)
            and all(equal(one, other, depth - 1) for one, other in zip(left, right, strict=True)))


def _truth_word(value: Any) -> str | None:
    word = str(value).lower() if isinstance(value, (bool, str)) else None
    return word if word in ("true", "false") else None


def _dated(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def comparison(sign: str) -> Callable[[Any, Any], bool]:
    """One of < <= > >=: with null false (null <= null is true, as in JUEL); numbers by size, other texts by their characters."""
    compare = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[sign]
    holds_of_two_nulls = sign in ("<=", ">=")

    def compared(left: Any, right: Any) -> bool:
        if type(left) is int and type(right) is int:
            return bool(compare(left, right))
        if left is None or right is None:
            return holds_of_two_nulls and left is right
        return bool(compare(*comparable(left, right)))
    return compared


def comparable(left: Any, right: Any) -> tuple[Any, Any]:
    """Both as numbers where both are or are written as numbers, else as texts. Raises NotComputable for what has no order."""
    one, other = number_or_none(left), number_or_none(right)
    if one is not None and other is not None:
        return one, other
    one, other = _dated(left), _dated(right)
    if isinstance(one, str) and isinstance(other, str):
        return one, other
    raise NotComputable(why=f"{shown(left)} and {shown(right)} can't be compared")


def contains(holder: Any, item: Any) -> bool:
    """`item in holder`: an element of a list, a key of an object, a part of a text; nothing is in null. Raises NotComputable."""
    if holder is None:
        return False
    if isinstance(holder, str):
        if not isinstance(item, str):
            raise NotComputable(why=f"{shown(item)} is no text and can't be looked for in one")
        return item in holder
    if isinstance(holder, Mapping):
        return isinstance(item, str) and item in holder
    if isinstance(holder, (list, tuple)):
        return any(equal(one, item) for one in holder)
    raise NotComputable(why=f"nothing can be in {shown(holder)}")


def counted(sign: str) -> Callable[[Any, Any], Any]:
    """One of + - * / %: numbers only; + joins two texts when one of them is no number. Raises NotComputable."""
    whole = {"+": operator.add, "-": operator.sub, "*": operator.mul}.get(sign)
    exact = {"+": COUNTING.add, "-": COUNTING.subtract, "*": COUNTING.multiply, "/": COUNTING.divide, "%": COUNTING.remainder}[sign]

    def count(left: Any, right: Any) -> Any:
        if whole is not None and type(left) is int and type(right) is int and -LARGEST_WHOLE < (made := whole(left, right)) < LARGEST_WHOLE:
            return made
        if sign == "+" and (_is_word(left) or _is_word(right)):
            return joined([left, right])
        try:
            return exact(number(left), number(right))
        except DivisionByZero as by_zero:
            raise NotComputable(why=f"{shown(left)} is divided by zero") from by_zero
        except Overflow as large:
            raise NotComputable(why=TOO_LARGE) from large
        except InvalidOperation as wrong:
            raise NotComputable(why=f"{shown(left)} {sign} {shown(right)} has no value") from wrong
    return count


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and number_or_none(value) is None


def joined(parts: list[Any]) -> str:
    """The parts as one text: null is nothing. Raises NotComputable for lists and objects, and when it grows too long."""
    words = [_written(part) for part in parts]
    if sum(map(len, words)) > LONGEST_TEXT:
        raise NotComputable(why=f"a text would be longer than {LONGEST_TEXT} characters")
    return "".join(words)


def _written(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date):
        return value.isoformat()
    found = number_or_none(value)
    if found is None:
        raise NotComputable(why="a list or an object can't stand in a text")
    return format(found, "f") if isinstance(found, Decimal) else str(found)
