"""Contracts by the hundred thousand, written directly: what a ledger looks like after years. Each has three days of its past."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from bench import around
from contracts.counterparties.records import Counterparty
from contracts.deciding.deciders import as_kept
from contracts.keeping.statistics import renew_statistics
from contracts.ledger.records import FIELDS, OPEN, ContractDay
from contracts.process.stage_times import StageTime
from contracts.projects.records import Project, ProjectMember
from contracts.records import Contract, PlanRow
from engine.desk import SYSTEM, House, at_desk
from engine.identity import new_id
from engine.records import Holder, Instance, Visit, WorkItem
from engine.store import table_of

AT_ONCE = 2000
TABLES = (Contract, ContractDay, Instance, Visit, WorkItem, Holder, PlanRow, StageTime)
PLACES = ["北京", "上海", "广州", "深圳", "成都", "武汉", "西安", "南京", "杭州", "重庆", "天津", "苏州", "长沙", "郑州", "青岛", "沈阳", "宁波", "昆明"]
WORKS = ["恒立达电梯", "中铁建工", "华润物业", "东方钢铁", "安泰消防", "宏远机电", "科锐信息", "绿洲园林", "远大空调", "金盾保安", "博世设备", "蓝天环保"]
OBJECTS = ["电梯维护保养", "办公楼装修", "中央空调采购", "消防改造", "物业管理", "软件开发", "绿化养护", "钢材采购", "监控系统", "厂房施工", "设备租赁", "审计咨询"]
TYPES = ("service", "purchase", "construction", "income")
DRAFTERS = (*(f"user-{number}" for number in range(38)), "chen", "qian")
DEPARTMENTS = ("ENG", "PUR", "LEG", "FIN", "ADM", "HQ")
STAGES = {("draft", "running"): 2, ("review", "running"): 3, ("sign", "running"): 2, ("perform", "running"): 40, ("archive", "running"): 1,
          ("archive", "archived"): 47, ("review", "cancelled"): 5}                  # of a hundred
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ZERO = Decimal("0.00")


def fill_contracts(house: House, many: int, *, first: int = 0, seed: int = 7) -> None:
    """So many contracts of four years, numbered from `first`, of some 3,000 counterparties and 40 drafters, with what the form holds beside
    (a kilobyte each), who decided on them, and their payments. The first of all bring directory and projects.
    """
    chance = random.Random(seed + first)
    if not first:
        _fill_around(house)
    with house.store.reading.connect() as connection:
        known: dict[str, int] = {name: key for key, name in connection.execute(sa.select(Counterparty.id, Counterparty.name))}
    made = (_contract(chance, number, known) for number in range(first, first + many))
    while batch := list(itertools.islice(made, AT_ONCE)):
        rows: dict[Any, list[dict[str, Any]]] = {record: [] for record in TABLES} | {Contract: batch}
        for row in batch:
            rows[ContractDay] += _days(row)
            done: set[str] = set()
            for record, more in (*around.work_of(row, chance, NOW), *around.payments_of(row, chance, NOW)):
                rows[record].append(more)
                done |= {more["done_by"]} - {None} if record is WorkItem else set()
            row["decided_by"] = as_kept(done)
        _write(house, rows)
    with at_desk(house, SYSTEM) as desk:
        renew_statistics(desk)
    if not house.store.is_sqlite:
        with house.store.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _fill_around(house: House) -> None:
    names = (f"{place}{work}第{number}有限公司" for place in PLACES for work in WORKS for number in range(1, 14))
    rows: dict[Any, list[dict[str, Any]]] = {Counterparty: list(around.parties(names, NOW)), Project: [], ProjectMember: []}
    for record, row in around.projects([f"P-{number:03d}" for number in range(60)], NOW):
        rows[record].append(row)
    _write(house, rows)


def _write(house: House, rows: dict[Any, list[dict[str, Any]]]) -> None:
    with house.store.writing.begin() as connection:
        for record, found in rows.items():
            if found:
                connection.execute(sa.insert(table_of(record)), found)


def _contract(chance: random.Random, number: int, known: dict[str, int]) -> dict[str, Any]:
    begun = NOW - dt.timedelta(minutes=chance.randrange(60 * 24 * 1400))
    [(stage, status)] = chance.choices(list(STAGES), list(STAGES.values()))
    kind, department = chance.choice(TYPES), chance.choice(DEPARTMENTS)
    amount = Decimal(chance.randrange(100_00, 5_000_000_00)).scaleb(-2)
    net = (amount / Decimal("1.06")).quantize(Decimal("0.01"))
    changed = begun + dt.timedelta(minutes=chance.randrange(int((NOW - begun).total_seconds() // 60) + 1))
    day, party = begun.date(), f"{chance.choice(PLACES)}{chance.choice(WORKS)}第{chance.randrange(1, 14)}有限公司"
    return {
        "id": new_id(), "number": None if stage == "draft" else f"{kind[:3].upper()}-{department}-{begun:%Y}-{number:06d}", "type": kind,
        "title": f"{chance.choice(PLACES)}{chance.choice(OBJECTS)}合同（{chance.randrange(1, 90)} 号）", "owner": chance.choice(DRAFTERS),
        "department": department, "counterparty": party, "counterparty_id": known[party],
        "counterparty_code": "91110108MA01K2H78Y", "direction": "income" if kind == "income" else "expense", "amount": amount, "tax_rate": "0.06",
        "net": net, "tax": amount - net, "currency": "CNY", "risk": "normal", "risk_level": chance.choice(("low", "normal", "normal", "high")),
        "signed_on": day if stage in ("perform", "archive") else None, "starts_on": day, "ends_on": day + dt.timedelta(days=chance.randrange(30, 900)),
        "values": {"service_content": "每月巡检两次，故障两小时内到场。" * 14, "counterparty_bank": "中国工商银行北京分行"}, "template": "service",
        "template_version": "0" * 64, "type_sha": "", "source": "template", "parent_id": None, "relation": "", "changed_amount": ZERO,
        "invoiced_amount": ZERO, "project": f"P-{chance.randrange(60):03d}" if chance.random() < 0.5 else "", "budget_line": None, "over_budget": False,
        "deviations": 0, "renewal": "", "batch_id": None, "stage": stage, "status": status, "instance_id": new_id(), "text_number": 0,
        "settled_amount": (amount / 2).quantize(Decimal("0.01")) if stage == "perform" else amount if stage == "archive" else ZERO,
        "open_obligations": 0, "file_number": None, "version": 1, "created_at": begun, "updated_at": changed, "updated_by": None,
        "submitted_at": None if stage == "draft" else begun, "ended_at": changed if status != "running" else None}


def _days(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Drafted, submitted, as it is now; fewer where these fell on one day."""
    state = {name: row[name] for name in FIELDS}
    first, last = row["created_at"].date(), row["updated_at"].date()
    draft = state | {"stage": "draft", "status": "running", "number": None, "submitted_at": None, "ended_at": None, "settled_amount": ZERO,
                     "signed_on": None, "updated_at": row["created_at"]}
    middle = first + (last - first) / 2
    starts = [(first, draft), (middle, draft | {"stage": "review"}), (last, state)]
    kept = dict(starts)
    for (day, fields), until in zip(kept.items(), [*list(kept)[1:], OPEN], strict=True):
        yield {"contract_id": row["id"], "day": day, "until": until, **fields}
