"""One contract on its way over the API: each method is one act of one person; afterwards the workers have done what was left.

The same way is walked with Flask's test client and with a real stack of processes; `ask` is what differs.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tests.contracts.paper_files import pdf_with, receipt_pdf

API = "/api/v1"
DRAFT = {
    "title": "电梯维护保养服务合同", "department": "ENG", "direction": "expense", "risk": "normal", "counterparty": "北京恒立达电梯工程有限公司",
    "counterparty_code": "91110108MA01K2H78Y", "counterparty_address": "北京市海淀区学清路 9 号", "counterparty_representative": "马恒立",
    "counterparty_contact": "田雨", "counterparty_phone": "010-88001200", "counterparty_bank": "中国工商银行北京分行", "counterparty_account": "62010119",
    "amount": "300000.00", "tax_rate": "0.06", "starts_on": "2026-03-16", "ends_on": "2026-12-31", "service_place": "北京市海淀区",
    "service_content": "每月巡检两次。", "service_standard": "一般故障两小时内到场。", "acceptance_days": "10", "warranty_months": "12",
    "invoice_kind": "专用发票", "payment_days": "30", "late_rate": "5", "penalty_cap": "10", "confidentiality_years": "3", "dispute": "court",
    "dispute_place": "甲方住所地", "copies_each": "2",
    "plan": [{"name": "预付款", "condition": "合同签订后", "amount": "100000.00", "due_on": "2026-04-01"},
             {"name": "进度款", "condition": "服务过半后", "amount": "150000.00", "due_on": "2026-08-03"},
             {"name": "尾款", "condition": "验收后", "amount": "50000.00", "due_on": "2026-12-15"}],
}


@dataclass(frozen=True)
class Said:
    """What the API answered: JSON, or bytes where it is a file."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Ask(Protocol):
    """One request of one person; `file` is (name, content) of a multipart request, whose `body` goes along as `values`; `key` makes it safe to repeat."""

    def __call__(self, user: str, method: str, path: str, body: Any = None, file: tuple[str, bytes] | None = None, *,
                 key: str = "") -> Said: ...


class Way:
    """A contract and who acts on it. What is refused raises AssertionError with the answer; `ask` gives the bare one."""

    def __init__(self, ask: Ask, settle_down: Callable[[], object], **changed: Any) -> None:
        self.ask, self.settle_down = ask, settle_down
        self.typed = {**DRAFT, **changed}
        self.id, self.text = "", "service"

    def of(self, text: str, typed: Mapping[str, Any]) -> Way:
        """The same way with another text."""
        self.text, self.typed = text, dict(typed)
        return self

    def done(self, user: str, method: str, path: str, body: Any = None, file: tuple[str, bytes] | None = None) -> Any:
        """The answer's body, of a request that went well; then the workers have their turn."""
        said = self.ask(user, method, API + path, body, file)
        assert said.status < 300, f"{user} {method} {path}: {said.status} {said.body}"
        if method != "GET":
            self.settle_down()
        return said.body

    def read(self, path: str = "", user: str = "xu") -> Any:
        """Of this contract, as the auditor (or somebody else) reads it."""
        return self.done(user, "GET", f"/contracts/{self.id}{path}")

    # --- what is asked

    def stands(self) -> tuple[str, str, set[str]]:
        """Stage, status, and who is asked: u:zhang, g:legal."""
        contract = self.read()
        return contract["stage"], contract["status"], {holding["principal"] for holding in contract["held"]}

    def item(self, user: str, element: str, row: str | None = None) -> str:
        """The open item of this contract at this element, in the person's inbox."""
        rows = self.done(user, "GET", "/work-items?limit=200")["rows"]
        mine = [one["id"] for one in rows if (one["contract"], one["element"], one["plan_row"]) == (self.id, element, row)]
        assert mine, f"{user} is not asked for {element}: {[(one['contract'] == self.id, one['element'], one['plan_row']) for one in rows]}"
        return str(mine[0])

    def elements(self) -> set[str]:
        """Where the contract's own instance waits for somebody."""
        inboxes = [self.done(user, "GET", "/work-items?limit=200")["rows"] for user in ("chen", "zhang", "li", "wang", "sun", "zhou", "wu")]
        return {one["element"] for rows in inboxes for one in rows if one["contract"] == self.id and one["plan_row"] is None}

    # --- what people do

    def begun(self, user: str = "chen") -> Way:
        self.id = self.done(user, "POST", "/contracts", {"template": self.text, "title": self.typed["title"], "department": "ENG"})["id"]
        return self

    def saved(self, user: str = "chen", **changed: Any) -> Any:
        draft = self.done(user, "GET", f"/contracts/{self.id}/draft")
        values = {**draft["values"], **self.typed, **changed}
        return self.done(user, "PUT", f"/contracts/{self.id}/draft", {"version": draft["version"], "values": values})

    def attached(self, user: str = "chen") -> Any:
        return self.done(user, "POST", f"/contracts/{self.id}/papers", file=("报价单.pdf", pdf_with("报价单")))

    def submitted(self, user: str = "chen", **changed: Any) -> Way:
        if not self.id:
            self.begun(user)
        version = self.saved(user, **changed)["version"]
        self.done(user, "POST", f"/contracts/{self.id}/draft/submission", {"version": version})
        return self

    def decision(self, user: str, element: str, outcome: str = "approve") -> tuple[str, dict[str, Any]]:
        """The path and the body of a decision on what the person's page shows now."""
        item = self.item(user, element)
        shown = self.done(user, "GET", f"/work-items/{item}")["shown"]
        return f"/work-items/{item}/decision", {"outcome": outcome, "comment": "同意。", "shown": shown}

    def decided(self, user: str, element: str, outcome: str = "approve") -> Way:
        path, body = self.decision(user, element, outcome)
        self.done(user, "POST", path, body)
        return self

    def returned(self, user: str, element: str, to: str = "draft", then: str = "again") -> Way:
        item = self.item(user, element)
        shown = self.done(user, "GET", f"/work-items/{item}")["shown"]
        self.done(user, "POST", f"/work-items/{item}/return", {"to": to, "then": then, "reason": "请调整付款计划。", "shown": shown})
        return self

    def approved(self) -> Way:
        """By all whom a contract of this amount needs."""
        return self.decided("zhang", "department-head").decided("li", "legal-review").decided("wang", "finance-review")

    def sealed(self, user: str = "zhou") -> Way:
        self.done(user, "POST", f"/work-items/{self.item(user, 'seal')}/seal", {"seal": "contract", "values": {"copies": "4"}})
        return self

    def countersigned(self, day: str, user: str = "chen") -> Way:
        values = {"signed_on": day, "our_signatory": "孙悦", "their_signatory": "马恒立"}
        self.done(user, "POST", f"/work-items/{self.item(user, 'countersign')}/countersign", values, ("签署件.pdf", pdf_with("对方签署")))
        return self

    def settled(self, row: dict[str, str], day: str, user: str = "wang") -> Way:
        item = self.item(user, "settle", row["name"])
        values = {"settled_on": day, "settled_amount": row["amount"]}
        self.done(user, "POST", f"/work-items/{item}/settle", values, ("电子回单.pdf", receipt_pdf()))
        return self

    def filed(self, user: str = "wu") -> Way:
        item = self.item(user, "file")
        proposed = self.done(user, "GET", f"/work-items/{item}/sheet")["values"]["file_number"]
        values = {"file_number": proposed, "retention": "30", "complete": True}
        self.done(user, "POST", f"/work-items/{item}/file", {"values": values})
        return self

    # --- what is kept

    def file(self, path: str, user: str = "xu") -> bytes:
        """A file of the contract, byte for byte."""
        content = self.read(path, user)
        assert isinstance(content, bytes)
        return content

    def paper(self, kind: str) -> bytes:
        """The newest paper of a kind."""
        numbers = [paper["number"] for paper in self.read("/papers") if paper["kind"] == kind]
        return self.file(f"/papers/{numbers[-1]}")

    def package(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.file("/package")))


def multipart(body: Any, file: tuple[str, bytes]) -> dict[str, Any]:
    """The parts of a multipart request, as Flask's client takes them."""
    return {"values": json.dumps(body or {}), "file": (io.BytesIO(file[1]), file[0])}
