"""The variables: one store for a process and its embedded subprocesses, locals for the rounds of a multi-instance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.flow.markup import variable_of
from engine.flow.values import Functions, compute, literal_or_computed, storable

if TYPE_CHECKING:
    from engine.flow.tokens import Moving, Scope, Top


COUNTERS = ("loopCounter", "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances")


def store_of(scope: Top | Scope) -> dict[str, Any]:
    """The variables of the process that the scope belongs to."""
    while scope.spec.is_embedded and scope.parent_task is not None:
        scope = scope.parent_task.workflow
    store: dict[str, Any] = scope.data.setdefault("vars", {})
    return store


def around(token: Moving) -> Iterator[Moving]:
    """The token and those that hold it, inside its process, from the inside outwards."""
    current: Moving | None = token
    while current is not None:
        yield current
        scope = current.workflow
        current = scope.parent_task if scope.spec.is_embedded else None


def locals_of(token: Moving) -> Iterator[dict[str, Any]]:
    """The local variables round a token, the innermost first."""
    for holder in around(token):
        own = holder.internal_data.get("locals")
        if own:
            yield own


def variables(token: Moving) -> dict[str, Any]:
    """All that an expression sees from here."""
    seen = dict(store_of(token.workflow))
    for holder in reversed(list(around(token))):
        seen.update(holder.internal_data.get("locals", ()))
        if "index" in holder.internal_data:
            seen.update(counters(holder))
    return seen


def counters(instance: Moving) -> dict[str, int]:
    """What BPMN says about a multi-instance while it runs."""
    body = instance.parent
    loop = body.internal_data.get("loop", {}) if body is not None else {}
    total, done = loop.get("total", 0), loop.get("done", 0)
    active = (1 if loop.get("sequential") else loop.get("begun", total) - done) if total else 0
    return {
        "loopCounter": instance.internal_data["index"],
        "nrOfInstances": total,
        "nrOfCompletedInstances": done,
        "nrOfActiveInstances": active,
    }


def write(token: Moving, values: Mapping[str, Any]) -> None:
    """Set variables where they are local, else in the store of the process."""
    for name, value in values.items():
        place = next((own for own in locals_of(token) if name in own), None)
        (store_of(token.workflow) if place is None else place)[name] = storable(value)
    token.workflow.top_workflow.written = True


def write_result(token: Moving, result: Any) -> None:
    """What a person decided becomes one variable named after the element; in rounds a list by loopCounter.

    A round of a subprocess sees its own besides, so that the gateways inside it can read `review.outcome`.
    """
    name = variable_of(str(token.task_spec.bpmn_id))
    rounds = [holder for holder in around(token) if "index" in holder.internal_data]
    place: Any = store_of(token.workflow)
    key: Any = name
    for holder in reversed(rounds):
        results = place[key] if isinstance(place, list) else place.get(key)
        if not isinstance(results, list):
            results = place[key] = []
        results += [None] * (counters(holder)["nrOfInstances"] - len(results))
        if holder is not token:
            holder.internal_data.setdefault("locals", {}).pop(name, None)
        place, key = results, holder.internal_data["index"]
    place[key] = result
    token.workflow.top_workflow.written = True
    within = next((holder for holder in rounds if holder is not token), None)
    if within is not None:
        within.internal_data.setdefault("locals", {})[name] = place if token in rounds else result


def evaluate(text: str, token: Moving, element: str, functions: Functions | None = None) -> Any:
    """The value of a condition as this token sees it; raises ExpressionFailed."""
    return compute(text, variables(token), element, functions)


def read(text: str, token: Moving, element: str) -> Any:
    """An attribute that is a literal or an expression; raises ExpressionFailed."""
    return literal_or_computed(text, variables(token), element)
