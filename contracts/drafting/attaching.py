"""Attachments of a draft."""

from __future__ import annotations

from contracts.drafting.saving import my_draft
from contracts.files.papers import Taken, keep, remove
from contracts.records import Contract, Paper
from engine.desk import Desk


def attach(desk: Desk, contract_id: str, taken: Taken) -> Paper:
    """Keep an attachment of a draft. Raises as `my_draft`, TooMuch."""
    contract, _item = my_draft(desk, contract_id)
    return keep(desk, contract, "attachment", taken)


def detach(desk: Desk, contract_id: str, number: int) -> Contract:
    """Take an attachment from a draft. Raises as `my_draft`."""
    contract, _item = my_draft(desk, contract_id)
    remove(desk, contract_id, number)
    return contract
