"""The form of a step that is performed (用印、签署登记、归档、收付款登记): read by the edition's own form, then written by its use case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.deciding.asked import Asked, find_asked
from contracts.documents.texts import plain
from contracts.drafting.drafts import today
from contracts.forms.files import form_of
from contracts.forms.forms import Finding, Form
from engine.desk import Desk
from engine.errors import Invalid, UnknownOutcome
from engine.identity import ItemId


class Sentence(str):
    """An English sentence with its values in place, that can still be translated: `template` % `values`."""

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Sentence:
        made = super().__new__(cls, template % dict(values))
        made.template, made.values = template, dict(values)
        return made


@dataclass(frozen=True)
class Filled:
    """A step with what was typed into its form. `is_mine` is False when the engine is about to refuse: then nothing was read."""

    asked: Asked
    is_mine: bool
    values: dict[str, Any]

    @property
    def wrote(self) -> dict[str, Any]:
        """The values as plain JSON, to be recorded with the decision."""
        return {name: plain(value) for name, value in self.values.items()}


def step_form(desk: Desk, asked: Asked) -> Form:
    """The form that the step names, from the edition that the instance runs on. Raises NotFound."""
    return form_of(desk, asked.instance.digest, asked.properties.get("formKey", ""))


def fill_step(desk: Desk, item: ItemId, key: str, typed: Mapping[str, Any], files: Collection[str] = ()) -> Filled:
    """Lock the instance, find the step, read its form; `files` names the file fields for which a file came.

    Raises NotFound, UnknownOutcome for a step with another form, Invalid.
    """
    asked = find_asked(desk, item)
    if not (asked.is_open and asked.may_act):
        return Filled(asked, False, {})
    if asked.properties.get("formKey") != key:
        raise UnknownOutcome(item=str(item), form=key, asked=asked.properties.get("formKey"))
    came = dict.fromkeys(files, 1)                                 # a file's paper has no number before it is kept
    reading = step_form(desk, asked).read({**typed, **came}, today=today(desk))
    if reading.errors:
        raise Invalid(fields={found.field: said(found) for found in reversed(reading.errors)})
    return Filled(asked, True, {name: value for name, value in reading.values.items() if name not in came})


def said(found: Finding) -> str | dict[str, str]:
    """What to tell of a finding: the form's own words, or an English sentence."""
    return dict(found.says) if found.says else Sentence(found.sentence, found.facts) if found.facts else found.sentence
