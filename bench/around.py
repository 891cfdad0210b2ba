"""What stands around the contracts of bench/contracts.py: who decided on each and whom it waits for, its payments, directory and projects."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from contracts.counterparties.names import name_key
from contracts.process.stage_times import StageTime
from contracts.projects.records import Project, ProjectMember
from contracts.records import PlanRow
from engine.identity import group, new_id, person
from engine.records import Holder, Instance, Visit, WorkItem
from engine.rows.items import urgency_of
from engine.store import Record

HEADS = {"ENG": "zhang", "PUR": "he", "LEG": "li", "FIN": "zhao", "ADM": "wu", "HQ": "sun"}
STAGES = ("draft", "review", "sign", "perform", "archive")
Rows = list[tuple[type[Record], dict[str, Any]]]


def work_of(contract: dict[str, Any], chance: random.Random, now: dt.datetime) -> Rows:
    """Its instance; an item done at each step that lies behind it, and an open one of the last days where it stands; the time it took."""
    owner, at = contract["owner"], contract["created_at"]
    way = [("draft", owner, person(owner)), ("review", HEADS[contract["department"]], person(HEADS[contract["department"]])),
           ("review", chance.choice(("li", "lin")), group("legal")), ("review", chance.choice(("wang", "zhao")), group("finance")),
           ("sign", "zhou", group("seal-keepers")), ("sign", owner, person(owner)), ("archive", "wu", group("archivists"))]
    key, stage, is_running = contract["instance_id"], STAGES.index(contract["stage"]), contract["status"] == "running"
    behind = [one for one in way if STAGES.index(one[0]) < stage + (not is_running)]
    rows = [*_instance(key, "contract", contract["id"], contract, is_open=is_running)]
    rows += [(WorkItem, _item(key, number, at, asked, done_by=user)) for number, (_, user, asked) in enumerate(behind, start=2)]
    rows += [(StageTime, {"contract_id": contract["id"], "stage": step, "hours": chance.randrange(400), "left_at": contract["updated_at"]})
             for step in STAGES[:stage]]
    here = [asked for step, _, asked in way if step == contract["stage"]][:1] if is_running else []
    return rows + [row for asked in here for row in _open(key, 9, now - dt.timedelta(minutes=chance.randrange(60 * 24 * 3)), asked)]


def payments_of(contract: dict[str, Any], chance: random.Random, now: dt.datetime) -> Rows:
    """Three rows: obligations from signing on, half of them settled; what is due within days is in the inbox of finance."""
    rows: Rows = []
    today = now.date()
    begun = contract["stage"] in ("perform", "archive")
    for number, name in enumerate(("预付款", "进度款", "质保金"), start=1):
        settled = begun and (number == 1 or contract["stage"] == "archive")
        due = contract["starts_on"] + dt.timedelta(days=20) if settled else today + dt.timedelta(days=chance.randrange(-30, 700))
        key, is_up = new_id() if begun else None, begun and (settled or due <= today + dt.timedelta(days=7))
        amount = (contract["amount"] / 3).quantize(Decimal("0.01"))
        rows.append((PlanRow, {
            "contract_id": contract["id"], "number": number, "name": name, "condition": "", "kind": "retention" if number == 3 else "progress",
            "amount": amount, "due_on": due, "instance_id": key, "began_at": contract["updated_at"] if begun else None,
            "comes_up_at": contract["updated_at"] if is_up else None, "settled_on": due if settled else None,
            "settled_amount": amount if settled else None, "settled_by": "wang" if settled else None,
            "settled_at": contract["updated_at"] if settled else None, "dropped_at": None, "remark": ""}))
        if key and is_up and not settled:
            rows += _instance(key, "obligation", f"{contract['id']}.{number}", contract, is_open=True)
            rows += _open(key, 2, now - dt.timedelta(minutes=chance.randrange(60 * 24 * 3)), group("finance"))
    return rows


def parties(names: Iterable[str], at: dt.datetime) -> Iterator[dict[str, Any]]:
    """A line of the directory for each name."""
    for name in names:
        yield {"kind": "company", "name": name, "code": None, "sought": name_key(name), "added_at": at, "added_by": "system",
               "changed_at": at, "changed_by": "system", "version": 1}


def projects(codes: Iterable[str], at: dt.datetime) -> Rows:
    """Each with a manager of its department; chen works on every tenth."""
    rows: Rows = []
    for code, (department, head) in zip(codes, itertools.cycle(HEADS.items()), strict=False):
        rows.append((Project, {"code": code, "name": f"{code} 项目", "department": department, "manager": head, "status": "running",
                               "starts_on": None, "ends_on": None, "created_at": at, "created_by": head, "updated_at": at}))
        rows += [(ProjectMember, {"project": code, "user": "chen"})] if code.endswith("0") else []
    return rows


def _instance(key: str, subject: str, subject_id: str, contract: dict[str, Any], *, is_open: bool) -> Rows:
    at = contract["created_at"]
    common = {"instance_id": key, "number": 1, "element": "asked", "name": "办理", "turn": 1, "token": key, "process": subject}
    return [(Instance, {
        "id": key, "key": subject, "edition": 1, "digest": "", "process": subject, "subject": subject, "subject_id": subject_id,
        "initiator": contract["owner"], "status": "running" if is_open else "completed", "stage": contract["stage"], "state": b"",
        "started_at": at, "ended_at": None if is_open else contract["updated_at"]}),
        (Visit, {**common, "stage": contract["stage"], "task": {"properties": {}}, "data": {}, "opened_at": at, "closed_at": None, "outcome": None})]


def _item(key: str, number: int, at: dt.datetime, asked: str, *, done_by: str | None = None) -> dict[str, Any]:
    is_done = done_by is not None
    return {"instance_id": key, "number": number, "visit": 1, "parent": None, "kind": "decide", "state": "done" if is_done else "open",
            "candidates": [asked], "claimed_by": None, "why": {"rule": "candidateGroups"}, "opened_at": at, "due_at": at + dt.timedelta(days=2),
            "outcome": "approve" if is_done else None, "wrote": {}, "shown": None, "done_by": done_by, "done_for": None,
            "done_at": at if is_done else None, "closed_because": None}


def _open(key: str, number: int, at: dt.datetime, asked: str) -> Rows:
    urgency = urgency_of(at + dt.timedelta(days=2), at, 50)
    return [(WorkItem, _item(key, number, at, asked)), (Holder, {"instance_id": key, "item": number, "principal": asked, "urgency": urgency})]
