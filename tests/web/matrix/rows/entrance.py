"""What is open before anybody has signed in."""

from tests.web.matrix.row import flat, get, post

ANYBODY = {"is_open": True}

ROWS = flat(
    get("login.page", **ANYBODY), post("login.log_in", form={"login": "chen", "password": "wrong"}, says=401, **ANYBODY),
    get("first.page", **ANYBODY), post("first.begin", form={}, says=422, **ANYBODY),
    get("forgotten.page", **ANYBODY), post("forgotten.ask", form={"login": "chen"}, **ANYBODY), post("language.choose", form={"language": "en"}, **ANYBODY),
    get("health.alive", **ANYBODY), get("health.ready", says=500, **ANYBODY), get("health.metrics", **ANYBODY),      # the tests' database has no release
    get("frame.favicon", **ANYBODY), get("api-docs.openapi_json", **ANYBODY),
)
