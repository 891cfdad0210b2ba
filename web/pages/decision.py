"""A work item: should I say yes? Read, then approve, return, reject or hand over; bound to what was shown."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from contracts.deciding import decisions
from contracts.deciding.shown import TextChanged
from contracts.reading.briefing import briefing_of
from engine.errors import AlreadyDone
from engine.identity import Key
from web.decision_page import decision_page, is_part, is_to_draft, page_of, typed_fields
from web.doors import desk, reading

blueprint = Blueprint("decision", __name__)


@blueprint.get("/work-items/<item>")
def show(item: str) -> str | Response:
    """The whole page, or the part of it that the inbox shows in its right half."""
    with reading() as mine:
        briefing = briefing_of(mine, Key.parse(item))
        if is_to_draft(briefing) and not is_part():
            return redirect(url_for("drafting.edit", contract_id=briefing.asked.contract.id), 303)
        return page_of(mine, briefing)


@blueprint.post("/work-items/<item>/decision")
def decide(item: str) -> Response | tuple[str, int]:
    """Approve, or another of the step's drawn answers."""
    form = request.form
    try:
        with desk() as mine:
            decisions.decide(mine, Key.parse(item), form.get("outcome", ""), form.get("comment", ""), typed_fields(),
                             shown=form.get("shown"))
    except (TextChanged, AlreadyDone) as refused:
        return _missed(item, refused)
    return _onward(item)


@blueprint.post("/work-items/<item>/return")
def give_back(item: str) -> Response | tuple[str, int]:
    """Return to an earlier step: walk again from there, or straight back to me."""
    form = request.form
    try:
        with desk() as mine:
            decisions.return_contract(mine, Key.parse(item), form.get("to", ""), form.get("then", "again"), form.get("comment", ""),
                                      shown=form.get("shown"))
    except (TextChanged, AlreadyDone) as refused:
        return _missed(item, refused)
    return _onward(item)


@blueprint.post("/work-items/<item>/handover")
def hand_over(item: str) -> Response:
    with desk() as mine:
        decisions.hand_over(mine, Key.parse(item), request.form.get("to", "").strip(), request.form.get("comment", ""))
    return redirect(url_for("inbox.inbox"), 303)


@blueprint.post("/work-items/<item>/claim")
def claim(item: str) -> Response:
    with desk() as mine:
        decisions.claim(mine, Key.parse(item))
    return redirect(url_for("decision.show", item=item), 303)


@blueprint.post("/work-items/<item>/release")
def release(item: str) -> Response:
    with desk() as mine:
        decisions.release(mine, Key.parse(item))
    return redirect(url_for("inbox.inbox"), 303)


@blueprint.post("/work-items/<item>/take-back")
def take_back(item: str) -> Response:
    with desk() as mine:
        decisions.take_back(mine, Key.parse(item))
    return redirect(url_for("inbox.inbox"), 303)


def _missed(item: str, refused: TextChanged | AlreadyDone) -> tuple[str, int]:
    """The page of a decision that came too late: what changed, or who was first; what was typed is kept."""
    with reading() as mine:
        return decision_page(mine, Key.parse(item), refused=refused), refused.status


def _onward(item: str) -> Response:
    """After a decision: what is most urgent next, with a way back for a moment."""
    return redirect(url_for("inbox.inbox", done=item), 303)
