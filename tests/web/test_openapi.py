"""The API's description holds together, and says what the API does."""

from __future__ import annotations

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator


@pytest.fixture
def described(visit):
    answer = visit().get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json


def operations(described):
    return [(path, method, operation) for path, methods in described["paths"].items() for method, operation in methods.items()
            if method in {"get", "post", "put", "delete", "patch"}]


def test_it_is_valid(described):
    assert described["openapi"] == "3.1.0"
    assert [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_resource_is_in_it(app, described):
    served = {re.sub(r"<(?:[^:<>]*:)?([^<>]+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")}
    assert served == set(described["paths"])


def test_it_says_how_a_problem_looks_and_who_may_ask(described):
    schemes = described["components"]["securitySchemes"]
    assert {name: scheme["type"] for name, scheme in schemes.items()} == {"token": "http", "session": "apiKey"}
    assert described["security"] == [{"token": []}, {"session": []}]
    assert {"code", "title", "reference"} <= described["components"]["schemas"]["Problem"]["properties"].keys()
    lacking = [path for path, _, one in operations(described) if one["responses"].get("default") != {"$ref": "#/components/responses/DEFAULT_ERROR"}]
    assert lacking == []


def test_every_post_may_carry_a_key(described):
    lacking = [path for path, method, operation in operations(described)
               if method == "post" and "Idempotency-Key" not in {one.get("name") for one in operation.get("parameters", [])}]
    assert lacking == []


def test_every_operation_says_in_a_sentence_what_it_does(described):
    assert [f"{method} {path}" for path, method, operation in operations(described) if not operation.get("summary", "").strip()] == []
