"""The linter over a draft: on demand while it is written, and at its submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contracts.documents.texts import NUMBER_LATER, printed, text_facts
from contracts.documents.typesetting import said_by_template, set_text
from contracts.drafting.drafts import Draft, read_draft
from contracts.drafting.saving import my_draft
from contracts.forms.forms import Form, Reading
from contracts.linking.relations import EFFECTIVE
from contracts.linting.findings import LintFinding
from contracts.linting.linter import lint
from contracts.linting.matter import Matter
from contracts.people.organisation import organisation
from contracts.records import Contract
from contracts.templates.regions import passages
from contracts.types.catalog import type_of
from contracts.wording.current import is_theirs, said_in, wording_of
from contracts.wording.deviations import Deviation, deviations
from engine.desk import Desk

OF_BLANKS = frozenset({"blank-left", "party-without-name"})


def lint_my_draft(desk: Desk, contract_id: str) -> tuple[Draft, tuple[LintFinding, ...]]:
    """The draft with what the linter finds of it as it is saved. Raises as `my_draft`, CannotRender, TextLost."""
    draft = read_draft(desk, *my_draft(desk, contract_id, locked=False))
    return draft, lint_draft(desk, draft.contract, draft.form, draft.reading)


def deviations_of_mine(desk: Desk, contract_id: str) -> tuple[Deviation, ...]:
    """The deviations of a draft as it is saved. Raises as `my_draft`, CannotRender, TextLost."""
    draft = read_draft(desk, *my_draft(desk, contract_id, locked=False))
    return deviations_of(desk, draft.contract, draft.form, draft.reading)


def lint_draft(desk: Desk, contract: Contract, form: Form, reading: Reading) -> tuple[LintFinding, ...]:
    """What the linter finds; of blanks in our own text that only stand for fields which the form asks for, nothing is said."""
    said_by_form = {found.field.partition(".")[0] for found in reading.findings}
    found = lint(matter_of(desk, contract, form, reading.values), said_by_form)
    return tuple(one for one in found if one.code not in OF_BLANKS) if reading.errors and not wording_of(desk, contract.id) else found


def matter_of(desk: Desk, contract: Contract, form: Form, values: Mapping[str, Any]) -> Matter:
    """The draft as the linter sees it."""
    kind, ours = type_of(desk, contract.type), organisation(desk.house)["name"]
    kind = replace(kind, clauses=()) if contract.relation in EFFECTIVE else kind       # the main contract has them
    uploaded = wording_of(desk, contract.id)
    if uploaded is not None or is_theirs(contract):
        said = tuple(one.text for one in said_in(desk, uploaded)) if uploaded else ()
        return Matter(said, values, kind, "theirs" if is_theirs(contract) else "own", ours, contract.number or "", uploaded is not None)
    made = printed(text_facts(desk, contract, values), form)
    return Matter(said_by_template(desk.house, contract.template_version, made), values, kind, "template", ours, contract.number or "")


def deviations_of(desk: Desk, contract: Contract, form: Form, reading: Reading) -> tuple[Deviation, ...]:
    """Where the drafter's own wording differs from what the vetted text says with these values; none in the counterparty's paper."""
    uploaded = wording_of(desk, contract.id)
    if uploaded is None or is_theirs(contract):
        return ()
    vetted = set_text(desk.house, contract.template_version, printed(text_facts(desk, contract, reading.values), form))
    return deviations(passages(vetted), said_in(desk, uploaded), same=(NUMBER_LATER, contract.number or ""))
