"""Events: starts, catches, boundaries, the starts of event subprocesses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.flow.activities import Activity
from engine.flow.nodes import Node
from engine.flow.store import write
from engine.flow.tokens import READY, WAITING, Moving
from engine.flow.waits import Wait, next_turn


class Start(Node):
    """A start event; what starts it has happened already."""

    kind = "startEvent"


class Catching(Node):
    """A node that waits for an event in the state WAITING."""

    wait: Wait

    def _update_hook(self, token: Moving) -> bool:
        self.wait.arm(token)
        token._set_state(WAITING)
        return False

    def fire(self, token: Moving, values: Mapping[str, Any]) -> None:
        """The event happened: write what it brings, then go on."""
        write(token, values)
        self.go_off(token)

    def go_off(self, token: Moving) -> None:
        """Move the token that waited."""
        race = token.internal_data.get("race")
        if race is not None:
            for other in token.workflow.live():
                if other is not token and other.internal_data.get("race") == race:
                    other.cancel()
        token.internal_data.clear()
        token._ready()


class Catch(Catching):
    """An intermediate catch event."""

    kind = "intermediateCatchEvent"


class Receive(Activity):
    """A receive task: an activity that waits for a message."""

    kind = "receiveTask"
    wait: Wait

    def _update_hook(self, token: Moving) -> bool:
        super()._update_hook(token)
        return True

    def begin(self, token: Moving) -> None:
        """Wait."""
        self.wait.arm(token)

    def fire(self, token: Moving, values: Mapping[str, Any]) -> None:
        """The message came."""
        write(token, values)
        race = token.internal_data.pop("race", None)
        for other in token.workflow.live():
            if race is not None and other is not token and other.internal_data.get("race") == race:
                other.cancel()
        del token.internal_data["wait"]
        token.complete()


class Boundary(Catching):
    """An event on an activity: interrupting it takes the activity away, else a twin goes and it stays."""

    kind = "boundaryEvent"
    interrupts = True

    def holds(self, token: Moving) -> bool:
        """Only once it has fired."""
        return bool(token._state != WAITING)

    def go_off(self, token: Moving) -> None:
        """Interrupt the activity, or let a twin go."""
        if self.interrupts:
            token.internal_data.clear()
            token._set_state(READY)
            if token.parent is not None:
                token.parent.cancel()
            token._ready()
            return
        twin = Moving(token.workflow, self, token.parent)
        twin._ready()
        if token.internal_data["wait"]["kind"] == "timer" and not next_turn(token):
            token.cancel()


class Listener(Catching):
    """The start event of an event subprocess, while its scope runs."""

    kind = "startEvent"
    interrupts = True
    subprocess = ""

    def holds(self, token: Moving) -> bool:
        """Never: a scope ends though its event subprocesses still listen."""
        return False

    def go_off(self, token: Moving) -> None:
        """Start the event subprocess, after taking everything else of the scope away if it interrupts."""
        scope = token.workflow
        if self.interrupts:
            scope.clear()
        elif token.internal_data["wait"]["kind"] == "timer" and not next_turn(token):
            token.cancel()
        scope.place(scope.spec.task_specs[self.subprocess])
