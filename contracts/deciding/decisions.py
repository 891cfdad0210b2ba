"""One way to a decision: text, duties and fields are checked here, then the engine moves (办理)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts import notices
from contracts.deciding.asked import Asked, find_asked
from contracts.deciding.handing_over import NotTheirs, may_be_handed_to, names_another
from contracts.deciding.shown import TextChanged, differences
from contracts.forms.step_fields import fill_in
from contracts.people import company
from contracts.records import Contract, Text
from engine import returning
from engine.desk import Desk
from engine.errors import Invalid, Refusal, _l
from engine.identity import ItemId
from engine.instances import Moved
from engine.work_items import claiming, completing, handover

LONGEST_COMMENT = 4000


class OwnContract(Refusal):
    """The drafter of a contract was about to approve or to seal it."""

    code, status = "own-contract", 403
    title = _l("Nobody approves or seals their own contract.")
    hint = _l("Hand it over to a colleague, or ask an administrator to name another person.")


class NamesAnother(Refusal):
    """An administrator, asked because nobody else was there, was about to approve; facts: item."""

    code, status = "names-another", 403
    title = _l("Administrators name who decides; they do not decide.")
    hint = _l("Hand it over to the person who should decide.")


class HasItsOwnForm(Refusal):
    """The step is performed through its own form, which checks what is written; facts: item, form."""

    code, status = "own-form", 422
    title = _l("This step is done through its own form.")
    hint = _l("Open the item and fill in its form.")


@dataclass(frozen=True)
class Decision:
    """What was decided and where the contract stands now; `opened` and `closed` are the engine's items."""

    item: ItemId
    outcome: str
    contract_id: str
    status: str
    stage: str | None
    opened: tuple[Any, ...] = ()
    closed: tuple[Any, ...] = ()


def decide(desk: Desk, item: ItemId, outcome: str, comment: str = "", fields: Mapping[str, Any] | None = None, *,
           shown: str | None, wrote: Mapping[str, Any] | None = None) -> Decision:
    """Record a person's decision and let the process move on; the outcome `reject` ends the contract unless it is drawn.

    `shown` is the digest of what the person's page showed; a step of the kind `perform` may go without. `wrote` is recorded
    as it is: what a use case around this one has checked and kept itself; `fields` are checked and filled in here.
    Raises NotFound, NotYours, AlreadyDone, UnknownOutcome, TextChanged, OwnContract,
    NamesAnother, HasItsOwnForm, Invalid; nothing has changed then.
    """
    asked = find_asked(desk, item)
    said = _comment(comment, needed=outcome == "reject")
    written = dict(wrote or {})
    if asked.is_open and asked.may_act:
        _require_shown(desk, asked, shown)
        _require_other_hands(desk, asked)
        _require_its_form(desk, asked, wrote)
        written |= fill_in(desk, asked, fields or {})
    moved = completing.complete_work_item(desk, item, outcome, said, wrote=written or None, shown=shown)
    return _decision(asked, outcome, moved)


def reject(desk: Desk, item: ItemId, reason: str, *, shown: str | None) -> Decision:
    """Say no for good (驳回): the contract ends as cancelled, unless the diagram draws another way."""
    return decide(desk, item, "reject", reason, shown=shown)


def return_contract(desk: Desk, item: ItemId, to: str, then: str, reason: str, *, shown: str | None) -> Decision:
    """Give the contract back to an earlier step (退回), to walk again or to come straight back.

    Raises what `decide` raises, and the engine's refusals of targets that are not legal.
    """
    asked = find_asked(desk, item)
    said = _comment(reason, needed=True)
    if then not in ("again", "back"):
        raise Invalid(fields={"then": _l("Choose one of the values offered.")})
    if asked.is_open and asked.may_act:
        _require_shown(desk, asked, shown)
    moved = returning.return_item(desk, item, to, then, said, shown=shown)
    return _decision(asked, "return", moved)


def take_back(desk: Desk, item: ItemId) -> Decision:
    """Undo one's own decision while nobody acted after it (撤回)."""
    asked = find_asked(desk, item)
    return _decision(asked, "take-back", returning.take_back(desk, item))


def hand_over(desk: Desk, item: ItemId, to: str, reason: str) -> None:
    """Give the item to somebody else who is then asked instead (转办).

    The superior of who hands it over is told. Raises OwnContract for what the drafter is kept out of, NotTheirs for who is no colleague.
    """
    asked = find_asked(desk, item)
    if not desk.directory.is_active(to):
        raise Invalid(fields={"to": _l("There is no such person, or they are not active.")})
    if asked.keeps_drafter_out and to == asked.contract.owner:
        raise OwnContract(item=str(item), to=to)
    if asked.is_open and asked.may_act and to not in (may := may_be_handed_to(desk, asked)):
        raise NotTheirs(item=str(item), to=to, may=may)
    handover.hand_over(desk, item, to, said := _comment(reason, needed=True))
    _tell_superior(desk, asked, to, said)


def claim(desk: Desk, item: ItemId) -> None:
    """Take an item of one's group for oneself (认领)."""
    find_asked(desk, item)
    claiming.claim(desk, item)


def release(desk: Desk, item: ItemId) -> None:
    """Put a claimed item back to the group."""
    find_asked(desk, item)
    claiming.release(desk, item)


def current_digest(desk: Desk, asked: Asked) -> str:
    """What a page of this item shows now, as the subject says."""
    return desk.house.subjects[asked.instance.subject].digest(desk, asked.instance.subject_id)


def what_changed(desk: Desk, contract: Contract, since: str) -> list[dict[str, Any]]:
    """Field by field between the text with the digest `since` and the newest one; a file that differs is named too."""
    texts = {text.digest: text for text in desk.session.query(Text).filter_by(contract_id=contract.id)}
    then = texts.get(since)
    now = next((text for text in texts.values() if text.number == contract.text_number), None)
    if not then or not now:
        return []
    found = [{"path": d.path, "before": d.before, "after": d.after} for d in differences(then.facts, now.facts)]
    if then.papers_sha != now.papers_sha:
        found.append({"path": "papers", "before": None, "after": None})
    return found


def _require_shown(desk: Desk, asked: Asked, shown: str | None) -> None:
    if shown is None and not asked.is_approval:
        return
    now = current_digest(desk, asked)
    if shown != now:
        raise TextChanged(item=str(asked.key), contract=asked.contract.id, shown=shown, now=now,
                          differences=what_changed(desk, asked.contract, shown or ""))


def _tell_superior(desk: Desk, asked: Asked, to: str, reason: str) -> None:
    known = company(desk)
    superior = next((one for one in known.above(desk.actor.user) if known.is_active(one)), None)
    if superior and superior != to:
        notices.tell(desk, superior, "handed-on", key=f"handed-on:{asked.key}:{to}:{desk.now.isoformat()}", contract_id=asked.contract.id,
                     title=asked.contract.title, number=asked.contract.number, step=asked.step, by=desk.actor.user, to=to, reason=reason)


def _require_other_hands(desk: Desk, asked: Asked) -> None:
    if asked.keeps_drafter_out and desk.actor.user == asked.contract.owner:
        raise OwnContract(item=str(asked.key))
    if names_another(asked):
        raise NamesAnother(item=str(asked.key))


def _require_its_form(desk: Desk, asked: Asked, wrote: Mapping[str, Any] | None) -> None:
    """A draft, a seal, a payment ... is checked by the use case of its form, which says what it `wrote`, if only {}."""
    is_form = asked.properties.get("formKey") if asked.item.kind != "rework" else desk.actor.user == asked.contract.owner
    if is_form and not asked.is_approval and wrote is None:
        raise HasItsOwnForm(item=str(asked.key), form=asked.properties.get("formKey"))


def _comment(text: str, *, needed: bool) -> str:
    said = text.strip()
    if needed and not said:
        raise Invalid(fields={"comment": _l("Say why, in a sentence.")})
    if len(said) > LONGEST_COMMENT:
        raise Invalid(fields={"comment": _l("This is too long: at most 4,000 characters.")})
    return said


def _decision(asked: Asked, outcome: str, moved: Moved) -> Decision:
    return Decision(asked.key, outcome, asked.contract.id, moved.status, moved.stage, moved.opened, moved.closed)
