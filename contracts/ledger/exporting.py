"""The ledger as a file (导出): what the asker may see when it is written, row by row, as .xlsx or .csv."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from contracts.errands.errands import Order, Result
from contracts.errands.working import Progress, asker_of
from contracts.files.vault import Vault
from contracts.ledger import listing
from contracts.ledger.columns import Column, columns_named
from contracts.ledger.filters import Filters
from contracts.ledger.rows import LedgerRow
from contracts.ledger.spreadsheets import write_csv, write_xlsx
from contracts.people.company import Company, company
from contracts.projects.names import project_names
from engine.desk import Desk, House, reading_at

KIND = "ledger-export"
AT_ONCE = 500
MEDIA = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
WRITERS = {"xlsx": write_xlsx, "csv": write_csv}


@dataclass(frozen=True)
class Words:
    """What the file says in words: names of people, departments and projects, choices in the asker's words; moments in this zone."""

    known: Company
    projects: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    zone: ZoneInfo

    def value(self, row: LedgerRow, column: Column) -> Any:
        """A text, a number, a day, a moment of this place, or None."""
        value = getattr(row, column.name)
        if value in (None, ""):
            return None
        said = SAID.get(column.kind)
        return said(self, value) if said else self.choices.get(column.name, {}).get(value, value)

    def person(self, login: str) -> str:
        known = self.known.users.get(login)
        return known.name if known else login

    def department(self, code: str) -> str:
        unit = self.known.departments.get(code)
        return unit.name if unit else code

    def project(self, code: str) -> str:
        return self.projects.get(code, code)

    def holders(self, held: Any) -> str | None:
        names = []
        for holding in held:
            kind, _, name = holding.principal.partition(":")
            circle = self.known.groups.get(name) if kind == "g" else None
            names.append(circle.title if circle else self.person(name))
        return "、".join(names) or None

    def moment(self, at: dt.datetime) -> dt.datetime:
        return at.astimezone(self.zone).replace(tzinfo=None, second=0, microsecond=0)


SAID: Mapping[str, Callable[[Words, Any], Any]] = {
    "person": Words.person, "department": Words.department, "project": Words.project, "held": Words.holders, "moment": Words.moment,
    "money": lambda _words, amount: amount, "percent": lambda _words, percent: percent / 100, "date": lambda _words, day: day}


class LedgerExport:
    """The errand `ledger-export`; facts: form, filters, columns, sort, as_of, headings, choices, name."""

    def work(self, house: House, order: Order, progress: Progress) -> Result:
        """Write the file and keep it. Raises VaultFull, NotYours."""
        facts, form = order.facts, str(order.facts["form"])
        columns = columns_named(facts["columns"])
        vault: Vault = house.parts["vault"]
        with reading_at(house, asker_of(house, order)) as desk, tempfile.TemporaryFile() as file:
            rows = _rows(desk, order, columns, progress)
            WRITERS[form](file, [str(heading) for heading in facts["headings"]], columns, rows)
            file.seek(0)
            kept = vault.put(file)
        return Result(kept.sha, f"{facts['name']}.{form}", MEDIA[form])


def _rows(desk: Desk, order: Order, columns: tuple[Column, ...], progress: Progress) -> Iterator[list[Any]]:
    facts = order.facts
    filters, as_of = Filters.of_facts(facts["filters"]), dt.date.fromisoformat(facts["as_of"]) if facts["as_of"] else None
    words = Words(company(desk), project_names(desk), facts["choices"], ZoneInfo(desk.house.zone))
    total, done = listing.totals(desk, filters, as_of).count, 0
    progress.told(0, total)
    shown = {column.name for column in columns}
    for portion in listing.every_row(desk, filters, sort=facts["sort"], as_of=as_of, at_once=AT_ONCE, shown=shown):
        for row in portion:
            yield [words.value(row, column) for column in columns]
        done += len(portion)
        progress.told(done, total)


