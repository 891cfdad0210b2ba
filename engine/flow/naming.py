"""Which variables the diagrams name where they route: in conditions, in rounds, in calls, and where they say who is asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from engine.expressions import compile_expression
from engine.flow.specs import Specs
from engine.flow.values import is_expression
from engine.flow.waits import Wait

WHO = ("assignee", "candidateUsers", "candidateGroups")


def is_routed_by(specs: Specs, name: str) -> bool:
    """Does any process of the edition name it, or ask for it by `field('name')`? Tables are not looked into."""
    return name in _names(specs) or any(f"{quote}{name}{quote}" in text for text in _who(specs) if "field" in text for quote in "'\"")


@lru_cache(maxsize=64)
def _names_of(text: str) -> frozenset[str]:
    return compile_expression(text).names


def _names(specs: Specs) -> set[str]:
    texts = [*_ways(specs), *_who(specs)]
    return {name for text in texts for name in _names_of(text)}


def _who(specs: Specs) -> Iterator[str]:
    """The expressions that say who is asked."""
    for task in (*specs.tasks.values(), *specs.drawn.values()):
        yield from (task.properties[one] for one in WHO if is_expression(task.properties.get(one, "")))


def _ways(specs: Specs) -> Iterator[str]:
    """The expressions that say which way a token goes, and how often."""
    for diagram in specs.diagrams.values():
        for node in diagram.task_specs.values():
            yield from (flow.condition for flow in node.flows if flow.condition)
            rounds, inner, wait = (getattr(node, name, None) for name in ("rounds", "inner", "wait"))
            if rounds is not None:
                yield from filter(None, (rounds.collection, rounds.cardinality, rounds.completion, getattr(rounds, "condition", "")))
            if isinstance(inner, str) and is_expression(inner):
                yield inner
            if isinstance(wait, Wait) and wait.kind == "condition":
                yield wait.text
