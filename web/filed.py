"""A file as an answer: never executed, never sniffed, cached by its digest."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app, request

from contracts.files.filed import Filed, content_of
from engine.desk import House


def send_filed(filed: Filed, *, inline: bool = False) -> Response:
    """The file as a download; `inline` only for PDF, which the page draws itself."""
    house: House = current_app.extensions["chancery"]
    shown = inline and filed.media == "application/pdf"
    answer = _as_file(filed.name, filed.media, "inline" if shown else "attachment")
    answer.set_etag(filed.sha)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    if filed.sha not in request.if_none_match:
        answer.set_data(content_of(house, filed))
    answer.make_conditional(request)
    return answer


def send_made(content: bytes, name: str, media: str) -> Response:
    """What was made for this answer only, as a download."""
    answer = _as_file(name, media, "attachment")
    answer.headers["Cache-Control"] = "no-store"
    answer.set_data(content)
    return answer


def _as_file(name: str, media: str, disposition: str) -> Response:
    answer = Response(mimetype=media)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name, safe='')}"
    return answer
