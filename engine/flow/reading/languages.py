"""What diagrams and tables say in another language than they are drawn in: `name:en` of an element, `en:words` in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.flow.markup import LARGEST_TABLE, Unreadable, name_of, read_markup
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.people import properties_of

PREFIX = "name:"

Translated = Mapping[str, Mapping[str, str]]


def translated_names(files: Iterable[Drawn], tables: Iterable[bytes] = ()) -> Translated:
    """By the drawn words: {"法务审查": {"en": "Legal review"}}. Of two that are drawn with the same words, the first says it."""
    found: dict[str, dict[str, str]] = {}
    for words, language, said in (*_of_diagrams(files), *(one for content in tables for one in _of_table(content))):
        if words and language and said.strip():
            found.setdefault(words, {}).setdefault(language, said.strip())
    return found


def _of_diagrams(files: Iterable[Drawn]) -> Iterator[tuple[Any, str, str]]:
    for file in files:
        for element in file.ids.values():
            for name, value in properties_of(element).items():
                if name.startswith(PREFIX):
                    yield element.get("name"), name.removeprefix(PREFIX), value


def _of_table(content: bytes) -> Iterator[tuple[str, str, str]]:
    """A decision's property `en:高风险`: bound to the words, so that a row whose words are changed loses its old translation."""
    try:
        root = read_markup(content, LARGEST_TABLE)
    except Unreadable:
        return
    for holder in (inner for decision in root for inner in decision if name_of(inner) == "extensionElements"):
        for one in holder.iter():
            language, _, words = str(one.get("name") or "").partition(":")
            if name_of(one) == "property":
                yield words.strip(), language, str(one.get("value") or "")
