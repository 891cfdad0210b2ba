"""Every answer that is no success: a problem document for programs, a page with a sentence and a reference for people."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import Flask, Response, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from engine.errors import Refusal, Unavailable, _l
from web.asking.safe_next import before, here
from web.said import said_papers, said_wrong
from web.schema_words import in_our_words
from web.showing.names import person

log = logging.getLogger(__name__)
RETRY_AFTER = {503: "5", 429: "60"}
MEDIA = "application/problem+json"

# what HTTP says, as people say it: code, title, hint
KNOWN: dict[int, tuple[str, str, str]] = {
    400: ("bad-request", _l("The request can't be read."), _l("Go back, open the page again, then repeat what you did.")),
    401: ("sign-in", _l("Please sign in."), _l("Your session has ended, or you have not signed in yet.")),
    403: ("not-yours", _l("This is not yours to do."), _l("Ask the person who has it, or an administrator.")),
    404: ("not-found", _l("We can't find that."), _l("It may have been moved, or you may not have access to it.")),
    405: ("wrong-method", _l("This address does not take that."), _l("Open the page again, then use its buttons.")),
    406: ("not-acceptable", _l("We have no answer in that form."), _l("Ask for JSON.")),
    408: ("too-slow", _l("The request took too long to arrive."), _l("Try again.")),
    413: ("too-large", _l("This is larger than what we take."), _l("A file may have 50 MB.")),
    414: ("too-long", _l("The address is too long."), _l("Use fewer filters.")),
    415: ("wrong-media", _l("We can't read this kind of content."), _l("Send JSON, or a file of a kind that is listed.")),
    422: ("invalid", _l("Some fields need another look."), _l("Correct the marked fields, then try again.")),
    429: ("too-many", _l("Too many tries."), _l("Wait a minute, then try again.")),
}
BUG = ("bug", _l("Something went wrong on our side."), _l("Nothing was changed. Try again; if it happens again, quote the reference."))


@dataclass(frozen=True)
class Problem:
    """One answer: English sentences, translated when they are shown."""

    code: str
    status: int
    title: str
    hint: str
    facts: dict[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """As RFC 9457 has it, with our code, hint, facts and the reference to quote."""
        fields = self.facts.get("fields")
        told = {name: value for name, value in self.facts.items() if name != "fields"}
        if isinstance(told.get("by"), str):
            told["by_name"] = person(told["by"])
        if self.code == "papers-missing":
            told["papers"] = said_papers(told["papers"])
        errors = {"errors": _translated(fields)} if fields else {}
        hint = gettext(self.hint) if self.hint else ""
        return {"type": f"urn:chancery:problem:{self.code}", "title": gettext(self.title), "status": self.status, "detail": hint,
                "hint": hint, "code": self.code, "reference": g.get("request_id", ""), "facts": told, **errors}


def catch_problems(app: Flask) -> None:
    """Answer every exception of a view."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Unavailable, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def _refused(refused: Refusal | Unavailable) -> Answer:
    log.info("refused", extra={"code": refused.code, "request_id": g.get("request_id"), "facts": str(refused.facts)[:400]})
    if refused.status == 401:
        return _to_sign_in(Problem(refused.code, 401, refused.title, refused.hint))
    return answered(Problem(refused.code, refused.status, refused.title, refused.hint, refused.facts))


def _http(wrong: HTTPException) -> Answer:
    if wrong.response is not None or (wrong.code or 500) < 400:
        return Answer.force_type(wrong.get_response(), request.environ)
    status = wrong.code or 500
    if status == 500:
        return answered(Problem(BUG[0], 500, *BUG[1:]))
    code, title, hint = KNOWN.get(status, ("http", wrong.name, wrong.description or ""))
    said = getattr(wrong, "data", None) or {}
    answer = answered(Problem(code, status, title, hint, {"fields": flat(said["messages"])} if "messages" in said else {}))
    for name, value in wrong.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            answer.headers[name] = value
    return answer


def _bug(wrong: Exception) -> Answer:
    """The last resort: the traceback goes to the log, a reference to the person."""
    log.error("a bug", exc_info=wrong, extra={"request_id": g.get("request_id"), "path": request.path, "method": request.method})
    return answered(Problem(BUG[0], 500, *BUG[1:]))


def answered(problem: Problem) -> Answer:
    """The problem, in the form that was asked for."""
    if is_for_programs():
        document = orjson.dumps(problem.document(), default=_plain, option=orjson.OPT_NON_STR_KEYS)
        answer: Answer = Response(document, problem.status, mimetype=MEDIA)
    else:
        answer = Response(render_template("problem.html", problem=problem, reference=g.get("request_id", "")), problem.status)
    if problem.status in RETRY_AFTER:
        answer.headers["Retry-After"] = RETRY_AFTER[problem.status]
    return answer


def is_for_programs() -> bool:
    """Is a program asking, or a script of a page? It gets JSON; a person gets a page."""
    asked = request.accept_mimetypes
    return (request.path.startswith("/api/") or bool(request.headers.get("HX-Request")) or request.is_json
            or asked.best_match(["text/html", "application/json"]) == "application/json" and asked["application/json"] > asked["text/html"])


def _to_sign_in(problem: Problem) -> Answer:
    if is_for_programs():
        answer = answered(problem)
        answer.headers["WWW-Authenticate"] = "Bearer"
        if request.headers.get("HX-Request"):
            answer.headers["HX-Redirect"] = url_for("login.page")
        return answer
    return redirect(url_for("login.page", next=here() or before()), 303)


def flat(messages: Any, path: str = "") -> dict[str, str]:
    """marshmallow's nested messages as {`plan.2.amount`: sentence}; of several for one field the first."""
    if isinstance(messages, dict):
        inner = [flat(one, ".".join(filter(None, (path, "" if name in ("json", "query", "form") and not path else str(name)))))
                 for name, one in messages.items()]
        return {name: text for one in inner for name, text in one.items()}
    return {path or "body": in_our_words(str(messages[0] if isinstance(messages, list) else messages))}


def _translated(fields: Any) -> Any:
    if not isinstance(fields, dict):
        return fields
    return {name: said_wrong(text) if isinstance(text, str | dict) and text else text for name, text in fields.items()}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return sorted(value, key=str) if isinstance(value, set | frozenset) else str(value)
