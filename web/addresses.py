"""What may stand in an address: `<id:contract_id>` is a UUID in its one way of being written, as text."""

from __future__ import annotations

import uuid

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError


class IdConverter(BaseConverter):
    """A UUID as its dashed, small string; anything else is no such address."""

    def to_python(self, value: str) -> str:
        try:
            return str(uuid.UUID(value))
        except ValueError as wrong:
            raise ValidationError() from wrong


def name_parts(app: Flask) -> None:
    app.url_map.converters["id"] = IdConverter
