"""Pages and API over a test's house: the application is made once a process, for that takes longer than a house."""

from __future__ import annotations

from typing import Any

from flask import Flask

from engine.desk import House
from web.app import create_app

_made: dict[str, tuple[Flask, dict[str, Any]]] = {}


def app_over(house: House) -> Flask:
    """The application of these settings as it was made, over this house from now on."""
    settings = repr(house.settings["web"])
    if settings not in _made:
        new = create_app(house)
        _made[settings] = new, dict(new.config)
    app, config = _made[settings]
    app.config.update(config)
    app.extensions["chancery"] = house
    return app
