"""Put a text of one's own in the place of the rendered one, and take it away again; both for the drafter, while it is drafted."""

from __future__ import annotations

from contracts.drafting.saving import my_draft
from contracts.files.papers import PDF, keep
from contracts.records import Contract, Paper
from contracts.wording.current import KIND, is_theirs, wording_of
from contracts.wording.records import Wording
from contracts.wording.taking import NotAWording, TakenWording
from engine.desk import Desk
from engine.errors import NotFound


def upload_wording(desk: Desk, contract_id: str, given: TakenWording) -> Paper:
    """From now on this is what is frozen; an earlier upload is put aside. Raises as `my_draft`, TooMuch, NotAWording."""
    contract, _item = my_draft(desk, contract_id)
    if given.taken.media == PDF and not is_theirs(contract):
        raise NotAWording(name=given.taken.name, kinds="docx")
    return keep_wording(desk, contract, given)


def keep_wording(desk: Desk, contract: Contract, given: TakenWording) -> Paper:
    """Note it as the contract's text; the caller holds the contract."""
    _put_aside(desk, contract)
    paper = keep(desk, contract, KIND, given.taken)
    desk.session.add(Wording(contract_id=contract.id, paper=paper.number, said_sha=given.said_sha))
    contract.updated_at, contract.updated_by = desk.now, desk.actor.user
    return paper


def drop_wording(desk: Desk, contract_id: str) -> Contract:
    """Back to the text that is made from the values. Raises as `my_draft`, NotFound where nothing was uploaded."""
    contract, _item = my_draft(desk, contract_id)
    if not _put_aside(desk, contract):
        raise NotFound(contract=contract_id, wording=0)
    contract.updated_at, contract.updated_by = desk.now, desk.actor.user
    return contract


def _put_aside(desk: Desk, contract: Contract) -> bool:
    paper = wording_of(desk, contract.id)
    if paper is not None:
        paper.removed_at, paper.removed_by = desk.now, desk.actor.user
    return paper is not None
