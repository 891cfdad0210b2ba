"""The page's form of a contract type, to and from its definition; and the buttons that add, move and remove its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from werkzeug.datastructures import MultiDict

from contracts.types.definitions import DIRECTIONS

DO = re.compile(r"(add|remove|up|down):((?:papers|clauses|sections|rules)(?:\.\d+(?:\.(?:fields|columns))?){0,4})")
BLANK: Mapping[str, Mapping[str, Any]] = {"papers": {"must": True}, "clauses": {}, "sections": {"fields": []}, "rules": {"level": "error"},
                                          "fields": {"kind": "text"}, "columns": {"kind": "text"}}
# A place beside which the page shows what is wrong there; the others are listed at its top.
PLACED = re.compile(r"key|code|position|direction|title|number_rule|lead_days|retention_cap|tax_rate|optional|required|under"
                    r"|papers\.\d+\.(kind|name)"
                    r"|clauses\.\d+\.(name|any_of)|rules\.\d+\.(level|field|holds|says)|sections\.\d+\.title"
                    r"|sections\.\d+\.fields\.\d+(\.columns\.\d+)?\.(name|kind|label|hint|default|least|most|longest|choices)")
Typed = MultiDict[str, str]


def definition_in(typed: Typed, key: str) -> dict[str, Any]:
    """What the page holds, as a definition: sound or not."""
    tree = _tree(typed)
    form = {"sections": [_section(one, n) for n, one in enumerate(_rows(tree, "sections"), start=1)],
            "rules": [_rule(one) for one in _rows(tree, "rules")]}
    direction = _one(tree, "direction")
    return {
        "key": key, "code": _one(tree, "code").upper(), "position": _whole(_one(tree, "position")), "title": _said(tree, "title"),
        "direction": direction if direction in DIRECTIONS else direction[:20], "number_rule": _one(tree, "number_rule"), "form": form,
        **{name: typed.getlist(name) for name in ("optional", "required", "under")}, "lead_days": _days(_one(tree, "lead_days")),
        "retention_cap": _part(_one(tree, "retention_cap")), **({"tax_rate": _one(tree, "tax_rate")} if "tax_rate" in tree else {}),
        "papers": [{"kind": _one(one, "kind"), "name": _said(one, "name"), "must": "must" in one} for one in _rows(tree, "papers")],
        "clauses": [{"name": _said(one, "name"), "any_of": _words(_one(one, "any_of"))} for one in _rows(tree, "clauses")]}


def edited(definition: dict[str, Any], do: str) -> str:
    """Do what a button says to the rows: `add:papers`, `up:sections.1.fields.2`. The place that changed; empty for anything else."""
    asked = DO.fullmatch(do)
    if asked is None:
        return ""
    act, path = asked.groups()
    names = path.split(".")
    if act == "add":
        rows = _found({**definition["form"], **definition}, names)
        rows.append({**BLANK[names[-1]]})
        return f"{path}.{len(rows)}"
    rows, at = _found({**definition["form"], **definition}, names[:-1]), int(names[-1]) - 1
    other = {"up": at - 1, "down": at + 1}.get(act, at)
    if not (0 <= at < len(rows) and 0 <= other < len(rows)):
        return path
    row = rows.pop(at)
    if act != "remove":
        rows.insert(other, row)
    return ".".join([*names[:-1], str(other + 1)])


def choices_as_lines(choices: Any) -> str:
    """`value | 中文 | English`, one a line."""
    listed = [one for one in choices or () if isinstance(one, Mapping)]
    return "\n".join(" | ".join(filter(None, (one.get("value", ""), *(one.get("label", {}).get(tongue, "") for tongue in ("zh", "en")))))
                     for one in listed)


def percent_of(part: Any) -> str:
    """A part of one as a percentage: "0.03" is "3"; what is none as it was typed."""
    try:
        return "" if part is None else f"{(Decimal(str(part)) * 100).normalize():f}"
    except InvalidOperation:
        return str(part)


def beside(faults: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What is wrong, by the place beside which it stands; under "" what has none."""
    found: dict[str, list[Any]] = {}
    for place, fault in faults.items():
        at = re.sub(r"\.choices\..*", ".choices", place)
        found.setdefault(at if PLACED.fullmatch(at) else "", []).append(fault)
    return found


def is_wrong_in(wrong: Mapping[str, Any], place: str) -> bool:
    """Is anything wrong at this place or inside it?"""
    return any(at == place or at.startswith(f"{place}.") for at in wrong)


def _tree(typed: Typed) -> dict[str, Any]:
    """Names with dots as nested names; rows keep the order in which the page has them."""
    tree: dict[str, Any] = {}
    for name, value in typed.items():
        inner = tree
        *path, last = name.split(".")[:8]
        for part in path:
            held = inner.setdefault(part, {})
            inner = held if isinstance(held, dict) else inner.setdefault(f"{part}.", {})
        inner[last] = value
    return tree


def _rows(tree: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = tree.get(name)
    return [row for row in rows.values() if isinstance(row, Mapping)] if isinstance(rows, Mapping) else []


def _section(tree: Mapping[str, Any], number: int) -> dict[str, Any]:
    fields = [_field(one) for one in _rows(tree, "fields")]
    return {"key": _one(tree, "key") or f"own_{number}", "title": _said(tree, "title"), "fields": fields}


def _field(tree: Mapping[str, Any]) -> dict[str, Any]:
    kind, hint = _one(tree, "kind"), _said(tree, "hint")
    found: dict[str, Any] = {"name": _one(tree, "name"), "kind": kind, "label": _said(tree, "label"), "required": "required" in tree,
                             **({"hint": hint} if any(hint.values()) else {})}
    for name in ("default", "least", "most", "longest"):
        if _one(tree, name):
            found[name] = _one(tree, name)
    if kind == "choice":
        found["choices"] = [_choice(line) for line in _one(tree, "choices").splitlines() if line.strip()]
    if kind == "rows":
        found["columns"] = [_field(one) for one in _rows(tree, "columns")]
    return found


def _choice(line: str) -> dict[str, Any]:
    value, zh, en = (*(part.strip() for part in re.split(r"[|｜]", line)), "", "")[:3]
    return {"value": value, "label": {"zh": zh, "en": en}}


def _rule(tree: Mapping[str, Any]) -> dict[str, Any]:
    return {"field": _one(tree, "field"), "level": _one(tree, "level"), "holds": _one(tree, "holds"), "says": _said(tree, "says"),
            "even_empty": "even_empty" in tree}


def _said(tree: Mapping[str, Any], name: str) -> dict[str, str]:
    inner = tree.get(name)
    return {tongue: _one(inner, tongue) for tongue in ("zh", "en")} if isinstance(inner, Mapping) else {"zh": "", "en": ""}


def _one(tree: Mapping[str, Any], name: str) -> str:
    value = tree.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _whole(text: str) -> Any:
    return int(text) if text.isdecimal() and len(text) < 6 else text


def _days(text: str) -> list[Any]:
    return [_whole(part) for part in re.split(r"[\s,，、;；]+", text) if part]


def _words(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,，、;；\n]", text) if part.strip()]


def _part(percent: str) -> Any:
    """A percentage as part of one: "3" is "0.03"; what is none stays as it was typed."""
    if not percent:
        return None
    try:
        return str((Decimal(percent.rstrip("%％ ")) / 100).normalize())
    except InvalidOperation:
        return percent


def _found(tree: Any, names: list[str]) -> list[Any]:
    """The list at a path; an empty one of nobody's where there is none."""
    for name in names:
        tree = tree.setdefault(name, []) if isinstance(tree, dict) else tree[int(name) - 1] if 0 < int(name) <= len(tree) else []
    return tree if isinstance(tree, list) else []
