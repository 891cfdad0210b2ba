"""What the counterparty signed (对方签署登记): its date, the signatories of both sides, and its copy where there is one."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import IO, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from contracts.deciding.decisions import Decision, decide
from contracts.documents.texts import newest
from contracts.files.papers import Taken, keep, take_in
from contracts.files.vault import Vault
from contracts.forms.steps import fill_step
from contracts.process.standing import require_open
from contracts.records import Contract, Signature
from engine import history
from engine.desk import Desk, House
from engine.errors import Invalid, Refusal, _l
from engine.identity import ItemId


class NotAPdf(Refusal):
    """The signed copy is no PDF that everybody can open; facts: name, why."""

    code, status = "not-a-pdf", 415
    title = _l("The signed copy must be a PDF that opens without a password.")
    hint = _l("Scan the signed contract to PDF, or save it without a password, then upload it again.")


def take_signed_copy(house: House, name: str, content: IO[bytes]) -> Taken:
    """Check the counterparty's copy and put it in the vault, with no transaction open. Raises what `take_in` raises, NotAPdf."""
    taken = take_in(house, name, content)
    vault: Vault = house.parts["vault"]
    try:
        reader = PdfReader(io.BytesIO(vault.read(taken.sha))) if taken.media == "application/pdf" else None
        why = "no PDF" if reader is None else "encrypted" if reader.is_encrypted else "" if len(reader.pages) else "no page"
    except (PyPdfError, ValueError, KeyError, RecursionError) as unreadable:
        raise NotAPdf(name=taken.name, why=str(unreadable)[:200]) from unreadable
    if why:
        raise NotAPdf(name=taken.name, why=why)
    return taken


def record_signatures(desk: Desk, item: ItemId, typed: Mapping[str, Any], copy: Taken | None = None, comment: str = "") -> Decision:
    """Write who signed for both sides and when, keep the copy, and let the contract be performed.

    Raises NotFound, NotYours, AlreadyDone, Invalid, ReadOnly; nothing has changed then.
    """
    filled = fill_step(desk, item, "countersign", typed, ["copy"] if copy else [])
    wrote = dict(filled.wrote)
    if filled.is_mine:
        contract, values = filled.asked.contract, filled.values
        require_open(contract)
        ours = _our_signature(desk, contract)
        _require_order(desk, contract, values["signed_on"])
        paper = keep(desk, contract, "countersigned", copy) if copy else None
        _write(desk, contract, ours, values, paper.sha if paper else ours.signed_sha)
        wrote |= {"paper": paper.number, "sha": paper.sha} if paper else {}
        history.record(desk, item.instance, "signed", element=filled.asked.visit.element, facts=wrote)
    return decide(desk, item, "signed", comment, shown=None, wrote=wrote)


def signatures_of(desk: Desk, contract_id: str) -> list[Signature]:
    """The signatures of a contract, ours first."""
    return list(desk.session.scalars(sa.select(Signature).where(Signature.contract_id == contract_id).order_by(Signature.number)))


def _our_signature(desk: Desk, contract: Contract) -> Signature:
    for signature in reversed(signatures_of(desk, contract.id)):
        if signature.side == "ours" and signature.text_number == contract.text_number:
            return signature
    raise Invalid(fields={"signed_on": _l("Our seal is not on this text yet.")})


def _require_order(desk: Desk, contract: Contract, signed_on: dt.date) -> None:
    text = newest(desk, contract)
    if text is not None and signed_on < text.frozen_at.astimezone(ZoneInfo(desk.house.zone)).date():
        raise Invalid(fields={"signed_on": _l("The day of signing lies before the text was made.")})


def _write(desk: Desk, contract: Contract, ours: Signature, values: Mapping[str, Any], sha: str) -> None:
    ours.signatory = values["our_signatory"]
    contract.signed_on, contract.updated_at = values["signed_on"], desk.now
    last = max(signature.number for signature in signatures_of(desk, contract.id))
    desk.session.add(Signature(
        contract_id=contract.id, number=last + 1, side="theirs", signatory=values["their_signatory"], signed_on=values["signed_on"],
        seal=None, text_number=ours.text_number, approved_sha=ours.approved_sha, signed_sha=sha,
        recorded_by=desk.actor.user, recorded_at=desk.now))
