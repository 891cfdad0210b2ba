"""The web over the whole house: `app`, `visit("li")` is a browser of li's, `program("li")` one with li's token."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from engine.desk import House
from tests.one_app import app_over
from tests.web.visitors import Drafted, Program, Visitor


@pytest.fixture
def app(chancery_house: House) -> Flask:
    return app_over(chancery_house)


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    return lambda login="": Visitor(app, login)


@pytest.fixture
def program(app: Flask) -> Callable[[str], Program]:
    return lambda login: Program(app, login)


@pytest.fixture
def drafted(app: Flask) -> Drafted:
    """A contract that chen has begun."""
    return Drafted(app, "chen")
