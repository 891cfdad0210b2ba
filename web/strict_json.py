"""The one door for JSON: what is ambiguous, bottomless or no text is refused before anything reads it."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, NoReturn

import orjson
from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.utils import cached_property

from contracts.forms.clean_text import is_unprintable
from engine.errors import Refusal, _l

DEEPEST = 32
LONGEST_NUMBER = 40
LARGEST = 2_000_000


class BadJson(Refusal):
    """A body that is not the JSON that we take; facts: reason, and field where there is one."""

    code, status = "bad-json", 400
    title = _l("The request can't be read.")
    hint = _l("Send JSON in UTF-8: each name once, no NaN or Infinity, no control characters, at most 32 levels deep.")


class CarefulRequest(Request):
    """A request whose JSON body is checked and normalised once, for whoever reads it."""

    def get_data(self, cache: bool = True, as_text: bool = False, parse_form_data: bool = False) -> Any:
        if self.is_json and not parse_form_data:
            return self._checked.decode() if as_text else self._checked
        return super().get_data(cache, as_text, parse_form_data)      # type: ignore[call-overload]

    @cached_property
    def _checked(self) -> bytes:
        if (self.content_length or 0) > LARGEST:
            raise RequestEntityTooLarge()
        raw: bytes = super().get_data(cache=True)
        return orjson.dumps(read_json(raw)) if raw.strip() else b""


def read_json(raw: bytes) -> Any:
    """The value, its texts in NFC. Raises BadJson, naming the field where there is one."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as wrong:
        raise BadJson(reason="the body is not UTF-8") from wrong
    _require_shallow(text)
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite, parse_int=_short)
    except json.JSONDecodeError as wrong:
        raise BadJson(reason=f"line {wrong.lineno}, column {wrong.colno}: {wrong.msg}") from wrong
    return _clean(value, "")


def _require_shallow(text: str) -> None:
    """Before parsing: json.loads would end a hundred thousand brackets with a RecursionError."""
    depth, inside, skip = 0, False, False
    for sign in text:
        if skip:
            skip = False
        elif inside:
            skip, inside = sign == "\\", sign != '"'
        elif sign == '"':
            inside = True
        elif sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise BadJson(reason=f"deeper than {DEEPEST} levels")
        elif sign in "]}":
            depth -= 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadJson(reason="the name stands twice", field=_shown(name))
        found[name] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise BadJson(reason=f"{name} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if len(text) > LONGEST_NUMBER or number in (float("inf"), float("-inf")):
        raise BadJson(reason=f"{text[:LONGEST_NUMBER]} is too large a number; write exact amounts as text")
    return number


def _short(text: str) -> int:
    if len(text) > 18:                  # beyond 64 bits the two databases and JavaScript disagree
        raise BadJson(reason=f"{text[:LONGEST_NUMBER]} is too large a number; write exact amounts as text")
    return int(text)


def _clean(value: Any, path: str) -> Any:
    if isinstance(value, str):
        for sign in value:
            if is_unprintable(sign):
                raise BadJson(reason=f"U+{ord(sign):04X} can't stand in a text", field=path)
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_clean(one, f"{path}.{number}".lstrip(".")) for number, one in enumerate(value, 1)]
    if isinstance(value, dict):
        return {_clean(name, _shown(path)): _clean(one, f"{path}.{_shown(name)}".lstrip(".")) for name, one in value.items()}
    return value


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode()[:80]
