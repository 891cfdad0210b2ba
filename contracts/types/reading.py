"""Types of contracts as administrators and lawyers read them: each with where its definition comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.people.roles import require_type_reader
from contracts.types.catalog import house_rule, shipped
from contracts.types.definitions import ContractType, read_type
from contracts.types.normal import normal
from contracts.types.records import TypeRow
from engine.desk import Desk
from engine.errors import NotFound


@dataclass(frozen=True)
class TypeView:
    """One type. `version` 0: as we ship it; `is_shipped`: there is one of ours to go back to."""

    type: ContractType
    definition: Mapping[str, Any]
    version: int
    is_shipped: bool
    changed_by: str = ""
    changed_at: dt.datetime | None = None


def type_views(desk: Desk) -> list[TypeView]:
    """All types in their order, retired ones too. Raises NotYours."""
    require_type_reader(desk)
    rows = {row.key: row for row in desk.session.scalars(sa.select(TypeRow))}
    found = [_view(desk, key, rows.get(key)) for key in {**shipped(), **rows}]
    return sorted(found, key=lambda one: (one.type.position, one.type.key))


def type_view(desk: Desk, key: str) -> TypeView:
    """One of them. Raises NotYours, NotFound."""
    require_type_reader(desk)
    row = desk.session.get(TypeRow, key)
    if row is None and key not in shipped():
        raise NotFound(type=key[:40])
    return _view(desk, key, row)


def _view(desk: Desk, key: str, row: TypeRow | None) -> TypeView:
    definition = normal(row.definition if row else shipped()[key])
    kind = read_type(definition, house_rule(desk.house))
    if row is None:
        return TypeView(kind, definition, 0, True)
    return TypeView(kind, definition, row.version, key in shipped(), row.changed_by, row.changed_at)
