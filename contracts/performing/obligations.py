"""Obligations (履约节点): each row of the payment plan lives as an instance of its own, tied by the contract's id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts import notices
from contracts.deciding.shown import digest_of
from contracts.records import Contract, PlanRow
from engine import history, messages, outbox
from engine.desk import Desk, House, Standing
from engine.errors import NotFound, NotYours, Refusal, _l
from engine.instances import Moved
from engine.jobs import Order

FACTS = ("amount", "name", "comes_up_at", "due_at", "direction", "type", "department", "owner", "number")       # what routes one
KEY = "obligation"                     # the edition that an obligation runs on, and the name of its subject
DAYS_BEFORE = 7
MORNING, EVENING = dt.time(9), dt.time(18)
ALL_SETTLED = "obligations-settled"


class NotWaiting(Refusal):
    """The obligation is settled, is in an inbox already, or does not live yet; facts: contract, row."""

    code, status = "obligation-not-waiting", 409
    title = _l("This payment does not wait for its date any more.")
    hint = _l("Look at the payment plan: it is settled, or finance has it already.")


class ObligationSubject:
    """Instances with the subject `obligation`; the subject's id is `<contract>.<row>`."""

    def facts(self, desk: Desk, subject_id: str) -> dict[str, Any]:
        """What routes an obligation: amount, when it comes up, when it is due, and the contract's own."""
        row, contract = find_row(desk, subject_id)
        return {"amount": str(row.amount), "name": row.name, "comes_up_at": comes_up_at(desk.house, row).isoformat(),
                "due_at": due_at(desk.house, row).isoformat(), "direction": contract.direction, "type": contract.type,
                "department": contract.department, "owner": contract.owner, "number": contract.number}

    def digest(self, desk: Desk, subject_id: str) -> str:
        return digest_of(self.facts(desk, subject_id))

    def stands_at(self, desk: Desk, subject_id: str, standing: Standing) -> None:
        """Note since when it is in somebody's inbox, and tell those who have it."""
        row, contract = find_row(desk, subject_id)
        row.instance_id = standing.instance
        row.began_at = row.began_at or desk.now
        if standing.opened and row.comes_up_at is None:
            row.comes_up_at = desk.now
        if standing.status == "cancelled" and row.dropped_at is None and row.settled_on is None:
            _fall_away(desk, standing.instance, row, contract)
        notices.tell_standing(desk, contract, standing, was=contract.status)


class OpenObligations:
    """The service task `open-obligations`: one letter for each row of the plan, so that each starts in a command of its own."""

    slow = False

    def prepare(self, desk: Desk, order: Order) -> None:
        return None

    def work(self, house: House, order: Order, needed: None) -> None:
        return None

    def settle(self, desk: Desk, order: Order, result: None) -> Mapping[str, Any]:
        """Post the letters and count the rows. The letters are keyed by row: a second run starts nothing twice."""
        contract = desk.session.get_one(Contract, order.subject_id)
        rows = [row for row in rows_of(desk, contract.id) if row.settled_on is None]
        for row in rows:
            subject_id = f"{contract.id}.{row.number}"
            outbox.post_start(desk, key=f"{KEY}:{subject_id}", edition_key=KEY, subject=KEY, subject_id=subject_id,
                                initiator=contract.owner)
        contract.open_obligations = len(rows)
        history.record(desk, order.key.instance, "obligations-opened", element=order.element, facts={
            "rows": [{"row": row.number, "name": row.name, "amount": str(row.amount), "due_on": row.due_on.isoformat()} for row in rows]})
        if not rows and not contract.renewal:             # without a plan it is performed until its term is over: a framework
            say_all_settled(desk, contract.id)
        return {}


def say_all_settled(desk: Desk, contract_id: str) -> None:
    """Tell the contract's instance, once, that nothing is left to settle; its own command moves it on."""
    outbox.post_letter(desk, key=f"{ALL_SETTLED}:{contract_id}", to_subject="contract", to_id=contract_id, name=ALL_SETTLED, data={})


def settle_early(desk: Desk, contract: Contract, number: int) -> Moved:
    """Bring an obligation into finance's inbox before its time. Raises NotFound, NotYours, NotWaiting."""
    row = desk.session.get(PlanRow, (contract.id, number))
    if row is None:
        raise NotFound(contract=contract.id, row=number)
    if not may_settle_early(desk, contract):
        raise NotYours(contract=contract.id, row=number)
    if row.instance_id is None or not waits_for_its_date(row):
        raise NotWaiting(contract=contract.id, row=number)
    return messages.deliver_message(desk, row.instance_id, "settle-early", {})


def may_settle_early(desk: Desk, contract: Contract) -> bool:
    """Whose contract it is, and finance."""
    return desk.actor.user == contract.owner or "finance" in desk.directory.groups(desk.actor.user)


def waits_for_its_date(row: PlanRow) -> bool:
    """Is it an obligation that nobody has been asked about yet?"""
    return row.instance_id is not None and row.comes_up_at is None and row.settled_on is None and row.dropped_at is None


def can_be_early(desk: Desk, contract: Contract) -> bool:
    """Is there an obligation of this contract that the actor may bring up before its time?"""
    return contract.status == "running" and may_settle_early(desk, contract) and any(map(waits_for_its_date, rows_of(desk, contract.id)))


def _fall_away(desk: Desk, instance: str, row: PlanRow, contract: Contract) -> None:
    """A row that nobody settles any more; the last open one of a contract moves it on."""
    row.dropped_at = desk.now
    moved = (sa.update(Contract).where(Contract.id == contract.id)
             .values(open_obligations=Contract.open_obligations - 1, updated_at=desk.now)
             .returning(Contract.open_obligations).execution_options(synchronize_session=False))
    left = desk.session.execute(moved).scalar_one()
    desk.session.expire(contract, ["open_obligations", "updated_at"])
    history.record(desk, instance, "ledger", facts={"row": row.number, "before": {"open_obligations": left + 1},
                                                    "after": {"open_obligations": left}})
    if left == 0:
        say_all_settled(desk, contract.id)


def find_row(desk: Desk, subject_id: str) -> tuple[PlanRow, Contract]:
    """The plan row and its contract by the subject's id. Raises NotFound."""
    contract_id, _, number = subject_id.rpartition(".")
    row = desk.session.get(PlanRow, (contract_id, int(number))) if number.isascii() and number.isdigit() else None
    if row is None:
        raise NotFound(obligation=subject_id[:80])
    return row, desk.session.get_one(Contract, contract_id)


def rows_of(desk: Desk, contract_id: str) -> list[PlanRow]:
    """The payment plan, in order."""
    return list(desk.session.scalars(sa.select(PlanRow).where(PlanRow.contract_id == contract_id).order_by(PlanRow.number)))


def comes_up_at(house: House, row: PlanRow) -> dt.datetime:
    """When finance is asked: in the morning, some days before the row is due (`obligations.days_before`)."""
    days = int(house.settings.get("obligations", {}).get("days_before", DAYS_BEFORE))
    return dt.datetime.combine(row.due_on - dt.timedelta(days=days), MORNING, ZoneInfo(house.zone))


def due_at(house: House, row: PlanRow) -> dt.datetime:
    """The evening of the day on which the row is due."""
    return dt.datetime.combine(row.due_on, EVENING, ZoneInfo(house.zone))
