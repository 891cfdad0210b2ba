"""Multi-instances: one token around the rounds, one token for each round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.flow.markup import variable_of
from engine.flow.refusals import ExpressionFailed, TooDeep
from engine.flow.store import evaluate, store_of
from engine.flow.tokens import Moving
from engine.flow.values import storable

MAX_ROUNDS = 200


@dataclass(frozen=True)
class Rounds:
    """How often an activity runs, over what, one after the other or side by side, and when that is enough."""

    sequential: bool = False
    collection: str = ""
    variable: str = ""
    cardinality: str = ""
    completion: str = ""

    def begin(self, body: Moving) -> bool | None:
        """Start the rounds; an empty collection passes straight through. Raises ExpressionFailed, TooDeep."""
        items = self._items(body)
        total = len(items) if items is not None else self._count(body)
        if total > MAX_ROUNDS:
            raise TooDeep(element=body.task_spec.bpmn_id, limit=MAX_ROUNDS)
        body.workflow.top_workflow.require_room(str(body.task_spec.bpmn_id), total)
        store_of(body.workflow).pop(variable_of(str(body.task_spec.bpmn_id)), None)
        body.internal_data["loop"] = {"total": total, "done": 0, "begun": 0, "sequential": self.sequential, "items": items}
        for _ in range(min(total, 1) if self.sequential else total):
            self._start_round(body)
        if not self.sequential:
            body.internal_data["loop"]["items"] = None          # each round has its own by now
        return None if total else True

    def round_ended(self, instance: Moving) -> None:
        """Count, then go on, start the next round, or leave."""
        body = instance.parent
        loop = body.internal_data["loop"]
        loop["done"] += 1
        enough = bool(self.completion) and bool(evaluate(self.completion, instance, str(body.task_spec.bpmn_id)))
        if enough or loop["done"] >= loop["total"]:
            for child in body.children:
                if "index" in child.internal_data:
                    child.cancel()
            body.complete()
        elif self.sequential:
            self._start_round(body)

    def _start_round(self, body: Moving) -> None:
        loop, node = body.internal_data["loop"], body.task_spec
        instance = Moving(body.workflow, node, body)
        instance.internal_data["index"] = loop["begun"]
        if self.variable and loop["items"] is not None:
            instance.internal_data["locals"] = {self.variable: loop["items"][loop["begun"]]}
        loop["begun"] += 1
        node._update(instance)

    def _items(self, body: Moving) -> list[Any] | None:
        if not self.collection:
            return None
        items = storable(evaluate(self.collection, body, str(body.task_spec.bpmn_id)))
        if isinstance(items, dict):
            return list(items.values())
        if not isinstance(items, list):
            raise ExpressionFailed(element=body.task_spec.bpmn_id, text=self.collection, why="this is not a list")
        return items

    def _count(self, body: Moving) -> int:
        count = evaluate(self.cardinality, body, str(body.task_spec.bpmn_id))
        if isinstance(count, bool) or not isinstance(count, int) and not str(count).isdecimal():
            raise ExpressionFailed(element=body.task_spec.bpmn_id, text=self.cardinality, why="this is not a whole number")
        return int(count)


@dataclass(frozen=True)
class Repeats(Rounds):
    """A standard loop: again while the condition holds, at most so often (0: no such bound is drawn)."""

    condition: str = ""
    before: bool = False
    most: int = 0

    def begin(self, body: Moving) -> bool | None:
        """Start the first round, unless the condition is looked at before and does not hold."""
        body.internal_data["loop"] = {"total": 0, "done": 0, "begun": 0, "sequential": True, "items": None}
        if self.before and not self._holds(body):
            return True
        self._repeat(body)
        return None

    def round_ended(self, instance: Moving) -> None:
        """Start the next round, or leave. Raises TooDeep."""
        body = instance.parent
        loop = body.internal_data["loop"]
        loop["done"] += 1
        if loop["done"] == self.most or not self._holds(instance):
            body.complete()
        elif loop["done"] >= MAX_ROUNDS:
            raise TooDeep(element=body.task_spec.bpmn_id, limit=MAX_ROUNDS)
        else:
            self._repeat(body)

    def _holds(self, token: Moving) -> bool:
        return not self.condition or bool(evaluate(self.condition, token, str(token.task_spec.bpmn_id)))

    def _repeat(self, body: Moving) -> None:
        body.internal_data["loop"]["total"] += 1
        self._start_round(body)
