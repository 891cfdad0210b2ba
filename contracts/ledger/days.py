"""The ledger of past days: in the transaction of every change the contract's state at the end of the day is written anew.

Whoever writes a contract's row through the desk's session is heard here, record by record or in one UPDATE: nobody has to call anything.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, object_session

from contracts.ledger.records import FIELDS, OPEN, ContractDay
from contracts.people.company import today
from contracts.records import Contract
from engine.desk import Desk
from engine.store import table_of

MOVED = "contracts whose row was written"
_live, _days = table_of(Contract), table_of(ContractDay)
_older = _days.alias()                   # made once: to make it costs as much as both statements


def write_days(desk: Desk) -> None:
    """Bring the day of every contract that this command wrote to what it is now: a House's `before_commit`."""
    moved = desk.session.info.pop(MOVED, None)
    if moved:
        write_day_of(desk, moved)


def write_day_of(desk: Desk, contract_ids: set[str]) -> None:
    """The state of now becomes the state at the end of today; the day before it ends. Two statements, however many contracts.

    A clock that went back changes no past: the newest day is written then. On PostgreSQL the contract's row is locked by who wrote it,
    so that of two commands the second one reads here what the first one left.
    """
    day, ids = sa.literal(today(desk), sa.Date), sorted(contract_ids)
    desk.session.execute(sa.update(_days).where(_days.c.contract_id.in_(ids), _days.c.until == OPEN, _days.c.day < today(desk))
                         .values(until=today(desk)))
    newest = sa.select(_older.c.day).where(_older.c.contract_id == _live.c.id, _older.c.until == OPEN).scalar_subquery()
    now = sa.select(_live.c.id, sa.func.coalesce(newest, day), sa.literal(OPEN, sa.Date), *(_live.c[name] for name in FIELDS)).where(
        _live.c.id.in_(ids))
    insert: Any = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
    put = insert(_days).from_select(["contract_id", "day", "until", *FIELDS], now)
    desk.session.execute(put.on_conflict_do_update(
        index_elements=["contract_id", "day"], set_={name: put.excluded[name] for name in ("until", *FIELDS)}))


def _note(session: Session, ids: set[str]) -> None:
    session.info.setdefault(MOVED, set()).update(ids)


@sa.event.listens_for(Contract, "after_insert")
@sa.event.listens_for(Contract, "after_update")
def _hear_record(_mapper: Mapper[Any], _connection: sa.Connection, contract: Contract) -> None:
    session = object_session(contract)
    if session is not None:
        _note(session, {str(contract.id)})


@sa.event.listens_for(Contract, "after_delete")
def _hear_removal(_mapper: Mapper[Any], _connection: sa.Connection, contract: Contract) -> None:
    session = object_session(contract)
    if session is not None:
        session.info.get(MOVED, set()).discard(str(contract.id))           # its days go with it


@sa.event.listens_for(Session, "do_orm_execute")
def _hear_statement(asked: ORMExecuteState) -> None:
    statement: Any = asked.statement
    if not (asked.is_update or asked.is_insert) or getattr(statement.table, "name", "") != _live.name:
        return
    given: Any = asked.parameters
    rows = [given] if isinstance(given, dict) else list(given or ())
    ids = {str(row["id"]) for row in rows if "id" in row}
    if asked.is_update and not ids:
        ids = {str(one) for one in asked.session.scalars(sa.select(_live.c.id).where(*statement._where_criteria))}
    elif not ids:
        raise RuntimeError("insert contracts as records or as rows with ids, so that the ledger's day hears of them")
    _note(asked.session, ids)
