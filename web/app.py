"""create_app: the Flask application over one House. What it is made of stands in the modules beside this one."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.desk import House
from web.addresses import name_parts
from web.asking.guard import guard
from web.asking.secret import key_in
from web.asking.who import ask
from web.headers import set_headers
from web.keyed import keep_answers
from web.languages import speak
from web.metrics import measure
from web.openapi import describe
from web.problems import catch_problems
from web.routes import register
from web.showing.built import serve_built
from web.showing.commands import offer_commands
from web.showing.dashboard import show_dashboard
from web.showing.ledger import show_ledger
from web.showing.linked import show_linked
from web.showing.names import show
from web.showing.navigation import navigate
from web.showing.reports import show_reports
from web.strict_json import CarefulRequest


def create_app(house: House) -> Flask:
    """Pages and API of this house."""
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.request_class = CarefulRequest
    app.extensions["chancery"] = house
    configure(app, house)
    catch_problems(app)
    measure(app)
    set_headers(app)
    ask(app)
    guard(app)
    speak(app, house.settings["web"]["locale"])
    serve_built(app)
    show(app)
    navigate(app)
    offer_commands(app)
    show_ledger(app)
    show_linked(app)
    show_reports(app)
    show_dashboard(app)
    keep_answers(app)
    name_parts(app)
    register(app, describe(app))
    return app


def configure(app: Flask, house: House) -> None:
    """From config.toml into Flask's own names."""
    place, key = house.settings["web"], key_in(Path(house.settings["house"]["data"]).resolve())
    app.config.update(
        SECRET_KEY=key.hex(), CHANCERY_KEY=key, CHANCERY_SECURE=bool(place["secure_cookies"]), MAX_CONTENT_LENGTH=place["request_bytes"],
        MAX_FORM_MEMORY_SIZE=2_000_000, MAX_FORM_PARTS=2_000, SESSION_COOKIE_NAME="chancery-said", SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SECURE=bool(place["secure_cookies"]), TEMPLATES_AUTO_RELOAD=False)
    app.json.sort_keys = False          # type: ignore[attr-defined]
    if hops := int(place["trusted_proxies"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)     # type: ignore[method-assign]
