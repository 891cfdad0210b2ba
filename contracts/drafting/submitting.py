"""Submit a draft: nothing is wrong with it any more, it has its number, and the process moves on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.counterparties.entering import enter_counterparty
from contracts.deciding.decisions import Decision, decide
from contracts.drafting.drafts import departments, form_for, read_draft, today
from contracts.drafting.findings import look_further
from contracts.drafting.saving import ledger_fields, my_draft, record_ledger, require_version, write
from contracts.forms.steps import Sentence, said
from contracts.linking.relations import LETTERS
from contracts.linting.drafts import deviations_of, lint_draft
from contracts.linting.findings import LintFinding, as_rows
from contracts.linting.screenings import keep_screening
from contracts.projects.booking import bookable, hold_budget
from contracts.records import Contract
from contracts.types.catalog import type_of
from contracts.types.numbering import give_number, number_under
from contracts.wording.deviations import Deviation
from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.work_items.reading import item_view


class NotReady(Invalid):
    """The draft lacks something, or its text is wrong; facts: fields = {name: sentence or the form's own words}, found by the linter."""

    code = "draft-not-ready"
    title = _l("The draft is not ready to be submitted.")
    hint = _l("Correct the marked fields, then submit it again.")


def submit_draft(desk: Desk, contract_id: str, version: int, typed: Mapping[str, Any] | None = None, comment: str = "") -> Decision:
    """Save what was typed last, number the contract at its first submission, and complete the item.

    Raises NotFound, NotDrafting, NotYours, DraftChanged, NotReady, ProjectClosed; nothing has changed then, no number was used.
    """
    contract, item = my_draft(desk, contract_id)
    require_version(contract, version)
    form = form_for(desk, contract)
    given = read_draft(desk, contract, item).typed if typed is None else typed
    reading = form.read(given, today=today(desk), departments=departments(desk), projects=bookable(desk, given))
    reading = look_further(desk, contract, reading)
    if reading.errors:
        raise NotReady(fields={found.field: said(found) for found in reversed(reading.errors)})
    if write(desk, contract, form, reading):
        contract.version += 1
    _screen(desk, contract, lint_draft(desk, contract, form, reading), deviations_of(desk, contract, form, reading))
    enter_counterparty(desk, contract, reading.values)
    if contract.number is None:
        contract.number = _number(desk, contract)
    contract.submitted_at = contract.submitted_at or desk.now
    hold_budget(desk, contract)
    contract.updated_at, contract.updated_by = desk.now, desk.actor.user
    outcome = item_view(desk, item).outcomes[0]
    return decide(desk, item, outcome, comment, shown=None, wrote={})


def _screen(desk: Desk, contract: Contract, found: tuple[LintFinding, ...], deviating: tuple[Deviation, ...]) -> None:
    """Refuse errors; keep warnings and what they make of the risk, so that the level routes the very next step."""
    if errors := [one for one in found if one.level == "error"]:
        fields = {one.field or f"text.{one.code}": Sentence(one.sentence, one.facts) for one in reversed(errors)}
        raise NotReady(fields=fields, found=as_rows(found))
    before = ledger_fields(contract)
    keep_screening(desk, contract, found, deviating)
    record_ledger(desk, contract, before)


def _number(desk: Desk, contract: Contract) -> str:
    """By the type's rule; a supplement's, a change's, a termination's behind the main contract's."""
    main = desk.session.get(Contract, contract.parent_id) if contract.parent_id else None
    if main is not None and main.number and contract.relation in LETTERS:
        return number_under(desk, main.number, LETTERS[contract.relation])
    kind = type_of(desk, contract.type)
    return give_number(desk, kind.code, contract.department, kind.number_rule, direction=contract.direction, project=contract.project,
                       parent=(main.number if main else None) or "")
