"""必备资料: what a contract's type asks for before it is filed; bring it, replace it, take it back."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.archive.required_papers import required_papers
from contracts.archive.type_papers import bring_paper, may_bring, require_bringer, withdraw_paper
from contracts.deciding.asked import seen_contract
from contracts.documents.word_files import NotWord, UnpacksTooLarge, Unsafe
from contracts.files.papers import EmptyFile, TooLarge, TooMuch, WrongKind, take_in
from contracts.process.standing import ReadOnly
from contracts.reading.dossier import my_items
from engine.desk import Desk
from engine.errors import Invalid, Refusal, _l
from web.doors import desk, reading, the_house
from web.wishes import wish_in
from web.wishes.required_papers import BroughtSchema, WithdrawalSchema

blueprint = Blueprint("required_papers", __name__, url_prefix="/contracts/<id:contract_id>/required-papers")
Answer = Response | tuple[str, int]
TOLD = (Invalid, ReadOnly, WrongKind, EmptyFile, NotWord, Unsafe, UnpacksTooLarge, TooLarge, TooMuch)


@blueprint.get("")
def page(contract_id: str) -> str:
    return _page(contract_id)


@blueprint.post("")
def bring(contract_id: str) -> Answer:
    """Into the vault first, with nothing locked, then to the contract."""
    with reading() as mine:
        require_bringer(mine, seen_contract(mine, contract_id))

    def act() -> None:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise Invalid(fields={"file": _l("Choose a file.")})
        wish, taken = wish_in(BroughtSchema(), request.form), take_in(the_house(), sent.filename, sent.stream)
        with desk() as mine:
            bring_paper(mine, contract_id, wish["kind"], taken, replaces=wish["replaces"])

    return _done(contract_id, act)


@blueprint.post("/<int:number>/withdrawal")
def withdraw(contract_id: str, number: int) -> Answer:
    """Take a paper back, with a reason."""
    def act() -> None:
        with desk() as mine:
            withdraw_paper(mine, contract_id, number, wish_in(WithdrawalSchema(), request.form)["reason"])

    return _done(contract_id, act)


def _done(contract_id: str, act: Callable[[], None]) -> Answer:
    try:
        act()
    except TOLD as refused:
        return _page(contract_id, refused), refused.status
    return redirect(url_for("required_papers.page", contract_id=contract_id), 303)


def _page(contract_id: str, refused: Refusal | None = None) -> str:
    with reading() as mine:
        return render_template("contract/required_papers.html", refused=refused, **_seen(mine, contract_id))


def _seen(mine: Desk, contract_id: str) -> dict[str, object]:
    contract = seen_contract(mine, contract_id)
    lines = required_papers(mine, contract)
    return {"contract": contract, "lines": [line for line in lines if line.of_type],
            "may_bring": may_bring(mine, contract), "my_items": my_items(mine, contract)}
