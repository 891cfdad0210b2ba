"""The functions that every expression may call; a caller's own come before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from engine.expressions.meaning import COUNTING, Number, comparison, counted, is_true, negative, number
from engine.expressions.refusals import NotComputable

_less, _plus = comparison("<"), counted("+")


def _list(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        raise NotComputable(why="a list is expected")
    return value


def length(value: Any) -> int:
    """How long a text or a list is; null has none."""
    return len(value) if isinstance(value, (str, Mapping)) else len(_list(value))


def _extreme(values: tuple[Any, ...], *, least: bool) -> Any:
    items = [item for item in (_list(values[0]) if len(values) == 1 else values) if item is not None]
    found = items[0] if items else None
    for item in items[1:]:
        if _less(item, found) is least:
            found = item
    return found


def least(*values: Any) -> Any:
    """The smallest of a list or of the arguments; null is passed over."""
    return _extreme(values, least=True)


def greatest(*values: Any) -> Any:
    """The largest of a list or of the arguments; null is passed over."""
    return _extreme(values, least=False)


def total(*values: Any) -> Number:
    """The sum of a list or of the arguments; null counts as 0."""
    found: Any = 0
    for item in _list(values[0]) if len(values) == 1 else values:
        found = _plus(found, number(item, "added up"))
    return found  # type: ignore[no-any-return]


def absolute(value: Any) -> Number:
    """The number without its sign."""
    found = number(value)
    return negative(found) if found < 0 else found


def rounded(value: Any, digits: Any = 0) -> Decimal:
    """The number with so many decimals (0 to 30); a half goes up, away from zero (四舍五入)."""
    places = number(digits)
    if places != int(places) or not 0 <= places <= 30:
        raise NotComputable(why="decimals are a whole number from 0 to 30")
    found = COUNTING.create_decimal(number(value))
    if found.adjusted() + places > 32:
        return found
    return found.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP, COUNTING)


def any_of(values: Any) -> bool:
    """Is one of the list true?"""
    return any(is_true(item) for item in _list(values))


def all_of(values: Any) -> bool:
    """Are all of the list true? Of an empty one, yes."""
    return all(is_true(item) for item in _list(values))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "len": length, "min": least, "max": greatest, "sum": total, "abs": absolute, "round": rounded, "any": any_of, "all": all_of}
