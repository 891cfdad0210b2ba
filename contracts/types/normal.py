"""A definition in its one normal shape, so that two that say the same are equal, and a list of what is different is short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.types.definitions import FORMAT, LEAD_DAYS, USUAL_RATE

DEFAULTS: Mapping[str, Any] = {
    "position": 100, "number_rule": "", "optional": [], "required": [],
    "papers": [], "clauses": [], "retention_cap": None, "lead_days": list(LEAD_DAYS),
    "under": [], "retired": False, "tax_rate": USUAL_RATE}
LIMITS = ("least", "most", "longest")
NOTHING: tuple[Any, ...] = (None, "", False, [], {})


def normal(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The definition with every default in its place, and nothing that says nothing."""
    found = {**DEFAULTS, **definition, "type": FORMAT}
    given = found.get("form")
    form: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    found["form"] = {"form": 1, "key": found.get("key"), "title": found.get("title"),
                     "sections": _without_nothing(form.get("sections", [])), "rules": _without_nothing(form.get("rules", []))}
    return {**found, "number_rule": found["number_rule"] or "",
            **{name: _without_nothing(found[name]) for name in ("papers", "clauses")},
            **{name: sorted(found[name]) for name in ("optional", "required", "under") if _are_names(found[name])}}


def _without_nothing(value: Any) -> Any:
    """Parts that say nothing are left out of what has names; a section without fields keeps its list."""
    if isinstance(value, Mapping):
        return {name: str(inner) if name in LIMITS and type(inner) is int else _without_nothing(inner)
                for name, inner in value.items() if inner not in NOTHING or name == "fields"}
    return [_without_nothing(inner) for inner in value] if isinstance(value, list) else value


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
