"""Take an import back whole (整批撤回): as long as nobody has touched what it brought. Only history stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from contracts.counterparties.leaving import forget_untouched
from contracts.errands import errands
from contracts.errands.errands import Order
from contracts.errands.records import Errand
from contracts.errands.working import Progress, asker_of
from contracts.importing.batches import NotImportable, held
from contracts.importing.records import ImportBatch, ImportedRow
from contracts.linking.renewing.records import TermWatch
from contracts.records import Contract, Notice, PlanRow
from engine import history
from engine.desk import SYSTEM, Actor, Desk, House, at_desk, reading_at
from engine.errors import Refusal, _l
from engine.instances import cancel_instance
from engine.records import Entry, Instance, Letter
from engine.store import Record, table_of

KIND = "import-undo"
OURS = frozenset({"plan_row", "contract_day", "term_watch", "filing", "stage_time"})     # what comes by itself, and goes with it
NAMED, AT_ONCE = 20, 500
WRITTEN = 3                                # links of a contract's history that its import writes: started, imported, ledger
REASON = "import taken back"


class TouchedSince(Refusal):
    """Somebody has worked on contracts of this import; facts: contracts (numbers, the first of them)."""

    code, status = "import-touched", 409
    title = _l("Somebody has worked on contracts of this import, so it can't be taken back any more.")
    hint = _l("These stand in the way. What is wrong with single contracts is mended there.")


class StillStarting(Refusal):
    """Its contracts are shown, and not all of them have begun; facts: batch."""

    code, status = "import-still-starting", 409
    title = _l("The contracts of this import are just beginning.")
    hint = _l("Wait until it is done, then take it back.")


def take_back(desk: Desk, batch_id: int, name: str) -> None:
    """Hide it at once, and ask for its removal. Raises NotFound, NotYours, StillStarting, TouchedSince, NotImportable, TooMany."""
    batch = held(desk, batch_id)
    errand = desk.session.get(Errand, batch.errand, with_for_update=True) if batch.errand else None
    is_working = errand is not None and errand.state in errands.UNDER_WAY
    if batch.state == "starting":
        raise StillStarting(batch=batch_id)
    if batch.state not in ("importing", "done", "leaving") or (batch.state == "leaving" and is_working):
        raise NotImportable(batch=batch_id, state=batch.state)
    if batch.state == "done" and (found := touched(desk, batch)):
        raise TouchedSince(contracts=", ".join(found))
    if is_working and errand is not None:
        errand.state, errand.ended_at = "cancelled", desk.now
    if batch.state != "leaving":
        facts = {"batch": batch.id, "file": batch.file_name, "contracts": batch.contracts}
        history.record(desk, history.HOUSE, "import-taken-back", facts=facts)
    batch.state, batch.taken_back_by, batch.refused = "leaving", desk.actor.user, None
    batch.errand = errands.ask(desk, KIND, {"batch": batch.id, "name": name}).id


def touched(desk: Desk, batch: ImportBatch) -> list[str]:
    """Numbers of contracts that a person has done something with since they came, or that anything new belongs to."""
    mine = sa.select(ImportedRow.contract_id).where(ImportedRow.batch_id == batch.id)
    worked_on = sorted(_worked_on(desk, batch.id, mine))[:NAMED]
    found = sa.or_(Contract.id.in_(worked_on), *(Contract.id.in_(one) for one in _belonging(mine)))
    query = sa.select(Contract.number).where(Contract.batch_id == batch.id, found)
    return [str(number) for number in desk.session.scalars(query.order_by(Contract.number).limit(NAMED))]


def _worked_on(desk: Desk, batch_id: int, mine: Any) -> set[str]:
    """Those in whose histories, behind what the import wrote itself, a person stands; also of their payments and terms."""
    chains: dict[str, tuple[str, int]] = {}
    for number, query in (
            (WRITTEN, sa.select(ImportedRow.instance_id, ImportedRow.contract_id).where(ImportedRow.batch_id == batch_id)),
            (0, sa.select(PlanRow.instance_id, PlanRow.contract_id).where(PlanRow.contract_id.in_(mine), PlanRow.instance_id.is_not(None))),
            (0, sa.select(TermWatch.instance_id, TermWatch.contract_id).where(TermWatch.contract_id.in_(mine)))):
        chains |= {str(chain): (str(contract), number) for chain, contract in desk.session.execute(query)}
    found: set[str] = set()
    every = list(chains)
    for start in range(0, len(every), AT_ONCE):
        by_people = sa.select(Entry.chain, Entry.number).where(Entry.chain.in_(every[start:start + AT_ONCE]), Entry.actor != SYSTEM.user)
        found |= {chains[chain][0] for chain, number in desk.session.execute(by_people) if number > chains[chain][1]}
    return found


def _belonging(mine: Any) -> Iterator[Any]:
    """Of every table that names contracts, but those that an import fills itself: the contracts of ours that it names."""
    for table in Record.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "contract" and table.name not in OURS:
                yield sa.select(key.parent).where(key.parent.in_(mine))


class ImportUndo:
    """The errand `import-undo`; facts: batch, name. Each contract by commands of its own, so a worker after a dead one goes on."""

    def work(self, house: House, order: Order, progress: Progress) -> None:
        batch_id, actor = int(order.facts["batch"]), asker_of(house, order)
        with reading_at(house, actor) as desk:
            query = (sa.select(ImportedRow.contract_id, ImportedRow.instance_id).join(Contract, Contract.id == ImportedRow.contract_id)
                     .where(ImportedRow.batch_id == batch_id).order_by(ImportedRow.row.desc()))
            left = [(str(contract), str(instance)) for contract, instance in desk.session.execute(query)]
        for done, (contract_id, instance_id) in enumerate(left, start=1):
            _remove(house, actor, contract_id, instance_id)
            progress.told(done, len(left))
        with at_desk(house, actor) as desk:
            _finish(desk, batch_id)


def _remove(house: House, actor: Actor, contract_id: str, instance_id: str) -> None:
    with reading_at(house, SYSTEM) as desk:
        found = _running(desk, contract_id, instance_id)
    for one in found:
        with at_desk(house, SYSTEM) as desk:
            if (instance := desk.session.get(Instance, one)) is not None and instance.ended_at is None:
                cancel_instance(desk, one, REASON)
    with at_desk(house, actor) as desk:
        history.record(desk, instance_id, "import-taken-back", facts={"contract": contract_id})
        _delete(desk, contract_id)


def _running(desk: Desk, contract_id: str, instance_id: str) -> list[str]:
    rows: Any = sa.union_all(sa.select(PlanRow.instance_id).where(PlanRow.contract_id == contract_id),
                             sa.select(TermWatch.instance_id).where(TermWatch.contract_id == contract_id))
    known = [instance_id, *(str(one) for one in desk.session.scalars(rows) if one)]
    return [str(one) for one in desk.session.scalars(sa.select(Instance.id).where(Instance.id.in_(known), Instance.ended_at.is_(None)))]


def _delete(desk: Desk, contract_id: str) -> None:
    """The contract and what is its own; letters that are still on their way to it."""
    letters = sa.or_(Letter.to_id == contract_id, Letter.to_id.startswith(f"{contract_id}."))
    desk.session.execute(sa.delete(table_of(Letter)).where(letters, Letter.state != "delivered"))
    desk.session.execute(sa.delete(table_of(Notice)).where(Notice.contract_id == contract_id))
    for name in sorted(OURS):
        table = Record.metadata.tables[name]
        desk.session.execute(sa.delete(table).where(table.c.contract_id == contract_id))
    desk.session.execute(sa.delete(table_of(Contract)).where(Contract.id == contract_id))


def _finish(desk: Desk, batch_id: int) -> None:
    """Counterparties that only this import brought, and that nobody has looked at since, go too."""
    brought = desk.session.scalars(sa.select(ImportedRow.counterparty_id).where(
        ImportedRow.batch_id == batch_id, ImportedRow.counterparty_id.is_not(None))).all()
    forget_untouched(desk, [one for one in brought if one is not None])
    desk.session.execute(sa.delete(ImportedRow).where(ImportedRow.batch_id == batch_id))
    batch = desk.session.get_one(ImportBatch, batch_id, with_for_update=True)
    batch.state, batch.ended_at = "gone", desk.now

