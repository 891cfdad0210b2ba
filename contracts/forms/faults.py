"""What is wrong with a definition that people write: a place in it and a sentence, which can still be translated."""

from __future__ import annotations

from typing import Any


class Fault(str):
    """`sections.1.fields.2.kind: ...` as text; `place`, and `template` % `values`, where it is shown beside its place."""

    place: str
    template: str
    values: dict[str, Any]

    def __new__(cls, place: str, template: str, **values: Any) -> Fault:
        made = super().__new__(cls, f"{place}: {template % values if values else template}")
        made.place, made.template, made.values = place, template, values
        return made
