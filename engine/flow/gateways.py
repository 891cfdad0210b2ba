"""Gateways: exclusive, parallel (counts tokens), inclusive (looks for tokens that may still come), event-based."""

from __future__ import annotations

from collections.abc import Sequence

from engine.flow.nodes import Node, SequenceFlow
from engine.flow.refusals import NoWayOut
from engine.flow.tokens import COMPLETED, WAITING, Held, Moving


class Exclusive(Node):
    """The first flow in drawing order whose condition holds, else the default."""

    kind = "exclusiveGateway"

    def ways(self, token: Moving) -> list[SequenceFlow]:
        """One flow; raises NoWayOut."""
        for flow in self.flows:
            if flow.id != self.default and self._is_open(flow, token):
                return [flow]
        default = [flow for flow in self.flows if flow.id == self.default]
        if self.flows and not default:
            raise NoWayOut(element=self.bpmn_id)
        return default


class Parallel(Node):
    """Waits for as many tokens as it has incoming flows; two on one flow count as two, as in Camunda."""

    kind = "parallelGateway"

    def ways(self, token: Moving) -> list[SequenceFlow]:
        """Every flow, conditions or not."""
        return list(self.flows)

    def _update_hook(self, token: Moving) -> bool:
        here = waiting_at(token.workflow, self)
        if len(here) + 1 < self.incoming:
            token._set_state(WAITING)
            return False
        swallow(here[: self.incoming - 1])
        return True


class Inclusive(Node):
    """Waits while a token of its scope can still reach it; looked at when everything else rests."""

    kind = "inclusiveGateway"

    def _update_hook(self, token: Moving) -> bool:
        if self.incoming > 1:
            token._set_state(WAITING)
            return False
        return True

    def try_to_join(self, scope: Held, *, in_circle: bool = False) -> bool:
        """Let the waiting tokens of the scope go on as one if nothing else can come; whether they did.

        `in_circle`: not counting tokens at joins that lie behind this one in a drawn loop, for they wait for this one.
        """
        here = waiting_at(scope, self)
        if any(self._may_get(token, scope, in_circle) for token in scope.live() if token not in here):
            return False
        swallow(here[1:])
        here[0]._ready()
        return True

    def _may_get(self, token: Moving, scope: Held, in_circle: bool) -> bool:
        node, reach = token.task_spec, scope.spec.reach
        waits_for_us = in_circle and is_waiting(token) and node.bpmn_id in reach[self.bpmn_id]
        return node.holds(token) and self.bpmn_id in reach[node.bpmn_id] and not waits_for_us


class EventBased(Node):
    """Waits for the first of the events behind it."""

    kind = "eventBasedGateway"

    def note(self, token: Moving) -> None:
        """Nothing: it is passed when its event is."""

    def go_on(self, token: Moving) -> None:
        """One waiting token on each event; the first that fires takes the others away."""
        scope = token.workflow
        for flow in self.flows:
            node = scope.spec.task_specs[flow.target]
            self.note_flow(flow, token)
            racer = Moving(scope, node, token)
            racer.internal_data["race"] = token.id
            node._update(racer)


def waiting_at(scope: Held, node: Node) -> list[Moving]:
    """The tokens that wait at a join, the oldest first."""
    return [token for token in scope.live() if token.task_spec is node and token._state == WAITING]


def is_waiting(token: Moving) -> bool:
    """Whether the token stands at a join."""
    return token._state == WAITING and isinstance(token.task_spec, (Parallel, Inclusive))


def swallow(tokens: list[Moving]) -> None:
    """Tokens that a join merges into another."""
    for token in tokens:
        token._set_state(COMPLETED)


def join_inclusively(scopes: Sequence[Held]) -> bool:
    """Let one inclusive join go on, if any can; whether one did. Joins that wait for each other are looked at last."""
    for in_circle in (False, True):
        for scope in scopes:
            nodes = {token.task_spec for token in scope.live() if is_waiting(token) and isinstance(token.task_spec, Inclusive)}
            for node in sorted(nodes, key=lambda node: str(node.bpmn_id)):
                if node.try_to_join(scope, in_circle=in_circle):
                    return True
    return False
