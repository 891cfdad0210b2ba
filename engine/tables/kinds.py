"""The types that a column names (typeRef), and what becomes of a value in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from engine.expressions.meaning import joined, number_or_none, shown
from engine.expressions.refusals import NotComputable


def _text(value: Any) -> str:
    return joined([value])


def _number(value: Any) -> Any:
    found = number_or_none(value)
    if found is None:
        raise NotComputable(why=f"{shown(value)} is no number")
    return found


def _whole(value: Any) -> int:
    found = _number(value)
    if found != int(found):
        raise NotComputable(why=f"{shown(value)} is no whole number")
    return int(found)


def _truth(value: Any) -> bool:
    word = str(value).lower() if isinstance(value, (bool, str)) else ""
    if word not in ("true", "false"):
        raise NotComputable(why=f"{shown(value)} is neither true nor false")
    return word == "true"


def day_of(value: Any) -> str:
    """A day as ISO text; of a moment its day. Raises NotComputable."""
    return moment_of(value)[:10]


def moment_of(value: Any) -> str:
    """A day or a moment as ISO text that sorts by time: in UTC where it has an offset, without a time at midnight. Raises NotComputable."""
    try:
        found = dt.datetime.fromisoformat(value.isoformat() if isinstance(value, dt.date) else value)
    except (TypeError, ValueError) as wrong:
        raise NotComputable(why=f"{shown(value)} is no date: write 2026-01-31 or 2026-01-31T09:00:00") from wrong
    if found.tzinfo:
        return found.astimezone(dt.UTC).isoformat()
    return found.date().isoformat() if found.time() == dt.time() else found.isoformat()


KINDS: Mapping[str, Callable[[Any], Any]] = {
    "string": _text, "boolean": _truth, "integer": _whole, "long": _whole, "short": _whole, "number": _number, "double": _number,
    "float": _number, "date": moment_of, "dateTime": moment_of, "datetime": moment_of, "date and time": moment_of}


def typed(kind: str, value: Any) -> Any:
    """The value as the column's type has it; null stays null, a type that we do not know changes nothing. Raises NotComputable."""
    read = KINDS.get(kind)
    return value if read is None or value is None else read(value)
