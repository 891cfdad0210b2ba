"""Steps that are performed: apply the seal, record the signatures, settle a payment, answer an expiry, file; each through its own form."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import IO

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from contracts.archive.archiving import PapersMissing, file_contract
from contracts.deciding.asked import find_asked
from contracts.documents.word_files import NotWord, UnpacksTooLarge, Unsafe
from contracts.files.papers import EmptyFile, Taken, TooLarge, TooMuch, WrongKind, take_in
from contracts.linking.beginning import NotLinkable
from contracts.linking.renewing.answering import Answered, answer_expiry, open_draft
from contracts.performing.payments import record_payment
from contracts.process.standing import ReadOnly
from contracts.reading.step_sheet import seal_image
from contracts.sealing.applying import order_seal
from contracts.sealing.approvals import NotApproved
from contracts.sealing.signing import NotAPdf, record_signatures, take_signed_copy
from engine.desk import House
from engine.errors import AlreadyDone, Invalid, NotYours
from engine.identity import Key
from web.decision_page import FIELD, decision_page, typed_fields
from web.doors import desk, reading, the_house

blueprint = Blueprint("steps", __name__)
# what the person at the form can mend, or must know: shown on the form, with what was typed
TOLD = (Invalid, AlreadyDone, NotApproved, ReadOnly, PapersMissing, NotAPdf, WrongKind, EmptyFile, NotWord, Unsafe, UnpacksTooLarge,
        TooLarge, TooMuch, NotLinkable)


@blueprint.get("/work-items/<item>/seals/<key>.png")
def picture(item: str, key: str) -> Answer:
    """What a seal looks like, for who is about to apply it."""
    with reading() as mine:
        image = seal_image(mine, find_asked(mine, Key.parse(item), locked=False), key)
    answer = Response(image, mimetype="image/png")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(hashlib.sha256(image).hexdigest()[:32])
    return answer.make_conditional(request)


@blueprint.post("/work-items/<item>/seal")
def seal(item: str) -> Answer | tuple[str, int]:
    """Order the seal; a job applies it to the approved PDF."""
    def perform() -> None:
        with desk() as mine:
            order_seal(mine, Key.parse(item), request.form.get("seal", ""), typed_fields(), _comment())

    return _performed(item, perform)


@blueprint.post("/work-items/<item>/countersign")
def countersign(item: str) -> Answer | tuple[str, int]:
    """Record who signed and when, with the counterparty's copy where there is one."""
    def perform() -> None:
        copy = _uploaded(item, "copy", take_signed_copy)
        with desk() as mine:
            record_signatures(mine, Key.parse(item), typed_fields(), copy, _comment())

    return _performed(item, perform)


@blueprint.post("/work-items/<item>/settle")
def settle(item: str) -> Answer | tuple[str, int]:
    """Record a payment with its receipt."""
    def perform() -> None:
        receipt = _uploaded(item, "receipt", take_in)
        with desk() as mine:
            record_payment(mine, Key.parse(item), typed_fields(), receipt, _comment())

    return _performed(item, perform)


@blueprint.post("/work-items/<item>/file")
def file(item: str) -> Answer | tuple[str, int]:
    """Give the contract its file number; a job makes the package."""
    def perform() -> None:
        with desk() as mine:
            file_contract(mine, Key.parse(item), typed_fields(), _comment())

    return _performed(item, perform)


@blueprint.post("/work-items/<item>/renewal")
def renewal(item: str) -> Answer | tuple[str, int]:
    """What follows on a contract's end; a draft of mine that is begun with the answer opens."""
    answers: list[Answered] = []

    def perform() -> None:
        with desk() as mine:
            answers.append(answer_expiry(mine, Key.parse(item), typed_fields(), _comment()))
        if answers[0].draft_is_mine:
            with desk() as mine:
                open_draft(mine, str(answers[0].linked_id))

    done = _performed(item, perform)
    if not answers or not answers[0].draft_is_mine:
        return done
    return redirect(url_for("drafting.edit", contract_id=answers[0].linked_id), 303)


def _performed(item: str, perform: Callable[[], None]) -> Answer | tuple[str, int]:
    try:
        perform()
    except TOLD as refused:
        with reading() as mine:
            return decision_page(mine, Key.parse(item), refused=refused), refused.status
    return redirect(url_for("inbox.inbox", done=item), 303)


def _uploaded(item: str, name: str, take: Callable[[House, str, IO[bytes]], Taken]) -> Taken | None:
    """The file of a field, in the vault; None where none was chosen."""
    sent = request.files.get(FIELD + name)
    if sent is None or not sent.filename:
        return None
    with reading() as mine:                                  # before 50 MB are written for somebody whom nobody asked
        asked = find_asked(mine, Key.parse(item), locked=False)
        if asked.is_open and not asked.may_act:
            raise NotYours(item=item)
    return take(the_house(), sent.filename, sent.stream)


def _comment() -> str:
    return request.form.get("comment", "")
