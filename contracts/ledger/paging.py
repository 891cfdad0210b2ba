"""Pages by key under any order: what is empty comes last, the id decides between equals, so that no row is lost or seen twice."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa

from contracts.ledger.columns import Order
from contracts.ledger.sources import Source
from engine.errors import Invalid, _l

NEVER_EMPTY = {"updated_at", "created_at", "title"}       # ordered by the bare column, so that an index serves
NO_PAGE = _l("This page does not exist; start again from the first.")


def sorted_by(source: Source, order: Order, key: sa.ColumnElement[Any]) -> list[sa.ColumnElement[Any]]:
    """The order of rows."""
    ends: list[sa.ColumnElement[Any]] = [key.desc(), source.id.desc()] if order.is_descending else [key.asc(), source.id.asc()]
    return ends if order.column.name in NEVER_EMPTY else [sa.case((key.is_(None), 1), else_=0), *ends]


def key_of(value: Any, contract_id: str) -> str:
    """Where the next page starts: behind this value and this contract."""
    if value is None:
        return f"n~{contract_id}"
    return f"v{value.isoformat() if isinstance(value, dt.date) else value}~{contract_id}"


def behind(source: Source, order: Order, key: sa.ColumnElement[Any], after: str | None) -> list[sa.ColumnElement[bool]]:
    """What comes behind a page. Raises Invalid for a key that no page gave."""
    if not after:
        return []
    value, contract_id = _parse(order, after)
    here = sa.literal(contract_id, source.id.type)
    id_follows = source.id < here if order.is_descending else source.id > here
    if value is None:
        return [key.is_(None), id_follows]
    there = sa.literal(value, key.type)
    follows = key < there if order.is_descending else key > there
    if order.column.name in NEVER_EMPTY:
        edge = key <= there if order.is_descending else key >= there
        return [edge, sa.or_(follows, id_follows)]
    return [sa.or_(key.is_(None), follows, sa.and_(key == there, id_follows))]


def _parse(order: Order, after: str) -> tuple[Any, str]:
    marked, _, contract_id = after.rpartition("~")
    kind, written = marked[:1], marked[1:]
    try:
        if str(uuid.UUID(contract_id)) != contract_id or kind not in ("v", "n"):
            raise ValueError(after)
        return (None if kind == "n" else _read(order.column.kind, written)), contract_id
    except ValueError as unreadable:
        raise Invalid(fields={"after": NO_PAGE}) from unreadable


def _read(kind: str, written: str) -> Any:
    if kind in ("money", "percent", "count"):
        return int(written)
    if kind == "date":
        return dt.date.fromisoformat(written)
    if kind == "moment":
        moment = dt.datetime.fromisoformat(written)
        if moment.tzinfo is None:
            raise ValueError(written)
        return moment
    return written
