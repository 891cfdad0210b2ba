"""What a page showed, as one digest; and what is different between two things that were shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from contracts.records import Contract, Text
from engine.desk import Desk
from engine.errors import Refusal, _l


class TextChanged(Refusal):
    """The contract text changed after it was shown; facts: shown, now, differences."""

    code, status = "text-changed", 409
    title = _l("The text has changed since you opened it.")
    hint = _l("Read what changed, then decide again.")


@dataclass(frozen=True)
class Difference:
    """One field that has another value: `path` as in `payment_plan.2.amount`."""

    path: str
    before: Any
    after: Any


def canonical(value: Any) -> bytes:
    """The one JSON text of a value: keys sorted, no spaces."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest_of(value: Any) -> str:
    """SHA-256 over the canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_shown(desk: Desk, contract: Contract, facts: Mapping[str, Any]) -> str:
    """What a page of this contract shows now: the frozen text, or the facts where nothing is frozen yet."""
    text = desk.session.get(Text, (contract.id, contract.text_number)) if contract.text_number else None
    return text.digest if text else digest_of(dict(facts))


def differences(before: Any, after: Any) -> list[Difference]:
    """Field by field, in the order of the path's names; a missing field is None."""
    then, now = dict(_leaves(before)), dict(_leaves(after))
    changed = [Difference(path, then.get(path), now.get(path)) for path in {*then, *now} if then.get(path) != now.get(path)]
    return sorted(changed, key=lambda difference: _by_number(difference.path))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple) and value:
        for number, inner in enumerate(value, start=1):
            yield from _leaves(inner, f"{path}.{number}")
    else:
        yield path, None if value in ("", [], {}, ()) else value


def _by_number(path: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in path.split(".")]
