"""Names and values of a contract's fields in the language of who reads them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from flask_babel import gettext

from contracts.forms.labels import Labels
from web.said import said
from web.showing.moments import now, written, zone

A_FILE = re.compile(r"[0-9a-f]{64}")
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class FieldNames:
    """For templates: `names(path)` and `names.value(path, value)`."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def __call__(self, path: str) -> str:
        return " · ".join(gettext("row %(number)s", number=part) if isinstance(part, str) and part.isdigit()
                          else gettext(part) if isinstance(part, str) else said(part) for part in self.labels.parts(path))

    def value(self, path: str, value: Any) -> str:
        if value is None:
            return "—"
        if chosen := self.labels.choice(path, value):
            return said(chosen)
        if path.endswith("_on") and isinstance(value, str) and A_DAY.fullmatch(value):
            return written(dt.date.fromisoformat(value), now().astimezone(zone()).date())
        return value[:12] if isinstance(value, str) and A_FILE.fullmatch(value) else str(value)
