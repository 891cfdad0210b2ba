"""The doctor's look at the ledger of past days: held against now and the history, and written anew from them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.ledger.looking_back import Change, Day, days_back
from contracts.ledger.records import FIELDS, OPEN, ContractDay
from contracts.linking.renewing.records import TermWatch
from contracts.records import Contract, PlanRow
from engine.desk import Actor, Desk, House, at_desk, reading_at
from engine.records import Entry
from engine.store import table_of

_live, _days = table_of(Contract), table_of(ContractDay)
MONEY = frozenset({"amount", "changed_amount", "net", "tax", "invoiced_amount", "settled_amount"})
DATES = frozenset({"signed_on", "starts_on", "ends_on"})


def differences(desk: Desk) -> list[str]:
    """Every contract whose days are not what now and the history say; empty is well."""
    return [f"{contract}: {what}" for contract, (what, _) in _wrong(desk)]


def rewrite(house: House, actor: Actor) -> None:
    """Write the days of these contracts anew, each in a command of its own. What no entry tells is taken to have been as it is now."""
    with reading_at(house, actor) as looking:
        wrong = [contract for contract, _ in _wrong(looking)]
    for contract in wrong:
        with at_desk(house, actor) as desk:
            desk.session.execute(sa.select(_live.c.id).where(_live.c.id == contract).with_for_update())
            for _, (_, told) in _wrong(desk, contract):
                desk.session.execute(sa.delete(_days).where(_days.c.contract_id == contract))
                rows = [{"contract_id": contract, "day": day.day, "until": day.until, **day.fields} for day in told]
                desk.session.execute(sa.insert(_days), rows)


def _wrong(desk: Desk, only: str | None = None) -> Iterator[tuple[str, tuple[str, list[Day]]]]:
    """(contract, (what is wrong, its days as they should be))."""
    mine = () if only is None else (_live.c.id == only,)
    changes, kept = _changes(desk, only), _kept(desk, only)
    zone = ZoneInfo(desk.house.zone)
    for values in desk.session.execute(sa.select(_live.c.id, *(_live.c[name] for name in FIELDS)).where(*mine).order_by(_live.c.id)):
        contract, now = str(values[0]), dict(zip(FIELDS, values[1:], strict=True))
        told = days_back(now, changes.get(contract, []), zone)
        what = _difference(kept.get(contract, []), now, told, {name for one in changes.get(contract, []) for name in one.before})
        if what:
            yield contract, (what, told)


def _difference(kept: list[Day], now: Mapping[str, Any], told: list[Day], names: set[str]) -> str:
    """The days follow each other until now, the last one is as now, and each is what the history tells of it."""
    if not kept or dict(kept[-1].fields) != dict(now) or kept[-1].until != OPEN:
        return "the last day is not what it is now"
    if any(day.until != following.day for day, following in zip(kept, kept[1:], strict=False)):
        return "the days do not follow each other"
    for day in told:
        found = next((one for one in kept if one.day <= day.day < one.until), None)
        if found is None:
            return f"{day.day} is missing"
        wrong = sorted(name for name in names & set(FIELDS) if found.fields[name] != day.fields[name])
        if wrong:
            return f"{day.day}: the history knows another {', '.join(wrong)}"
    return ""


def _kept(desk: Desk, only: str | None) -> dict[str, list[Day]]:
    mine = () if only is None else (_days.c.contract_id == only,)
    query = sa.select(_days.c.contract_id, _days.c.day, _days.c.until, *(_days.c[name] for name in FIELDS)).where(*mine)
    found: dict[str, list[Day]] = defaultdict(list)
    for contract, day, until, *values in desk.session.execute(query.order_by(_days.c.contract_id, _days.c.day)):
        found[str(contract)].append(Day(day, until, dict(zip(FIELDS, values, strict=True))))
    return found


def _changes(desk: Desk, only: str | None) -> dict[str, list[Change]]:
    """By contract what was before, say the ledger entries of its own chain, of its obligations', of what changed or linked it."""
    own = sa.select(Contract.instance_id, Contract.id).where(*(() if only is None else (Contract.id == only,)))
    rows = sa.select(PlanRow.instance_id, PlanRow.contract_id).where(*(() if only is None else (PlanRow.contract_id == only,)))
    of = {str(instance): str(contract) for query in (own, rows) for instance, contract in desk.session.execute(query) if instance}
    about = sa.select(Contract.instance_id).where(Contract.parent_id.is_not(None) if only is None else Contract.parent_id == only)
    watches = sa.select(TermWatch.instance_id).join(Contract, Contract.parent_id == TermWatch.contract_id).where(Contract.id == only)
    chains = [*of, *(str(instance) for query in (about, watches) for instance in desk.session.scalars(query) if instance)]
    query = sa.select(Entry.chain, Entry.at, Entry.act, Entry.facts).where(Entry.act.in_(("ledger", "took-effect", "linked"))).order_by(
        Entry.chain, Entry.number)
    found: dict[str, list[Change]] = defaultdict(list)
    for chain, at, act, facts in desk.session.execute(query if only is None else query.where(Entry.chain.in_(chains))):
        contract = of.get(chain) if act == "ledger" else (facts or {}).get("contract")
        if contract and only in (None, contract):
            before = (facts or {}).get("before") or {}
            found[contract].append(Change(at, {name: _read(name, value) for name, value in before.items()}))
    return found


def _read(name: str, value: Any) -> Any:
    """A value of the history, which is JSON, as the row has it."""
    if value is None or name not in MONEY | DATES:
        return value
    return dt.date.fromisoformat(value) if name in DATES else Decimal(value)
