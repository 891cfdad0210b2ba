"""Deliver what one instance said to another."""

from __future__ import annotations

from engine.desk import SYSTEM, at_desk
from engine.messages import deliver_letter
from workers.this_house import this_house


def deliver(letter: int) -> None:
    """Deliver one letter; safe to run twice."""
    with at_desk(this_house(), SYSTEM) as desk:
        deliver_letter(desk, letter)
