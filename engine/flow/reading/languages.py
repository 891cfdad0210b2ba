"""What elements are called in another language than the one they are drawn in: the property `name:en`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.flow.reading.drawn import Drawn
from engine.flow.reading.people import properties_of

PREFIX = "name:"


def translated_names(files: Iterable[Drawn]) -> Mapping[str, Mapping[str, str]]:
    """By the drawn name: {"法务审查": {"en": "Legal review"}}. Of two elements that are drawn with one name, the first says it."""
    found: dict[str, dict[str, str]] = {}
    for file in files:
        for element in file.ids.values():
            for name, value in properties_of(element).items():
                if name.startswith(PREFIX) and value.strip() and element.get("name"):
                    found.setdefault(element.get("name"), {}).setdefault(name.removeprefix(PREFIX), value.strip())
    return found
