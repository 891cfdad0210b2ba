"""Let tokens run until only people, workers, timers and messages are waited for."""

from __future__ import annotations

from engine.flow.catching import notice_conditions
from engine.flow.gateways import join_inclusively
from engine.flow.refusals import StepBudget
from engine.flow.tokens import READY, Top

MAX_STEPS = 10_000


def run(top: Top) -> None:
    """Run what is ready, the youngest token first and what a step makes ready in the drawn order. Raises FlowRefused, StepBudget.

    Inclusive joins and conditions are looked at when everything else rests. No timer fires here, whoever's command this is.
    """
    left = MAX_STEPS
    while True:
        while top.stack:
            token = top.stack.pop()
            if token._state == READY:
                if not left:
                    raise StepBudget(steps=MAX_STEPS)
                left -= 1
                top.step(token.run)
        if not join_inclusively(top.scopes()) and not top.step(lambda: notice_conditions(top)):
            return
