"""What must be true of a contract that came through: everything is there, and nothing twice."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from contracts.records import Contract, Notice, Paper, PlanRow, Signature, Text
from engine.desk import SYSTEM, reading_at
from engine.history import verify
from engine.projections import differences
from engine.records import Entry, Incident, Instance, Job, Letter
from tests.faults.patience import SECONDS
from tests.faults.settled_house import house_in
from tests.faults.stack import Stack

PAPERS = {"attachment": 1, "sealed": 1, "countersigned": 1, "receipt": 3, "package": 1}
DONE_BY_PEOPLE = {"chen": 3, "zhang": 1, "li": 1, "wang": 1, "zhou": 1, "wu": 1}        # chen: two submissions, the countersigning


def what_is_wrong(data: Path, contract_id: str) -> list[str]:
    """Sentences; none when all is well."""
    house, wrong = house_in(data), []

    def want(what: str, found: object, wanted: object) -> None:
        if found != wanted:
            wrong.append(f"{what}: {found}, not {wanted}")

    with reading_at(house, SYSTEM) as desk:
        contract = desk.session.get_one(Contract, contract_id)
        ask = desk.session.scalars
        want("papers", Counter(ask(sa.select(Paper.kind).where(Paper.contract_id == contract_id))), Counter(PAPERS))
        want("texts", list(ask(sa.select(Text.number).where(Text.contract_id == contract_id).order_by(Text.number))), [1, 2])
        want("signatures", Counter(ask(sa.select(Signature.side).where(Signature.contract_id == contract_id))), Counter(("ours", "theirs")))
        mine = sa.select(Instance.id).where(sa.or_(Instance.subject_id == contract_id, Instance.subject_id.like(f"{contract_id}.%")))
        want("instances", Counter(ask(sa.select(Instance.key).where(Instance.id.in_(mine)))), Counter({"contract": 1, "obligation": 3, "renewal": 1}))
        want("jobs", set(ask(sa.select(Job.state).where(Job.instance_id.in_(mine)))), {"done"})
        completed = sa.select(Entry.actor).where(Entry.chain == contract.instance_id, Entry.act == "completed")
        want("decisions", Counter(ask(completed)), Counter(DONE_BY_PEOPLE))
        want("settled", set(ask(sa.select(PlanRow.settled_amount == PlanRow.amount).where(PlanRow.contract_id == contract_id))), {True})
        want("the sum", (contract.settled_amount, contract.open_obligations), (contract.amount, 0))
        want("letters", Counter(ask(sa.select(Letter.state).where(Letter.to_id.like(f"{contract_id}%")))), Counter({"delivered": 6}))
        want("incidents", list(ask(sa.select(Incident.message).where(Incident.instance_id.in_(mine)))), [])
        told = Counter(ask(sa.select(Notice.key).where(Notice.contract_id == contract_id)))
        want("notices told twice", [key for key, count in told.items() if count > 1], [])
        want("broken links", [str(fault) for fault in verify(desk)], [])
        want("projections", [str(one) for one in differences(desk)], [])
    house.store.close()
    return wrong


def comes_to_rest(data: Path) -> bool:
    """Waits until workers and ticker have nothing left to do now."""
    house, end = house_in(data), time.monotonic() + SECONDS
    left = (sa.select(Job.number).where(Job.state.in_(("ready", "claimed"))), sa.select(Letter.id).where(Letter.state == "ready"))
    while time.monotonic() < end:
        with reading_at(house, SYSTEM) as desk:
            if not any(desk.session.scalars(query.limit(1)).first() is not None for query in left):
                house.store.close()
                return True
        time.sleep(0.1)
    house.store.close()
    return False


def what_the_console_finds(stack: Stack) -> list[str]:
    """What `chancery doctor` and `chancery audit verify` complain of."""
    said = [stack.command("doctor"), stack.command("audit", "verify")]
    return [f"{one.args[2:]}: {one.stdout}{one.stderr}" for one in said if one.returncode != 0]
