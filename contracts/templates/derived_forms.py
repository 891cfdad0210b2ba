"""The form of a template's own variables: given as a file, or made from its tags; and what of both is wrong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from contracts.forms.files import NAME, read_form
from contracts.forms.forms import Form
from contracts.templates.findings import A_LIST, DOUBLED, NOT_SAID, NOT_USED, NOWHERE, SAID, UNKNOWN, Finding, Named, Read, Use

NEAR = 0.75                                # how alike two names are of which one is taken for a slip of the other
Raw = dict[str, Any]


def empty_form(key: str, title: Mapping[str, str]) -> Raw:
    """A form file without fields."""
    terms = {"key": "terms", "title": {"zh": "合同条款", "en": "Terms"}, "fields": []}
    return {"form": 1, "key": key, "title": dict(title), "sections": [terms], "rules": []}


def with_fields_for(raw: Raw, uses: Iterable[Use], known: Mapping[str, Named]) -> Raw:
    """The form with a field for each name that is a new one; names that look like slips of known ones are left to their author."""
    taken = {*known, *(one["name"] for one in fields_of(raw))}
    new = [_field(use) for use in uses if NAME.fullmatch(use.name) and not near(use.name, taken)]
    if not new:
        return raw
    sections = [dict(section) for section in raw["sections"]] or empty_form("terms", raw["title"])["sections"]
    sections[-1]["fields"] = [*sections[-1].get("fields", []), *new]
    return {**raw, "sections": sections}


def fields_of(raw: Raw) -> list[Raw]:
    """The fields of a form file, section by section."""
    return [one for section in raw["sections"] for one in section.get("fields", [])]


def _field(use: Use) -> Raw:
    words = use.name.replace("_", " ").strip()
    field: Raw = {"name": use.name, "label": {"zh": words, "en": words[:1].upper() + words[1:]}, "required": True}
    if use.is_gone_through:
        columns = [{"name": part, "kind": "text", "label": {"zh": part, "en": part}} for part in use.parts]
        return {**field, "kind": "rows", "columns": columns} if columns else {**field, "kind": "lines"}
    if use.answers:
        return {**field, "kind": "choice", "default": use.answers[0],
                "choices": [{"value": one, "label": {"zh": one, "en": one}} for one in use.answers]}
    return {**field, "kind": "text"}


def near(name: str, names: Iterable[str]) -> list[str]:
    """The names that this one may be a slip of."""
    return difflib.get_close_matches(name, sorted(names), cutoff=NEAR)


def form_bytes(raw: Raw) -> bytes:
    """The file of the form, the same for the same form. Raises FormRefused."""
    content = orjson.dumps(raw, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)
    read_form(content, "form.json")
    return content


def what_is_wrong(read: Read, base: Mapping[str, Named], form: Form) -> Iterator[Finding]:
    """Of a text that was read with everything that it may name, and of its form."""
    yield from read.findings
    own = {one.name for one in form.fields}
    for use in read.uses.values():
        if use.name in own:                # it was made of this use
            if use.is_printed and use.is_gone_through:
                yield Finding("error", A_LIST, use.quote, use.place, {"name": use.name})
            continue
        close = near(use.name, {*base, *own})
        yield Finding("error", UNKNOWN if close else NOWHERE, use.quote, use.place, {"name": use.name, "near": ", ".join(close)})
    for name in sorted(own & base.keys()):
        yield Finding("error", DOUBLED, facts={"name": name})
    for name in SAID:
        if name not in read.used:
            yield Finding("warning", NOT_SAID, facts={"name": name})
    said = " ".join(re.sub(r"\W", " ", finding.facts.get("expression", "")) for finding in read.findings).split()
    for name in sorted(own - base.keys() - read.used - read.uses.keys() - set(said)):
        yield Finding("warning", NOT_USED, facts={"name": name})
