"""What may stand in an address: `<id:contract_id>` is a UUID in its one way of being written, as text; `<int:number>` one that is kept."""

from __future__ import annotations

import uuid

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map, ValidationError

MOST = 2**63 - 1


class IdConverter(BaseConverter):
    """A UUID as its dashed, small string; anything else is no such address."""

    def to_python(self, value: str) -> str:
        try:
            return str(uuid.UUID(value))
        except ValueError as wrong:
            raise ValidationError() from wrong


class NumberConverter(IntegerConverter):
    """A whole number that a database can hold; a larger one is no such address."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=MOST)


def name_parts(app: Flask) -> None:
    app.url_map.converters |= {"id": IdConverter, "int": NumberConverter}
