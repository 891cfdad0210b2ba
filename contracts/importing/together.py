"""What only shows when rows are held against each other and against the house: doubles, counterparties, payments of no contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from contracts.archive.filings import Filing
from contracts.counterparties.blacklisting import in_force
from contracts.counterparties.names import name_key
from contracts.counterparties.records import Counterparty, CounterpartyName
from contracts.importing import findings as say
from contracts.importing.columns import PLAN, folded
from contracts.importing.findings import Found
from contracts.importing.sheets import Names, Planned, Read
from contracts.records import Contract
from engine.desk import Desk

AT_ONCE = 400                              # rows that are looked up together


@dataclass
class Together:
    """What the rows so far have said: by number, file number, code and name, the row that was first."""

    numbers: dict[str, int] = field(default_factory=dict)
    file_numbers: dict[str, int] = field(default_factory=dict)
    codes: dict[str, tuple[int, str]] = field(default_factory=dict)
    parties: set[str] = field(default_factory=set)

    def look_at(self, desk: Desk, reads: Sequence[Read]) -> None:
        """Add to the findings of these rows."""
        self._doubles(reads)
        _taken(desk, reads)
        self._parties(desk, [read for read in reads if read.names.counterparty])

    def _doubles(self, reads: Iterable[Read]) -> None:
        for read in reads:
            wanted = read.names
            for name, value, seen in (("number", wanted.number, self.numbers), ("file_number", wanted.file_number, self.file_numbers)):
                first = seen.setdefault(folded(value), read.row) if value else read.row
                if first != read.row:
                    read.found.append(Found(read.row, name, "error", say.TWICE, {"row": first}, value))
            code, key = wanted.counterparty_code, name_key(wanted.counterparty)
            row, name = self.codes.setdefault(code, (read.row, wanted.counterparty)) if code else (read.row, wanted.counterparty)
            if name_key(name) != key:
                facts = {"row": row, "name": name}
                read.found.append(Found(read.row, "counterparty", "warning", say.ROW_OTHER_NAME, facts, wanted.counterparty))

    def _parties(self, desk: Desk, reads: Sequence[Read]) -> None:
        by_code, by_key = _directory(desk, [read.names for read in reads])
        barred = in_force(desk, [one.id for one in (*by_code.values(), *by_key.values())])
        for read in reads:
            wanted = read.names
            code, key = wanted.counterparty_code, name_key(wanted.counterparty)
            known = by_code.get(code) if code else None
            named = by_key.get(key)
            for sentence, facts in _said_of(wanted, known, named):
                read.found.append(Found(read.row, "counterparty", "warning", sentence, facts, wanted.counterparty))
            if known is None and (named is None or (code and named.code not in (None, code))) and (code or key) not in self.parties:
                self.parties.add(code or key)
                read.found.append(Found(read.row, "counterparty", "warning", say.NEW_PARTY, {}, wanted.counterparty))
            if any(one.id in barred for one in (known, named) if one):
                read.found.append(Found(read.row, "counterparty", "warning", say.BLACKLISTED, {}, wanted.counterparty))


def strays(planned: Planned, numbers: Iterable[str]) -> Iterator[Found]:
    """Payments whose contract is not in the first sheet."""
    known = set(numbers)
    for number, row in planned.first.items():
        if number not in known:
            yield Found(row, "number", "error", say.PLAN_STRAY, {}, number, PLAN)


def _said_of(wanted: Names, known: Counterparty | None, named: Counterparty | None) -> Iterator[tuple[str, dict[str, str]]]:
    if known is not None and name_key(known.name) != name_key(wanted.counterparty):
        yield say.OTHER_NAME, {"name": known.name}
    if known is None and named is not None and wanted.counterparty_code and named.code not in (None, wanted.counterparty_code):
        yield say.OTHER_CODE, {"code": named.code or ""}


def _taken(desk: Desk, reads: Sequence[Read]) -> None:
    numbers = [read.names.number for read in reads if read.names.number]
    files = [read.names.file_number for read in reads if read.names.file_number]
    taken = set(desk.session.scalars(sa.select(Contract.number).where(Contract.number.in_(numbers)))) if numbers else set()
    filed = set(desk.session.scalars(sa.select(Filing.file_number).where(Filing.file_number.in_(files)))) if files else set()
    for read in reads:
        wanted = read.names
        if wanted.number in taken:
            read.found.append(Found(read.row, "number", "error", say.TAKEN, {}, wanted.number))
        if wanted.file_number in filed:
            read.found.append(Found(read.row, "file_number", "error", say.FILE_TAKEN, {}, wanted.file_number))


def _directory(desk: Desk, wanted: Sequence[Names]) -> tuple[dict[str, Counterparty], dict[str, Counterparty]]:
    codes = sorted({one.counterparty_code for one in wanted if one.counterparty_code})
    keys = sorted({name_key(one.counterparty) for one in wanted})
    by_code = {str(one.code): one for one in desk.session.scalars(sa.select(Counterparty).where(Counterparty.code.in_(codes)))}
    query = (sa.select(CounterpartyName.key, Counterparty).join(Counterparty, Counterparty.id == CounterpartyName.counterparty_id)
             .where(CounterpartyName.key.in_(keys)).order_by(Counterparty.id.desc()))
    return by_code, {str(key): one for key, one in desk.session.execute(query)}
