"""Parts of values: a key of an object, an element of a list. Never an attribute of a Python object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.expressions.meaning import number_or_none, shown
from engine.expressions.refusals import NotComputable


def named_part(value: Any, name: str) -> Any:
    """`value.name`: the key of an object; null of null and of what is missing. Raises NotComputable."""
    if type(value) is dict:
        return value.get(name)
    if value is None:
        return None
    if isinstance(value, Mapping):
        return value.get(name)
    raise NotComputable(why=f"{shown(value)} has no part {name!r}")


def part(value: Any, key: Any) -> Any:
    """`value[key]`: a key of an object or the place in a list or text; null where there is none. Raises NotComputable."""
    if value is None or key is None:
        return None
    if isinstance(value, Mapping):
        return value.get(key) if isinstance(key, str) else value.get(str(key))
    if isinstance(value, (list, tuple, str)):
        place = number_or_none(key)
        if place is None or place != int(place):
            raise NotComputable(why=f"{shown(key)} is no place in a list")
        return value[int(place)] if -len(value) <= place < len(value) else None
    raise NotComputable(why=f"{shown(value)} has no parts")
