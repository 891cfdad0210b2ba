"""Contracts by the hundred thousand, written directly: what a ledger looks like after years. Each has three days of its past."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.ledger.records import FIELDS, OPEN, ContractDay
from contracts.records import Contract
from engine.desk import House
from engine.identity import new_id
from engine.store import table_of

AT_ONCE = 2000
PLACES = ["北京", "上海", "广州", "深圳", "成都", "武汉", "西安", "南京", "杭州", "重庆", "天津", "苏州", "长沙", "郑州", "青岛", "沈阳", "宁波", "昆明"]
WORKS = ["恒立达电梯", "中铁建工", "华润物业", "东方钢铁", "安泰消防", "宏远机电", "科锐信息", "绿洲园林", "远大空调", "金盾保安", "博世设备", "蓝天环保"]
OBJECTS = ["电梯维护保养", "办公楼装修", "中央空调采购", "消防改造", "物业管理", "软件开发", "绿化养护", "钢材采购", "监控系统", "厂房施工", "设备租赁", "审计咨询"]
TYPES = ("service", "purchase", "construction", "income")
DEPARTMENTS = ("ENG", "PUR", "LEG", "FIN", "ADM", "HQ")
STAGES = (("draft", "running"), ("review", "running"), ("sign", "running"), ("perform", "running"), ("perform", "running"),
          ("archive", "archived"), ("archive", "archived"), ("review", "cancelled"))
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ZERO = Decimal("0.00")


def fill_contracts(house: House, many: int, seed: int = 7) -> None:
    """So many contracts of four years, of some 3,000 counterparties and 40 drafters, with what the form holds beside (a kilobyte each)."""
    chance = random.Random(seed)
    made = (_contract(chance, number) for number in range(many))
    while batch := list(itertools.islice(made, AT_ONCE)):
        with house.store.writing.begin() as connection:
            connection.execute(sa.insert(table_of(Contract)), batch)
            connection.execute(sa.insert(table_of(ContractDay)), [day for row in batch for day in _days(row)])
    with house.store.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if house.store.is_sqlite else "VACUUM ANALYZE")


def _contract(chance: random.Random, number: int) -> dict[str, Any]:
    begun = NOW - dt.timedelta(minutes=chance.randrange(60 * 24 * 1400))
    stage, status = chance.choice(STAGES)
    kind, department = chance.choice(TYPES), chance.choice(DEPARTMENTS)
    amount = Decimal(chance.randrange(100_00, 5_000_000_00)).scaleb(-2)
    net = (amount / Decimal("1.06")).quantize(Decimal("0.01"))
    changed = begun + dt.timedelta(minutes=chance.randrange(int((NOW - begun).total_seconds() // 60) + 1))
    day = begun.date()
    return {
        "id": new_id(), "number": None if stage == "draft" else f"{kind[:3].upper()}-{department}-{begun:%Y}-{number:06d}", "type": kind,
        "title": f"{chance.choice(PLACES)}{chance.choice(OBJECTS)}合同（{chance.randrange(1, 90)} 号）", "owner": f"user-{chance.randrange(40)}",
        "department": department, "counterparty": f"{chance.choice(PLACES)}{chance.choice(WORKS)}第{chance.randrange(1, 14)}有限公司",
        "counterparty_code": "91110108MA01K2H78Y", "direction": "income" if kind == "income" else "expense", "amount": amount, "tax_rate": "0.06",
        "net": net, "tax": amount - net, "currency": "CNY", "risk": "normal", "risk_level": chance.choice(("low", "normal", "normal", "high")),
        "signed_on": day if stage in ("perform", "archive") else None, "starts_on": day, "ends_on": day + dt.timedelta(days=chance.randrange(30, 900)),
        "values": {"service_content": "每月巡检两次，故障两小时内到场。" * 14, "counterparty_bank": "中国工商银行北京分行"}, "template": "service",
        "template_version": "0" * 64, "type_sha": "", "source": "template", "parent_id": None, "relation": "", "changed_amount": ZERO,
        "invoiced_amount": ZERO, "project": f"P-{chance.randrange(60):03d}" if chance.random() < 0.5 else "", "budget_line": None, "over_budget": False,
        "deviations": 0, "renewal": "", "batch_id": None, "stage": stage, "status": status, "instance_id": None, "text_number": 0,
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
