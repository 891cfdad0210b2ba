"""Let tokens run until only people, workers, timers and messages are waited for."""

from __future__ import annotations

from engine.flow.catching import notice_conditions
from engine.flow.gateways import join_inclusively
from engine.flow.refusals import StepBudget
from engine.flow.tokens import READY, Top

MAX_STEPS = 10_000


def run(top: Top) -> None:
    """Run what is ready, the youngest token first and what a step makes ready in the drawn order. Raises FlowRefused, StepBudget.

    Conditions are looked at after each write, inclusive joins when everything else rests. No timer fires here, whoever's command
    this is.
    """
    left = MAX_STEPS
    look(top)
    while top.stack or join_inclusively(top.scopes()):
        token = top.stack.pop() if top.stack else None
        if token is not None and token._state == READY:
            if not left:
                raise StepBudget(steps=MAX_STEPS)
            left -= 1
            top.step(token.run)
        look(top)
    top.require_room(str(top.spec.name))


def look(top: Top) -> None:
    """Let conditions fire that a write has made true."""
    if top.written:
        top.written = False
        top.step(lambda: notice_conditions(top))
