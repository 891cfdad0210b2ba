"""Hit policies: which of the matched rules count, in which order, and what is collected from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.expressions.functions import FUNCTIONS
from engine.tables.refusals import OutputNotListed, SeveralRules

SINGLE = ("FIRST", "UNIQUE", "ANY", "PRIORITY")
POLICIES = (*SINGLE, "COLLECT", "RULE ORDER", "OUTPUT ORDER")
AGGREGATIONS: Mapping[str, Callable[[list[Any]], Any]] = {
    "SUM": FUNCTIONS["sum"], "MIN": FUNCTIONS["min"], "MAX": FUNCTIONS["max"], "COUNT": len}


@dataclass(frozen=True)
class Hit:
    """A rule that matched, and what it says: output names to values, empty cells left out."""

    rule: str
    outputs: dict[str, Any]


def _unique(table: str, policy: str, hits: list[Hit]) -> list[Hit]:
    if len(hits) > 1:
        raise SeveralRules(table=table, policy=policy, rules=[hit.rule for hit in hits])
    return hits


def _any(table: str, policy: str, hits: list[Hit]) -> list[Hit]:
    if any(hit.outputs != hits[0].outputs for hit in hits):
        raise SeveralRules(table=table, policy=policy, rules=[hit.rule for hit in hits])
    return hits[:1]


def _in_output_order(table: str, hits: list[Hit], listed: Mapping[str, Sequence[Any]]) -> list[Hit]:
    def rank(hit: Hit) -> list[int]:
        places: list[int] = []
        for name, values in listed.items():
            value = hit.outputs.get(name)
            if value not in values:
                raise OutputNotListed(table=table, output=name, rule=hit.rule)
            places.append(values.index(value))
        return places
    return sorted(hits, key=rank)


def counting(table: str, policy: str, hits: list[Hit], listed: Mapping[str, Sequence[Any]]) -> list[Hit]:
    """The hits that count. `listed`: output values, first is highest. Raises SeveralRules, OutputNotListed."""
    if policy == "UNIQUE":
        return _unique(table, policy, hits)
    if policy == "ANY":
        return _any(table, policy, hits)
    if policy in ("PRIORITY", "OUTPUT ORDER"):
        ordered = _in_output_order(table, hits, listed)
        return ordered[:1] if policy == "PRIORITY" else ordered
    return hits[:1] if policy == "FIRST" else hits


def collected(aggregation: str, name: str, hits: list[Hit]) -> list[dict[str, Any]]:
    """What COLLECT makes of the one output: a sum, the least, the most, a count; nothing from nothing, but a count of 0."""
    values = [hit.outputs[name] for hit in hits if hit.outputs.get(name) is not None]
    if aggregation == "COUNT":
        return [{name: len(hits)}]
    return [{name: AGGREGATIONS[aggregation](values)}] if values else []
