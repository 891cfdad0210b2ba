"""The names of our cookies. Behind TLS they carry `__Host-`, so that no other host of the domain can set them."""

from __future__ import annotations

from flask import current_app
from werkzeug.wrappers import Response


def session_cookie() -> str:
    return _named("chancery")


def visit_cookie() -> str:
    return _named("chancery-visit")


def keep_session(answer: Response, secret: str) -> None:
    """Give the browser its session; it ends there with the browser, and here when it is idle."""
    answer.set_cookie(session_cookie(), secret, httponly=True, samesite="Lax", secure=current_app.config["CHANCERY_SECURE"], path="/")


def drop_session(answer: Response) -> None:
    answer.delete_cookie(session_cookie(), httponly=True, samesite="Lax", secure=current_app.config["CHANCERY_SECURE"], path="/")


def _named(name: str) -> str:
    return f"__Host-{name}" if current_app.config["CHANCERY_SECURE"] else name
