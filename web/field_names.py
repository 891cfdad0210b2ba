"""Names and values of a contract's fields in the language of who reads them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from contracts.forms.labels import Labels
from web.said import said


class FieldNames:
    """For templates: `names(path)` and `names.value(path, value)`."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def __call__(self, path: str) -> str:
        return " · ".join(gettext("row %(number)s", number=part) if isinstance(part, str) and part.isdigit()
                          else gettext(part) if isinstance(part, str) else said(part) for part in self.labels.parts(path))

    def value(self, path: str, value: Any) -> str:
        chosen = self.labels.choice(path, value)
        return "—" if value is None else said(chosen) if chosen else str(value)
