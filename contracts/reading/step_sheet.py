"""What lies before a person who performs a step: its form with what is proposed, the seals to choose from, the papers, the plan row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.archive.file_numbers import suggested_number
from contracts.archive.required_papers import Required, required_papers
from contracts.deciding.asked import Asked
from contracts.documents.texts import originals
from contracts.drafting.drafts import today
from contracts.forms.fields import Field
from contracts.forms.forms import Form
from contracts.forms.steps import step_form
from contracts.linking.linked import Link, links_of
from contracts.money.amounts import with_thousands
from contracts.people.organisation import organisation
from contracts.performing.obligations import find_row
from contracts.records import PlanRow
from contracts.sealing.seals import Seal, provider_of, seal_called
from engine.desk import Desk
from engine.errors import NotFound

WITHOUT = "without"                        # the archive's field for why a paper is missing


@dataclass(frozen=True)
class Sheet:
    """`key` is the form's; `typed` fills it as if somebody had typed it."""

    key: str
    form: Form
    typed: dict[str, Any]
    seals: tuple[Seal, ...] = ()
    papers: tuple[Required, ...] = ()
    row: PlanRow | None = None
    renewals: tuple[Link, ...] = ()
    needed: tuple[str, ...] = ()           # fields that the step asks for beyond what its form says
    left_out: tuple[str, ...] = ()         # fields of its form that mean nothing here

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is to be filled."""
        return tuple(one for one in self.form.fields if one.name not in self.left_out)

    @property
    def lacks(self) -> tuple[Required, ...]:
        """The papers without which the archive takes nothing, or only with a reason."""
        return tuple(line for line in self.papers if line.lacks)

    @property
    def is_blocked(self) -> bool:
        """Something is missing that no reason makes good."""
        return not all(line.may_be_waived for line in self.lacks)


def sheet_of(desk: Desk, asked: Asked) -> Sheet | None:
    """The sheet of an open step that the actor may perform; None for every other item."""
    key = asked.properties.get("formKey", "")
    if key not in SHEETS or asked.item.kind != "decide" or not (asked.is_open and asked.may_act):
        return None
    form = step_form(desk, asked)
    found = SHEETS[key](desk, asked)
    return Sheet(key, form, {**form.defaults(), **found.pop("typed")}, **found)


def seal_image(desk: Desk, asked: Asked, key: str) -> bytes:
    """The picture of a seal, for who is about to apply one. Raises NotFound for everybody else, and for an unknown seal."""
    if asked.properties.get("formKey") != "seal" or not (asked.is_open and asked.may_act):
        raise NotFound(seal=key[:80])
    provider = provider_of(desk.house)
    return provider.image(seal_called(provider, key).key)


def _seal(desk: Desk, asked: Asked) -> dict[str, Any]:
    copies = originals(asked.contract.values or {})
    return {"typed": {"copies": str(copies)} if copies else {}, "seals": provider_of(desk.house).seals()}


def _countersign(desk: Desk, _asked: Asked) -> dict[str, Any]:
    return {"typed": {"signed_on": today(desk).isoformat(), "our_signatory": organisation(desk.house)["representative"]}}


def _file(desk: Desk, asked: Asked) -> dict[str, Any]:
    papers = required_papers(desk, asked.contract)
    waivable = any(line.may_be_waived for line in papers)
    return {"typed": {"file_number": suggested_number(desk)}, "papers": papers,
            **({"needed": (WITHOUT,)} if waivable else {"left_out": (WITHOUT,)})}


def _settle(desk: Desk, asked: Asked) -> dict[str, Any]:
    row, _contract = find_row(desk, asked.instance.subject_id)
    return {"typed": {"settled_on": today(desk).isoformat(), "settled_amount": with_thousands(row.amount)}, "row": row,
            "needed": ("receipt",)}


def _renewal(desk: Desk, asked: Asked) -> dict[str, Any]:
    renewals = tuple(one for one in links_of(desk, asked.contract).linked if one.relation == "renewal" and one.status != "cancelled")
    known = next((one.number for one in renewals if one.number), "")
    return {"typed": {"answer": "renewed" if renewals else "renew", **({"renewed_by": known} if known else {})}, "renewals": renewals}


SHEETS: Mapping[str, Callable[[Desk, Asked], dict[str, Any]]] = {
    "seal": _seal, "countersign": _countersign, "file": _file, "settle": _settle, "renewal": _renewal,
}
