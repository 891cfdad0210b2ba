"""What pages say of a contract that changes another one."""

from __future__ import annotations

from flask import Flask

from contracts.linking.asked_effect import asked_effect


def show_linked(app: Flask) -> None:
    """`effect_of(contract)`: what it asks for, or None."""
    app.jinja_env.globals.update(effect_of=asked_effect)
