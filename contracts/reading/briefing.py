"""What a person needs to decide a work item: why me, what changed since my last decision, what was said, what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.counterparties.comparing import findings_on
from contracts.deciding.asked import Asked, find_asked
from contracts.deciding.decisions import current_digest, what_changed
from contracts.deciding.handing_over import may_be_handed_to, names_another
from contracts.forms.fields import Field
from contracts.forms.forms import Finding
from contracts.forms.labels import Labels, labels_of
from contracts.forms.step_fields import rights, shown_to, step_fields
from contracts.linting.findings import LintFinding
from contracts.linting.screenings import newest_screening
from contracts.process.subject import facts_of
from contracts.projects.booking import Booking, Over, booking_of, over_of
from contracts.reading.dossier import Said, decisions_of
from contracts.records import Paper, Text
from engine import returning
from engine.desk import Desk
from engine.editions import specs_for
from engine.identity import ItemId
from engine.records import Entry
from engine.work_items import reading

FIRST_STAGES = ("draft", "review")
SUPERIORS = {"whenSelf": "self", "whenSame": "same", "whenNobody": "nobody"}     # why a superior is asked


@dataclass(frozen=True)
class Reason:
    """Why this item came to this person: the rule of the task, and the table's row where a table asked for the step."""

    rule: str                              # assignee, candidateUsers, candidateGroups, superior, self, same, escalated, handed-over ...
    facts: dict[str, Any]
    table: str | None = None
    rows: tuple[str, ...] = ()
    words: tuple[str, ...] = ()            # what the table is called, then its rows, by who drew them
    substitutes: str | None = None         # the person for whom the actor may act


@dataclass(frozen=True)
class Briefing:
    """The decision page's material. `shown` goes back with the decision; `changed` is empty in the first round."""

    asked: Asked
    shown: str
    text: Text | None
    facts: dict[str, Any]
    reason: Reason
    outcomes: tuple[str, ...]
    may_reject: bool
    names_another: bool                    # an administrator, who says who decides
    heirs: tuple[str, ...]                 # whom it may be handed to
    targets: tuple[Any, ...]
    after: tuple[Any, ...]
    said: tuple[Said, ...]
    my_last: Said | None
    changed: tuple[dict[str, Any], ...]
    texts: tuple[Text, ...]
    papers: tuple[Paper, ...]
    may_take_back: bool
    fields: tuple[Field, ...]
    labels: Labels
    party: tuple[Finding, ...]             # what the directory says today of the counterparty
    booking: Booking | None
    over: Over | None                      # by how much it is over its budget line now
    found: tuple[LintFinding, ...]         # by the linter, at the last submission
    deviations: tuple[dict[str, Any], ...]     # of the wording from the vetted text


def briefing_of(desk: Desk, item: ItemId) -> Briefing:
    """Raises NotFound for an item that is not there or that the actor may neither do nor see."""
    asked = find_asked(desk, item, locked=False)
    shown = current_digest(desk, asked)
    said = decisions_of(desk, asked.contract)
    last = next((one for one in reversed(said) if one.by == desk.actor.user and one.text), None)
    texts = _rows(desk, Text, asked.contract.id)
    text = next((one for one in texts if one.number == asked.contract.text_number), None)
    decides = asked.is_open and asked.may_act
    return Briefing(
        asked, shown, text, shown_to(asked, (text.facts if text else None) or facts_of(asked.contract)), reason_of(desk, asked),
        _outcomes(asked), decides and asked.is_approval, names_another(asked),
        tuple(may_be_handed_to(desk, asked)) if decides else (),
        tuple(returning.return_targets(desk, item)) if decides else (), _after(desk, asked) if decides else (),
        said, last, _changed(desk, asked, last, text, texts), texts,
        tuple(paper for paper in _rows(desk, Paper, asked.contract.id) if paper.removed_at is None), may_take_back(desk, asked),
        step_fields(desk, asked) if decides else (), labels_of(desk, asked.contract), _party(desk, asked),
        booking_of(desk, asked.contract), over_of(desk, asked.contract), *_screened(desk, asked))


def _party(desk: Desk, asked: Asked) -> tuple[Finding, ...]:
    """Nothing of fields that the step hides, and nothing once it is done."""
    hidden = {name for name, right in rights(asked).items() if right == "hidden"}
    return tuple(one for one in findings_on(desk, asked.contract) if one.field not in hidden) if asked.is_open else ()


def may_take_back(desk: Desk, asked: Asked) -> bool:
    """Did the actor decide this item, and is it still legal to take that back?"""
    return asked.item.done_by == desk.actor.user and returning.may_take_back(desk, asked.key)


def reason_of(desk: Desk, asked: Asked) -> Reason:
    """The rule recorded on the item; the decision table of the same stage that fired before it."""
    why = dict(asked.item.why or {})
    rule = _rule(desk, why)
    fired = _table_before(desk, asked)
    mine = desk.actor.user
    named = [principal.removeprefix("u:") for principal in asked.item.candidates if principal.startswith("u:")]
    substituted = next((one for one in named if one in desk.directory.substituted(mine)), None) if mine not in named else None
    table, rows = fired.get("decision"), tuple(fired.get("rules", ()))
    return Reason(rule, why, table, rows, _in_words(desk, asked, table, rows), substituted)


def _rule(desk: Desk, why: dict[str, Any]) -> str:
    """The rule as it came to the actor: a superior is asked for another reason than who was asked first."""
    rule = str(why.pop("rule", ""))
    if desk.actor.user in why.get("escalated_to", ()):
        return "escalated"
    return SUPERIORS.get(why.get("because", ""), rule) if rule == "superior" else rule


def _in_words(desk: Desk, asked: Asked, name: str | None, rows: tuple[str, ...]) -> tuple[str, ...]:
    """审批权限, 一百万元以上：总经理批准; ids where the table has no words, or is no longer the one that was asked."""
    table = specs_for(desk, asked.instance.digest).tables.get(name) if name else None
    says = {rule.id: rule.says or rule.id for rule in table.rules} if table else {}
    return (table.name if table else name, *(says.get(row, row) for row in rows)) if name else ()


def _table_before(desk: Desk, asked: Asked) -> dict[str, Any]:
    query = (sa.select(Entry.facts).where(Entry.chain == asked.instance.id, Entry.act == "decided", Entry.at <= asked.visit.opened_at)
             .order_by(Entry.number.desc()).limit(1))
    return (desk.session.scalar(query) or {}) if asked.visit.stage in FIRST_STAGES else {}


def _outcomes(asked: Asked) -> tuple[str, ...]:
    drawn = asked.properties.get("outcomes", "approve")
    return tuple(outcome.strip() for outcome in drawn.split(",") if outcome.strip())


def _after(desk: Desk, asked: Asked) -> tuple[Any, ...]:
    return tuple(reading.after(desk, asked.key, _outcomes(asked)[0]))


def _screened(desk: Desk, asked: Asked) -> tuple[tuple[LintFinding, ...], tuple[dict[str, Any], ...]]:
    """What the linter found, without fields that this step hides; and which clauses deviate."""
    screening = newest_screening(desk, asked.contract)
    hidden = {name for name, right in rights(asked).items() if right == "hidden"}
    return (tuple(one for one in screening.found if one.field not in hidden), tuple(screening.deviations)) if screening else ((), ())


def _changed(desk: Desk, asked: Asked, last: Said | None, now: Text | None, texts: tuple[Text, ...]) -> tuple[dict[str, Any], ...]:
    """What is different from the text that the actor decided on last; nothing when it is the same text."""
    then = next((text for text in texts if last and text.number == last.text), None)
    if then is None or then == now:
        return ()
    hidden = {name for name, right in rights(asked).items() if right == "hidden"}
    return tuple(one for one in what_changed(desk, asked.contract, then.digest) if one["path"].partition(".")[0] not in hidden)


def _rows(desk: Desk, record: Any, contract_id: str) -> tuple[Any, ...]:
    return tuple(desk.session.scalars(sa.select(record).where(record.contract_id == contract_id).order_by(record.number)))
