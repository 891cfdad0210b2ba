"""What a form says, in the language of who reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import get_locale, gettext
from markupsafe import Markup

from contracts.forms.faults import Fault
from contracts.forms.forms import Finding
from contracts.forms.steps import Sentence
from contracts.linting.findings import LintFinding

QUOTED = Markup("<code>{}</code>")


def said(words: Mapping[str, str]) -> str:
    """The form's own words in the reader's language, else in English."""
    locale = get_locale()
    return words.get(locale.language if locale else "zh") or words["en"]


def said_finding(finding: Finding) -> dict[str, str]:
    """A finding as page and API show it: field, level, text."""
    text = said(finding.says) if finding.says else gettext(finding.sentence, **finding.facts)
    return {"field": finding.field, "level": finding.level, "text": text}


def said_found(found: LintFinding) -> dict[str, str]:
    """What the linter found, as page and API show it: code, level, text, field, quote."""
    locale = get_locale()
    tongue = f"_{locale.language}" if locale else ""
    facts = {**found.facts, **{name.removesuffix(tongue): value for name, value in found.facts.items() if tongue and name.endswith(tongue)}}
    return {"code": found.code, "level": found.level, "text": gettext(found.sentence, **facts), "field": found.field, "quote": found.quote}


def said_wrong(what: str | Mapping[str, str]) -> str:
    """What a refusal says of one field: the form's own words, or an English sentence to translate, its values in place."""
    if isinstance(what, Sentence | Fault):
        return gettext(what.template, **what.values)
    return gettext(what) if isinstance(what, str) else said(what)


def said_papers(lacking: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The papers that a refusal names, in the reader's language: kind, name, about."""
    return [{"kind": one["kind"], "name": said_wrong(one["called"]), "about": one["about"]} for one in lacking]


def said_of_text(found: Mapping[str, Any]) -> str:
    """What is wrong with a template, as its version keeps it: an English sentence to translate, and its facts."""
    sentence: str = found["sentence"]
    return gettext(sentence, **found["facts"])


def marked_of_text(found: Mapping[str, Any]) -> Markup:
    """The same for a page: what is quoted from the template is set apart."""
    sentence: str = found["sentence"]
    return Markup(gettext(sentence)) % {name: QUOTED.format(value) for name, value in found["facts"].items()}
