"""What a token does on a node: arrive, act, go on. Every node of ours is a SpiffWorkflow task spec without its predictions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec

from engine.flow.diagrams import Diagram
from engine.flow.refusals import NoWayOut
from engine.flow.store import evaluate
from engine.flow.tokens import Moving

if TYPE_CHECKING:
    from engine.flow.tokens import Scope


@dataclass(frozen=True)
class SequenceFlow:
    """A drawn flow; `condition` is its expression."""

    id: str
    target: str
    condition: str | None = None


@dataclass(frozen=True)
class Step:
    """A node that a token has left, or a flow that it took."""

    element: str
    process: str
    kind: str
    at: dt.datetime


class Node(BpmnTaskSpec):  # type: ignore[misc]
    """A node that does nothing by itself; also the kinds task, manualTask and gateways with one way."""

    kind = "task"

    def __init__(self, diagram: Diagram, element: str, name: str = "", line: int = 0) -> None:
        super().__init__(diagram, element)
        self.bpmn_id, self.bpmn_name, self.line = element, name or element, line
        self.diagram = diagram
        self.flows: list[SequenceFlow] = []
        self.default: str | None = None
        self.incoming = 0

    def holds(self, token: Moving) -> bool:
        """Whether a live token here keeps its scope open."""
        return True

    def rests(self, token: Moving) -> bool:
        """Whether a READY token here waits for somebody outside."""
        return False

    def inner_ended(self, token: Moving, scope: Scope) -> None:
        """The scope inside the token has come to its end."""

    def ways(self, token: Moving) -> list[SequenceFlow]:
        """The flows that a token goes along: each whose condition holds, else the default; raises NoWayOut."""
        taken = [flow for flow in self.flows if flow.id != self.default and self._is_open(flow, token)]
        if not taken and self.flows:
            taken = [flow for flow in self.flows if flow.id == self.default]
            if not taken:
                raise NoWayOut(element=self.bpmn_id)
        return taken

    def _is_open(self, flow: SequenceFlow, token: Moving) -> bool:
        return flow.condition is None or bool(evaluate(flow.condition, token, flow.id))

    def go_on(self, token: Moving) -> None:
        """Send tokens along the flows."""
        scope = token.workflow
        for flow in self.ways(token):
            node = scope.spec.task_specs[flow.target]
            self.note_flow(flow, token)
            node._update(Moving(scope, node, token))
        scope.settle()

    def _predict(self, *_: Any, **__: Any) -> None:
        # What might come is not in the tree: the joins read the diagram instead, and the state stays small.
        return

    def _update_hook(self, token: Moving) -> bool:
        return True

    def _on_ready(self, token: Moving) -> None:
        if not self.rests(token):
            token.workflow.top_workflow.stack.append(token)

    def _run_hook(self, token: Moving) -> bool | None:
        return True

    def _on_complete(self, token: Moving) -> None:
        self.note(token)
        self.go_on(token)

    def _on_cancel(self, token: Moving) -> None:
        return

    def note(self, token: Moving) -> None:
        """Write down that a token has passed here."""
        top = token.workflow.top_workflow
        top.passed.append(Step(self.bpmn_id, self.diagram.process, self.kind, top.now))

    def note_flow(self, flow: SequenceFlow, token: Moving) -> None:
        """Write down that a token goes along the flow."""
        top = token.workflow.top_workflow
        top.taken.append(Step(flow.id, self.diagram.process, "sequenceFlow", top.now))


class Link(Node):
    """One end of a link: a way drawn in two pieces, which nobody passes as a step."""

    kind = "link"

    def note(self, token: Moving) -> None:
        """Nothing."""


class Root(Node):
    """What the tokens of a scope hang under; drawn nowhere."""

    kind = "root"

    def holds(self, token: Moving) -> bool:
        """Never."""
        return False
