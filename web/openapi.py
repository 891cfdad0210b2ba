"""The API's own description, OpenAPI 3.1 at /api/openapi.json: problems, who may ask, and the key that every POST may carry."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from apispec import BasePlugin
from apispec.ext.marshmallow import MarshmallowPlugin, resolver
from flask import Flask
from flask_smorest import Api
from marshmallow import Schema, fields

from web.asking.cookies import session_cookie
from web.problems import MEDIA

KEY = {"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string", "minLength": 1, "maxLength": 200},
       "description": "The same key with the same content gets the first answer again, for seven days; with other content 422."}


class ProblemSchema(Schema):
    """What was understood and not done, or went wrong (RFC 9457). `code` is stable; `reference` is what to quote."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    hint = fields.String()
    code = fields.String()
    reference = fields.String()
    facts = fields.Dict()
    errors = fields.Dict(keys=fields.String(), values=fields.String())


class _Keys(BasePlugin):
    """Says of every POST that it may carry a key."""

    def operation_helper(self, path: str | None = None, operations: dict[str, Any] | None = None, **more: Any) -> None:
        for method, operation in (operations or {}).items():
            if method == "post":
                operation.setdefault("parameters", []).append(KEY)


class ChanceryApi(Api):  # type: ignore[misc]
    """flask-smorest with our problems instead of its errors."""

    def _register_error_handlers(self) -> None:
        """web/problems.py answers, for pages and API alike."""

    def _register_responses(self) -> None:
        self.spec.components.schema("Problem", schema=ProblemSchema)
        content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        self.spec.components.response("DEFAULT_ERROR", {"description": "A problem", "content": content})
        for name in ("UNPROCESSABLE_ENTITY", "UNPROCESSABLE_CONTENT"):       # Python 3.13 has another name for 422
            self.spec.components.response(name, {"description": "Fields need another look", "content": content}, lazy=True)


def describe(app: Flask) -> ChanceryApi:
    """The API to put resources into."""
    app.config.update(API_TITLE="Chancery", API_VERSION="1", OPENAPI_VERSION="3.1.0", OPENAPI_URL_PREFIX="/api",
                      OPENAPI_JSON_PATH="openapi.json")
    with app.app_context():
        cookie = session_cookie()
    api = ChanceryApi(app, spec_kwargs={"marshmallow_plugin": MarshmallowPlugin(schema_name_resolver=_name), "extra_plugins": [_Keys()]})
    api.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer", "description": "A personal token."})
    api.spec.components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": cookie,
                                                    "description": "A signed-in browser; unsafe methods need X-CSRF-Token."})
    api.spec.options.update(security=[{"token": []}, {"session": []}])
    api.spec.options["info"] = {"description": f"Contracts from draft to archive. Release {_release()}."}
    return api


def _name(schema: Any) -> str:
    """`DraftsPaper` for web.api.drafts.PaperSchema: two resources may have each a paper of their own."""
    found = schema if isinstance(schema, type) else type(schema)
    if found is ProblemSchema or not found.__module__.startswith("web.api."):
        return str(resolver(schema))
    return f"{found.__module__.rpartition('.')[2].title().replace('_', '')}{resolver(schema)}"


def _release() -> str:
    try:
        return version("chancery")
    except PackageNotFoundError:
        return "unknown"
