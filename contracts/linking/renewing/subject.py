"""The watch as the engine sees it: its moments, whether it is answered; and what its two jobs do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts import notices
from contracts.deciding.shown import digest_of
from contracts.linking.renewing.lead_times import dates_of
from contracts.linking.renewing.records import TermWatch
from contracts.linking.renewing.watching import ASKED, WAITING
from contracts.performing.obligations import say_all_settled
from contracts.records import Contract
from contracts.types.catalog import type_of
from engine import history
from engine.desk import Desk, House, Standing
from engine.errors import NotFound
from engine.jobs import Order
from engine.records import Holder

FACTS = ("asks_at", "reminds_at", "late_at", "over_at", "answered")


class RenewalSubject:
    """Instances with the subject `renewal`; the subject's id is the contract's."""

    def facts(self, desk: Desk, subject_id: str) -> dict[str, Any]:
        """When to ask and to remind, before the end as it is today; and the contract's own."""
        contract = watched(desk, subject_id)
        leads = type_of(desk, contract.type).lead_days
        dates = dates_of(contract.ends_on or desk.now.date(), leads, desk.now, ZoneInfo(desk.house.zone))
        return {"asks_at": dates.asks_at.isoformat(), "reminds_at": dates.reminds_at.isoformat(), "late_at": dates.late_at.isoformat(),
                "over_at": dates.over_at.isoformat(), "answered": contract.renewal not in (WAITING, ASKED), "type": contract.type,
                "amount": None if contract.amount is None else str(contract.amount), "department": contract.department,
                "owner": contract.owner, "number": contract.number, "direction": contract.direction}

    def digest(self, desk: Desk, subject_id: str) -> str:
        contract = watched(desk, subject_id)
        return digest_of({"contract": contract.id, "ends_on": str(contract.ends_on)})

    def stands_at(self, desk: Desk, subject_id: str, standing: Standing) -> None:
        """Keep who watches and whether it asks; tell those who are asked."""
        contract = watched(desk, subject_id)
        watch = desk.session.get(TermWatch, contract.id)
        if watch is None:
            watch = TermWatch(contract_id=contract.id, instance_id=standing.instance)
            desk.session.add(watch)
        before, after = contract.renewal, _state(contract.renewal, standing)
        if after != before:
            contract.renewal, watch.asked_at = after, desk.now if after == ASKED else None
            history.record(desk, standing.instance, "ledger", facts={"before": {"renewal": before}, "after": {"renewal": after}})
        if standing.status == "cancelled":
            close_term(desk, contract)
        notices.tell_standing(desk, contract, standing, was=contract.status)


def _state(before: str, standing: Standing) -> str:
    if standing.status == "cancelled":
        return "" if before in (WAITING, ASKED) else before
    if standing.opened:
        return ASKED
    moved_away = before == ASKED and any(one.because == "interrupted" for one in standing.closed)
    return WAITING if moved_away else before                      # the end has moved away from who was asked


class RemindOfExpiry:
    """The service task `remind-of-expiry`: who is asked hears of it again; once for each run."""

    slow = False

    def prepare(self, desk: Desk, order: Order) -> None:
        return None

    def work(self, house: House, order: Order, needed: None) -> None:
        return None

    def settle(self, desk: Desk, order: Order, result: None) -> Mapping[str, Any]:
        """A notice to everybody who has the item; nothing where it was answered meanwhile."""
        contract, held = watched(desk, order.subject_id), dict[int, list[str]]()
        query = sa.select(Holder.item, Holder.principal).where(Holder.instance_id == order.key.instance)
        for item, principal in desk.session.execute(query):
            held.setdefault(item, []).append(principal)
        for item, principals in held.items():
            notices.tell_holders(desk, contract, f"{order.key.instance}.{item}", principals, "expiring", once=str(order.key.number),
                                 ends_on=contract.ends_on.isoformat() if contract.ends_on else "")
        return {}


class CloseTerm:
    """The service task `close-term`: a contract without open payments has been performed when its term is over."""

    slow = False

    def prepare(self, desk: Desk, order: Order) -> None:
        return None

    def work(self, house: House, order: Order, needed: None) -> None:
        return None

    def settle(self, desk: Desk, order: Order, result: None) -> Mapping[str, Any]:
        """Nothing is watched for any more."""
        close_term(desk, watched(desk, order.subject_id))
        return {}


def close_term(desk: Desk, contract: Contract) -> None:
    """Tell the contract's instance, if nothing is left to settle; its own command moves it on."""
    if contract.status == "running" and contract.stage == "perform" and contract.open_obligations == 0:
        say_all_settled(desk, contract.id)


def watched(desk: Desk, subject_id: str) -> Contract:
    """The contract of a watch. Raises NotFound."""
    contract = desk.session.get(Contract, subject_id)
    if contract is None:
        raise NotFound(contract=subject_id[:80])
    return contract
