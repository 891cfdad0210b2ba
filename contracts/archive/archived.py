"""The archive (档案): every filed contract that I may see, by file number, with its package."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.archive.filings import Filing
from contracts.archive.verifying import Fault, Report, verify_package
from contracts.deciding.asked import seen_contract
from contracts.files.vault import Vault
from contracts.permissions import visible
from contracts.reading.search import holding
from contracts.records import Contract, Paper
from engine.desk import Desk, House
from engine.errors import Invalid, NotFound, _l
from engine.records import Entry

PAGE = 50


@dataclass(frozen=True)
class Archived:
    """One contract in the archive; `package` is the number of the paper, None while it is being made."""

    contract_id: str
    file_number: str
    number: str | None
    title: str
    counterparty: str
    department: str
    retention: str
    filed_by: str
    filed_at: dt.datetime
    keep_until: int | None                 # the year, counted from the one after filing; None: for ever
    package: int | None
    package_sha: str | None
    package_size: int | None
    is_imported: bool = False              # its papers never were here
    recorded_sha: str | None = None        # what the history says that was made; looked up for one contract only


@dataclass(frozen=True)
class ArchivePage:
    """Newest first; `next` None at the end."""

    rows: tuple[Archived, ...]
    count: int
    next: str | None


def page(desk: Desk, text: str = "", *, after: str | None = None, limit: int = PAGE) -> ArchivePage:
    """One page; `text` is looked for in file number, number, title, counterparty. Raises Invalid for a key that no page gave."""
    query = _seen(desk, text).order_by(Filing.filed_at.desc(), Filing.contract_id.desc()).limit(limit + 1)
    if after:
        columns = (Filing.filed_at, Filing.contract_id)
        key = sa.tuple_(*(sa.literal(value, column.type) for value, column in zip(_parse(after), columns, strict=True)))
        query = query.where(sa.tuple_(*columns) < key)
    found = [_archived(desk.house.zone, filing, contract, paper) for filing, contract, paper in desk.session.execute(query)]
    last = found[limit - 1] if len(found) > limit else None
    count = desk.session.scalar(sa.select(sa.func.count()).select_from(_seen(desk, text).subquery())) or 0
    return ArchivePage(tuple(found[:limit]), count, f"{last.filed_at.isoformat()}~{last.contract_id}" if last else None)


def archived(desk: Desk, contract_id: str) -> Archived:
    """One contract of the archive. Raises NotFound, also for one that the actor may not see."""
    row = desk.session.execute(_seen(desk, "").where(Contract.id == seen_contract(desk, contract_id).id)).one_or_none()
    if row is None:
        raise NotFound(contract=contract_id)
    filing, contract, paper = row
    made = sa.select(Entry.facts).where(Entry.chain == contract.instance_id, Entry.act == "package-made").order_by(Entry.number.desc())
    recorded = desk.session.scalar(made.limit(1)) or {}
    return replace(_archived(desk.house.zone, filing, contract, paper), recorded_sha=recorded.get("sha"))


def verify_archived(house: House, one: Archived) -> Report:
    """Verify the package as the vault has it now, also against the digest that the history holds; no desk is needed."""
    vault: Vault = house.parts["vault"]
    name = f"{one.file_number}.zip"
    try:
        content = vault.read(one.package_sha or "")
    except NotFound:
        return Report(0, 0, (Fault(name, "missing"),))
    found = verify_package(io.BytesIO(content))
    if hashlib.sha256(content).hexdigest() != one.recorded_sha:         # another package, whole in itself
        return replace(found, faults=(Fault(name, "changed"), *found.faults))
    return found


def _seen(desk: Desk, text: str) -> sa.Select[Filing, Contract, Paper]:
    package = sa.and_(Paper.contract_id == Filing.contract_id, Paper.number == Filing.package)
    query = (sa.select(Filing, Contract, Paper).join(Contract, Contract.id == Filing.contract_id).outerjoin(Paper, package)
             .where(visible(desk)))
    return query.where(*holding((Filing.file_number, Contract.number, Contract.title, Contract.counterparty), text))


def _archived(zone: str, filing: Filing, contract: Contract, package: Paper | None) -> Archived:
    years = int(filing.retention) if filing.retention.isdigit() else None
    year = filing.filed_at.astimezone(ZoneInfo(zone)).year
    return Archived(contract.id, filing.file_number, contract.number, contract.title, contract.counterparty, contract.department,
                    filing.retention, filing.filed_by, filing.filed_at, year + years if years else None,
                    package.number if package else None, package.sha if package else None, package.size if package else None,
                    contract.source == "imported")


def _parse(after: str) -> tuple[dt.datetime, str]:
    at, _, contract_id = after.partition("~")
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError as unreadable:
        raise Invalid(fields={"after": _l("This page does not exist; start again from the first.")}) from unreadable
    if moment.tzinfo is None:
        raise Invalid(fields={"after": _l("This page does not exist; start again from the first.")})
    return moment, contract_id
