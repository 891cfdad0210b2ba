"""One contract, brought to a stage through the use cases by the demo people; `contract.sealed()` brings it past the seal.

chen drafts, zhang, li and wang approve, zhou seals, wang settles, wu files. Jobs, letters and timers are run by the test.
"""

from __future__ import annotations

import io
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.archive.archiving import file_contract
from contracts.archive.file_numbers import suggested_number
from contracts.deciding import decisions
from contracts.deciding.asked import find_asked
from contracts.drafting.drafts import read_draft
from contracts.drafting.saving import my_draft, save_draft
from contracts.drafting.starting import start_contract
from contracts.drafting.submitting import submit_draft
from contracts.files.papers import Taken, take_in
from contracts.performing.obligations import settle_early
from contracts.performing.payments import record_payment
from contracts.records import Contract, PlanRow
from contracts.sealing.applying import order_seal
from contracts.sealing.signing import record_signatures, take_signed_copy
from engine.desk import House, at_desk, reading_at
from engine.identity import Key
from engine.records import Visit, WorkItem
from tests.contracts.paper_files import pdf_with, receipt_pdf
from tests.hands import work_off
from tests.kept import remembered
from tests.people import actor

TYPED = {
    "title": "办公楼电梯维保", "department": "ENG", "direction": "expense", "risk": "normal", "counterparty": "北京恒立达电梯工程有限公司",
    "counterparty_code": "91510100MA00000077", "counterparty_address": "北京市海淀区学清路 9 号", "counterparty_representative": "马恒立",
    "counterparty_contact": "田雨", "counterparty_phone": "010-88001237", "counterparty_bank": "中国工商银行北京分行", "counterparty_account": "62010119",
    "amount": "300000.00", "tax_rate": "0.06", "starts_on": "2026-03-16", "ends_on": "2026-12-31", "service_place": "北京市海淀区",
    "service_content": "每月巡检两次。", "service_standard": "一般故障两小时内到场。",
}
PLAN = (("预付款", "100000.00", "2026-04-01"), ("进度款", "150000.00", "2026-08-03"), ("尾款", "50000.00", "2026-12-15"))
ELEMENTS = ("department-head", "legal-review", "finance-review", "general-manager")
WHO = {"department-head": "zhang", "legal-review": "li", "finance-review": "wang", "general-manager": "sun"}


def plan_of(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"name": name, "condition": "收到发票后", "amount": amount, "due_on": due_on} for name, amount, due_on in rows]


class Travelling:
    """A contract on its way. Every method is one act of one person; afterwards nothing is left to run."""

    def __init__(self, house: House, plan: tuple[tuple[str, str, str], ...] = PLAN, **changed: Any) -> None:
        self.house = house
        with at_desk(house, actor("chen")) as desk:
            begun = start_contract(desk, "service", title=TYPED["title"], department="ENG")
            self.id = begun.contract_id
        self.typed = {**TYPED, "plan": plan_of(*plan), **changed}

    @classmethod
    def brought(cls, house: House, *acts: str, plan: tuple[tuple[str, str, str], ...] = PLAN, **typed: Any) -> Travelling:
        """A contract past these acts, one after the other: they are done once a process, and copied wherever a house stands as it did."""
        contract = cls.__new__(cls)
        contract.house, contract.typed = house, {**TYPED, "plan": plan_of(*plan), **typed}
        contract.id = remembered(house, f"{acts} {plan} {typed}", lambda: cls._bring(house, acts, plan, typed))
        return contract

    @classmethod
    def _bring(cls, house: House, acts: tuple[str, ...], plan: tuple[tuple[str, str, str], ...], typed: dict[str, Any]) -> str:
        if not acts:
            return cls(house, plan, **typed).id
        contract = cls.brought(house, *acts[:-1], plan=plan, **typed)
        getattr(contract, acts[-1])()
        return contract.id

    def row(self) -> Contract:
        with reading_at(self.house, actor("xu")) as desk:
            return desk.session.get_one(Contract, self.id)

    def plan_row(self, number: int) -> PlanRow:
        with reading_at(self.house, actor("xu")) as desk:
            return desk.session.get_one(PlanRow, (self.id, number))

    def items(self, instance: str | None = None) -> dict[str, Key]:
        """What is asked of people now, by element."""
        instance = instance or str(self.row().instance_id)
        query = (sa.select(WorkItem.number, Visit.element).join(Visit, sa.and_(
            Visit.instance_id == WorkItem.instance_id, Visit.number == WorkItem.visit))
            .where(WorkItem.instance_id == instance, WorkItem.state == "open"))
        with reading_at(self.house, actor("xu")) as desk:
            return {element: Key(instance, number) for number, element in desk.session.execute(query)}

    def submitted(self, **changed: Any) -> Travelling:
        with at_desk(self.house, actor("chen")) as desk:
            contract, item = my_draft(desk, self.id)
            save_draft(desk, self.id, {**read_draft(desk, contract, item).typed, **self.typed, **changed}, contract.version)
        with at_desk(self.house, actor("chen")) as desk:
            submit_draft(desk, self.id, desk.session.get_one(Contract, self.id).version)
        work_off(self.house)
        return self

    def decided(self, element: str, outcome: str = "approve", comment: str = "同意。") -> Travelling:
        with at_desk(self.house, actor(WHO[element])) as desk:
            item = self.items()[element]
            decisions.decide(desk, item, outcome, comment, shown=decisions.current_digest(desk, find_asked(desk, item)))
        work_off(self.house)
        return self

    def returned(self, element: str, by: str, to: str, then: str) -> Travelling:
        with at_desk(self.house, actor(by)) as desk:
            item = self.items()[element]
            decisions.return_contract(desk, item, to, then, "请修改。", shown=decisions.current_digest(desk, find_asked(desk, item)))
        work_off(self.house)
        return self

    def approved(self) -> Travelling:
        """Submitted, and approved by all who are asked."""
        if not self.row().text_number:
            self.submitted()
        while asked := next((element for element in ELEMENTS if element in self.items()), None):
            self.decided(asked)
        return self

    def sealed(self, seal: str = "contract", by: str = "zhou", *, now: bool = True, **typed: Any) -> Travelling:
        if "seal" not in self.items():
            self.approved()
        with at_desk(self.house, actor(by)) as desk:
            order_seal(desk, self.items()["seal"], seal, {"copies": "4", **typed})
        if now:
            work_off(self.house)
        return self

    def countersigned(self, by: str = "chen", copy: bytes | None = None, **typed: Any) -> Travelling:
        if "countersign" not in self.items():
            self.sealed()
        taken = take_signed_copy(self.house, "对方签署件.pdf", io.BytesIO(copy if copy is not None else pdf_with("对方签署")))
        given = {"signed_on": self.today(), "our_signatory": "孙悦", "their_signatory": "马恒立", **typed}
        with at_desk(self.house, actor(by)) as desk:
            record_signatures(desk, self.items()["countersign"], given, taken)
        work_off(self.house)
        return self

    def early(self, number: int, by: str = "wang") -> Travelling:
        with at_desk(self.house, actor(by)) as desk:
            settle_early(desk, desk.session.get_one(Contract, self.id), number)
        work_off(self.house)
        return self

    def settle_item(self, number: int) -> Key:
        """The item that asks finance for this row; brought up before its time where it has to."""
        row = self.plan_row(number)
        if row.comes_up_at is None:
            self.early(number)
        return self.items(str(row.instance_id))["settle"]

    def settled(self, *numbers: int, by: str = "wang", **typed: Any) -> Travelling:
        for number in numbers or range(1, len(self.typed["plan"]) + 1):
            item, taken = self.settle_item(number), self.receipt()
            given = {"settled_on": self.today(), "settled_amount": str(self.plan_row(number).amount), **typed}
            with at_desk(self.house, actor(by)) as desk:
                record_payment(desk, item, given, taken)
            work_off(self.house)
        return self

    def filed(self, by: str = "wu", *, now: bool = True, **typed: Any) -> Travelling:
        if "file" not in self.items():
            self.countersigned().settled()
        with at_desk(self.house, actor(by)) as desk:
            given = {"file_number": suggested_number(desk), "retention": "30", "complete": "yes", **typed}
            file_contract(desk, self.items()["file"], given)
        if now:
            work_off(self.house)
        return self

    def receipt(self) -> Taken:
        return take_in(self.house, "电子回单.pdf", io.BytesIO(receipt_pdf()))

    def today(self) -> str:
        return f"{self.house.clock().astimezone(ZoneInfo(self.house.zone)):%Y-%m-%d}"
