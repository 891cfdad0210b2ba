"""Events that a diagram throws: at its ends and on the way."""

from __future__ import annotations

from engine.flow.catching import broadcast, climb
from engine.flow.compensation import compensate
from engine.flow.nodes import Node
from engine.flow.store import read
from engine.flow.tokens import Moving


class Throw(Node):
    """An intermediate throw event, or an end event without more."""

    kind = "intermediateThrowEvent"
    throws, text, reference = "", "", ""

    def _run_hook(self, token: Moving) -> bool | None:
        return self.throw(token)

    def throw(self, token: Moving) -> bool | None:
        """Throw; None while compensation handlers are open."""
        top = token.workflow.top_workflow
        if self.throws == "signal":
            name = str(read(self.text, token, self.bpmn_id))
            top.thrown.append(("signal", name))
            broadcast(top, name, {})
        elif self.throws == "message":
            top.thrown.append(("message", str(read(self.text, token, self.bpmn_id)) if self.text else self.bpmn_id))
        elif self.throws in ("error", "escalation"):
            climb(self.throws, self.text, None, token.workflow)
        elif self.throws in ("compensate", "cancel"):
            return True if compensate(token, self.reference or None) else None
        return True

    def compensated(self, token: Moving) -> None:
        """All handlers are done."""
        token.complete()


class End(Throw):
    """An end event of any kind."""

    kind = "endEvent"

    def _run_hook(self, token: Moving) -> bool | None:
        scope = token.workflow
        if scope is scope.top_workflow:
            scope.top_workflow.ended.append(self.bpmn_id)
        if self.throws == "terminate":
            scope.clear(but=token)
            return True
        done = self.throw(token)
        if done and self.throws == "cancel":
            self._cancel_transaction(token)
        return done

    def compensated(self, token: Moving) -> None:
        """All handlers are done: end here, or cancel the transaction."""
        if self.throws == "cancel":
            self._cancel_transaction(token)
        if token.is_live:
            token.complete()

    def _cancel_transaction(self, token: Moving) -> None:
        climb("cancel", "", None, token.workflow)
