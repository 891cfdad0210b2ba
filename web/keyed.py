"""Idempotency-Key: a POST that is sent again gets the first one's answer, and nothing is done twice.

The answer is kept in the transaction of the use case: for such a request the first `desk()` of the view stays open
until its answer is built, then answer and effect are committed together. A refusal keeps nothing: it changed nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue

from contracts.keeping.kept_answers import LONGEST_KEY, Answer, claim_key, keep_answer
from engine.desk import Actor, Desk, at_desk
from engine.errors import Refusal, _l
from web.doors import the_house

HEADER = "Idempotency-Key"


class BadKey(Refusal):
    """A key that is empty, too long, or holds other signs than visible ASCII."""

    code, status = "bad-key", 400
    title = _l("This Idempotency-Key can't be used.")
    hint = _l("Use 1 to 200 visible ASCII characters, for instance a UUID.")


class _AnsweredBefore(BaseException):
    """Ends the view: the answer is there already. No error, so nothing that catches errors may hold it up."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


class Keyed:
    """One request under a key; its desk is opened when the view first asks for one."""

    def __init__(self, key: str, digest: str) -> None:
        self.key, self.digest = key, digest
        self.stack = ExitStack()
        self.mine: Desk | None = None
        self.begun = self.ended = 0

    @contextmanager
    def desk(self, actor: Actor) -> Iterator[Desk]:
        if self.mine is None:
            opened = self.stack.enter_context(at_desk(the_house(), actor))
            if (before := claim_key(opened, self.key, self.digest)) is not None:
                raise _AnsweredBefore(before)
            self.mine = opened
        self.begun += 1
        yield self.mine
        self.ended += 1                         # not reached when the view's block ends with an exception


def keep_answers(app: Flask) -> None:
    """Put the keeping around every view of the API."""
    inner = app.dispatch_request

    def dispatch() -> ResponseReturnValue:
        if request.method != "POST" or HEADER not in request.headers or not request.path.startswith("/api/"):
            return inner()
        return _kept(app, inner)

    app.dispatch_request = dispatch             # type: ignore[method-assign]


def _kept(app: Flask, inner: object) -> Response:
    keyed = g.keyed = Keyed(_key(), _digest())
    try:
        with keyed.stack:
            answer: Response = app.make_response(inner())      # type: ignore[operator]
            if keyed.begun != keyed.ended:
                raise RuntimeError("a view of the API made an answer of its desk's failure")      # must not commit the rest of it
            if keyed.mine is not None:
                keep_answer(keyed.mine, keyed.key, Answer(answer.status_code, answer.mimetype or "", _to_keep(answer)))
            return answer
    except _AnsweredBefore as before:
        kept = before.answer
        return app.response_class(kept.body, kept.status, {"Idempotent-Replay": "true"}, mimetype=kept.media or None)
    finally:
        g.keyed = None


def _to_keep(answer: Response) -> bytes:
    """The body; for one that shows a secret once, what the view says shall be kept instead (`g.kept_instead`)."""
    instead = g.pop("kept_instead", None)
    kept: bytes = answer.get_data() if instead is None else json.dumps(instead).encode()
    return kept


def _key() -> str:
    key = request.headers[HEADER].strip()
    if not 1 <= len(key) <= LONGEST_KEY or not all("!" <= sign <= "~" for sign in key):
        raise BadKey()
    return key


def _digest() -> str:
    """What was asked: method, address, body; a form's parts by their content, because its boundary differs each time."""
    found = hashlib.sha256(f"{request.method} {request.full_path}\n".encode())
    if request.mimetype.startswith("multipart/"):
        for name, value in sorted(request.form.items(multi=True)):
            found.update(f"{name}={value}\n".encode())
        for name, file in sorted(request.files.items(multi=True)):
            found.update(f"{name}={file.filename}\n".encode() + hashlib.file_digest(file.stream, "sha256").digest())   # type: ignore[arg-type]
            file.stream.seek(0)
    else:
        found.update(request.get_data())
    return found.hexdigest()
