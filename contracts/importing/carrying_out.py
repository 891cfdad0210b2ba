"""Carry an import out: one contract a transaction, hidden; then all are shown at once, and each begins at its stage."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from contracts.errands.errands import Order
from contracts.errands.working import Progress, Withdrawn, asker_of
from contracts.files.vault import Vault
from contracts.importing.batches import RUN as KIND
from contracts.importing.batches import note_refusal
from contracts.importing.entering import enter_contract
from contracts.importing.known import Known, known_of, places_in
from contracts.importing.opening import opened
from contracts.importing.records import ImportBatch, ImportedRow
from contracts.importing.sheets import Read, read_contracts, read_plan
from contracts.linking.renewing.watching import begin_watch
from contracts.records import Contract
from contracts.types.catalog import pin_fields
from engine import history
from engine.desk import SYSTEM, Actor, Desk, House, at_desk, reading_at
from engine.editions import specs_for
from engine.errors import Refusal, _l
from engine.instances import begin_instance
from engine.records import Instance

AT_ONCE = 500                              # rows that are looked up together; each is a transaction of its own

__all__ = ["KIND", "ImportRun"]


class RowChanged(Refusal):
    """A row that was fine in the dry run is wrong now: somebody left, a project or a number went; facts: row, column, why."""

    code, status = "import-row-changed", 409
    title = _l("A row that was fine when it was checked can't be imported any more.")
    hint = _l("Mend what is named here, then go on; or take this import back.")


class ImportRun:
    """The errand `import-run`; facts: batch, name. A worker that comes after a dead one goes on where that one stood."""

    def work(self, house: House, order: Order, progress: Progress) -> None:
        batch_id, actor = int(order.facts["batch"]), asker_of(house, order)
        try:
            self._enter(house, actor, batch_id, progress)
            with at_desk(house, actor) as desk:
                _show(desk, batch_id)
            self._begin(house, batch_id, progress)
        except Refusal as refused:
            with at_desk(house, actor) as desk:
                note_refusal(_held(desk, batch_id), refused)
            raise
        with at_desk(house, actor) as desk:
            batch = _held(desk, batch_id)
            if batch.state == "starting":
                batch.state, batch.ended_at = "done", desk.now

    def _enter(self, house: House, actor: Actor, batch_id: int, progress: Progress) -> None:
        vault: Vault = house.parts["vault"]
        with reading_at(house, actor) as desk:
            batch, known = desk.session.get_one(ImportBatch, batch_id), known_of(desk)
            last = desk.session.scalar(sa.select(sa.func.max(ImportedRow.row)).where(ImportedRow.batch_id == batch_id)) or 0
        if batch.state != "importing":
            return
        pins = {key: pin_fields(house, kind) for key, kind in known.types.items()}
        with vault.open(batch.file_sha) as file, opened(file, batch.file_name) as book:
            reads = (one for one in read_contracts(book, known, batch.language, read_plan(book, known.today)) if isinstance(one, Read))
            for done, read in enumerate(reads, start=1):
                if read.row > last:
                    _enter_one(house, actor, batch_id, read, known, pins)
                progress.told(done // 2, batch.contracts)

    def _begin(self, house: House, batch_id: int, progress: Progress) -> None:
        """Two halves of one bar: the second is what begins."""
        with reading_at(house, SYSTEM) as desk:
            total = desk.session.get_one(ImportBatch, batch_id).contracts
        left = 0
        for portion in _waiting(house, batch_id):
            left = left or _left(house, batch_id)
            for row in portion:
                with at_desk(house, SYSTEM) as desk:
                    begin_contract(desk, batch_id, row)
                left -= 1
                progress.told(total - left // 2, total)


def _enter_one(house: House, actor: Actor, batch_id: int, read: Read, known: Known, pins: dict[str, str]) -> None:
    wanted = read.wanted
    if wanted is None:
        first = next(one for one in read.found if one.is_error)
        raise RowChanged(row=read.row, column=first.column, why=first.sentence)
    with at_desk(house, actor) as desk:
        batch = _held(desk, batch_id)
        if batch.state != "importing":                      # it is being taken back
            raise Withdrawn()
        if desk.session.get(ImportedRow, (batch_id, read.row)) is None:
            enter_contract(desk, batch, read.row, wanted, known.types[wanted.type], pins[wanted.type])


def _show(desk: Desk, batch_id: int) -> None:
    """From this commit on everybody sees what they may see of it."""
    batch = _held(desk, batch_id)
    if batch.state == "importing":
        batch.state, batch.shown_at = "starting", desk.now
        history.record(desk, history.HOUSE, "import-done", facts={"batch": batch.id, "file": batch.file_name, "contracts": batch.contracts})


def begin_contract(desk: Desk, batch_id: int, row: int) -> None:
    """Let the instance of an imported contract go, at the stage that was given; its term is watched from now on."""
    imported = desk.session.get_one(ImportedRow, (batch_id, row))
    instance = desk.session.get_one(Instance, imported.instance_id)
    if instance.status == "held":
        contract = desk.session.get_one(Contract, imported.contract_id)
        stage = contract.stage if contract.status == "running" else contract.status
        begin_instance(desk, imported.instance_id, at=places_in(specs_for(desk, instance.digest))[stage])
        if stage == "perform":
            begin_watch(desk, contract)
    imported.begun = True


def _waiting(house: House, batch_id: int) -> Iterator[list[int]]:
    query = (sa.select(ImportedRow.row).where(ImportedRow.batch_id == batch_id, ImportedRow.begun.is_(False))
             .order_by(ImportedRow.row).limit(AT_ONCE))
    while True:
        with reading_at(house, SYSTEM) as desk:
            rows = list(desk.session.scalars(query))
        if not rows:
            return
        yield rows


def _left(house: House, batch_id: int) -> int:
    with reading_at(house, SYSTEM) as desk:
        waiting = (ImportedRow.batch_id == batch_id, ImportedRow.begun.is_(False))
        return desk.session.scalar(sa.select(sa.func.count()).select_from(ImportedRow).where(*waiting)) or 0


def _held(desk: Desk, batch_id: int) -> ImportBatch:
    return desk.session.get_one(ImportBatch, batch_id, with_for_update=True, populate_existing=True)
