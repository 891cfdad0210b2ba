"""Freeze the documents of several contracts with one start of LibreOffice: a start takes a second, a document a quarter of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.documents.freezing import FreezeDocuments, Made, Needed, keep_made, typeset
from engine.desk import SYSTEM, House, at_desk
from engine.errors import Unavailable
from engine.identity import Key
from engine.jobs import Order, claim_job, fail_job, settle_job

SERVICE = FreezeDocuments()


def freeze_together(waiting: Sequence[tuple[House, Key]]) -> None:
    """Claim, make, settle each job, as a worker does. Where no PDF could be made the jobs wait for their next try."""
    taken = [(house, *found) for house, key in waiting if (found := _take(house, key)) is not None]
    made = [typeset(house, needed) for house, _, needed in taken if needed is not None and not needed.is_pdf]
    try:
        pdfs = iter(taken[0][0].parts["converter"].to_pdfs(made) if made else [])
    except Unavailable as away:
        for house, order, _ in taken:
            with at_desk(house, SYSTEM) as desk:
                fail_job(desk, order, f"{away.title} {away}")
        return
    documents = iter(made)
    for house, order, needed in taken:
        result: Any = None if needed is None else Made("", needed.wording_sha, needed) if needed.is_pdf else keep_made(
            house, next(documents), next(pdfs), needed)
        with at_desk(house, SYSTEM) as desk:
            settle_job(desk, order, result)


def _take(house: House, key: Key) -> tuple[Order, Needed | None] | None:
    with at_desk(house, SYSTEM) as desk:
        order = claim_job(desk, key)
    if order is None:
        return None
    with at_desk(house, SYSTEM) as desk:
        return order, SERVICE.prepare(desk, order)
