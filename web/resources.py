"""A resource of the API: a blueprint whose queries refuse a name that they do not know, as bodies do.

A misspelt filter that is dropped in silence answers with everything.
"""

from __future__ import annotations

from flask_smorest import Blueprint
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser


class CarefulArguments(FlaskParser):
    """Reads what a resource is asked with."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}


class Resource(Blueprint):  # type: ignore[misc]
    """One resource, with its endpoints."""

    ARGUMENTS_PARSER = CarefulArguments()
