"""Apply the seal (用印): the keeper orders it on the approved text; the job signs the file; both are in the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.deciding.decisions import Decision, decide
from contracts.documents.texts import newest
from contracts.drafting.drafts import today
from contracts.files.papers import Taken, keep
from contracts.files.vault import Vault
from contracts.forms.steps import fill_step
from contracts.people.organisation import organisation
from contracts.process.standing import require_open
from contracts.records import Contract, Signature, Text
from contracts.sealing.approvals import require_approvals
from contracts.sealing.register import SealUse
from contracts.sealing.seals import SealOrder, provider_of, seal_called
from engine import history
from engine.desk import Desk, House
from engine.errors import Invalid, NotFound, Refusal, _l
from engine.identity import ItemId
from engine.jobs import Order

PDF = "application/pdf"


class NotTheApproved(Refusal):
    """What came back from sealing does not begin with the approved bytes; facts: seal."""

    code, status = "not-the-approved", 409
    title = _l("The sealed file is not the approved one.")
    hint = _l("Nothing was kept. Ask an administrator to look at the seal provider.")


def order_seal(desk: Desk, item: ItemId, seal: str, typed: Mapping[str, Any], comment: str = "") -> Decision:
    """Enter the use in the register and let the job seal the approved PDF.

    Raises NotFound, NotYours, AlreadyDone, Invalid, ReadOnly, NotApproved (an approval is of another text); nothing has changed then.
    """
    filled = fill_step(desk, item, "seal", typed)
    wrote = {**filled.wrote, "seal": seal}
    if filled.is_mine:
        contract = filled.asked.contract
        require_open(contract)
        text = _text_to_seal(desk, contract)
        _require_seal(desk, seal)
        require_approvals(desk, filled.asked, text)
        _enter(desk, contract, text, seal, filled.values)
        wrote |= {"text": text.number, "sha": text.pdf_sha}
    return decide(desk, item, "apply", comment, shown=None, wrote=wrote)


def _require_seal(desk: Desk, seal: str) -> None:
    try:
        seal_called(provider_of(desk.house), seal)
    except NotFound as unknown:
        raise Invalid(fields={"seal": _l("Choose one of those offered.")}) from unknown


def _text_to_seal(desk: Desk, contract: Contract) -> Text:
    text = newest(desk, contract)
    if text is None:
        raise NotFound(contract=contract.id, text=0)
    return text


def _enter(desk: Desk, contract: Contract, text: Text, seal: str, values: Mapping[str, Any]) -> None:
    last = desk.session.scalar(sa.select(sa.func.max(SealUse.number)).where(SealUse.contract_id == contract.id)) or 0
    desk.session.add(SealUse(
        contract_id=contract.id, number=last + 1, seal=seal, text_number=text.number, approved_sha=text.pdf_sha,
        copies=values.get("copies", 1), remark=values.get("remark", ""), ordered_by=desk.actor.user, ordered_at=desk.now))


def uses_of(desk: Desk, contract_id: str) -> list[SealUse]:
    """The register's lines of a contract."""
    return list(desk.session.scalars(sa.select(SealUse).where(SealUse.contract_id == contract_id).order_by(SealUse.number)))


@dataclass(frozen=True)
class ToSeal:
    """What the job seals: the approved file and how."""

    use: int
    approved_sha: str
    order: SealOrder


@dataclass(frozen=True)
class Sealed:
    """The sealed file, in the vault."""

    use: int
    sha: str
    size: int


class ApplySeal:
    """The service task `apply-seal`. Safe to run twice: a use that is applied is left alone, and only the settling run keeps a paper."""

    slow = True

    def prepare(self, desk: Desk, order: Order) -> ToSeal | None:
        """The open line of the register; None when it was applied already."""
        contract = desk.session.get_one(Contract, order.subject_id)
        for use in uses_of(desk, contract.id):
            if use.applied_at is None:
                reason = f"{contract.number or ''} {contract.title}".strip()
                return ToSeal(use.number, use.approved_sha, SealOrder(use.seal, contract.direction, reason, use.ordered_at))
        return None

    def work(self, house: House, order: Order, needed: ToSeal | None) -> Sealed | None:
        """Sign, look whether the result is what was approved, keep it. Raises NotSealable, NotTheApproved, NoSeals, VaultFull."""
        if needed is None:
            return None
        vault: Vault = house.parts["vault"]
        approved, provider = vault.read(needed.approved_sha), provider_of(house)
        sealed = provider.apply(approved, needed.order)
        marks = provider.check(sealed)
        if not sealed.startswith(approved) or not marks or not all(mark.is_good for mark in marks):
            raise NotTheApproved(seal=needed.order.seal)
        kept = vault.put(sealed)
        return Sealed(needed.use, kept.sha, kept.size)

    def settle(self, desk: Desk, order: Order, result: Sealed | None) -> Mapping[str, Any]:
        """Keep the paper, write the signature, complete the line of the register."""
        use = desk.session.get(SealUse, (order.subject_id, result.use)) if result else None
        if result is None or use is None or use.applied_at is not None:
            return {}
        contract = desk.session.get_one(Contract, order.subject_id)
        paper = keep(desk, contract, "sealed", Taken(result.sha, result.size, f"{contract.number}-用印件.pdf", PDF))
        use.applied_at, use.paper = desk.now, paper.number
        _sign(desk, contract, use, result.sha)
        facts = {"seal": use.seal, "use": use.number, "text": use.text_number, "paper": paper.number,
                 "approved": use.approved_sha, "signed": result.sha}
        history.record(desk, order.key.instance, "sealed", element=order.element, facts=facts, on_behalf_of=use.ordered_by)
        return {}


def _sign(desk: Desk, contract: Contract, use: SealUse, sha: str) -> None:
    last = desk.session.scalar(sa.select(sa.func.max(Signature.number)).where(Signature.contract_id == contract.id)) or 0
    desk.session.add(Signature(
        contract_id=contract.id, number=last + 1, side="ours", signatory=organisation(desk.house)["name"][:120], signed_on=today(desk),
        seal=use.seal, text_number=use.text_number, approved_sha=use.approved_sha, signed_sha=sha, recorded_by=use.ordered_by,
        recorded_at=desk.now))
