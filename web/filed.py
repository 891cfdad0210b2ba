"""A file as an answer: never executed, never sniffed, cached by its digest."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app, request

from contracts.files.filed import Filed, content_of
from engine.desk import House


def send_filed(filed: Filed, *, inline: bool = False) -> Response:
    """The file as a download; `inline` only for PDF, which the page draws itself."""
    house: House = current_app.extensions["chancery"]
    answer = Response(mimetype=filed.media)
    answer.set_etag(filed.sha)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    shown = inline and filed.media == "application/pdf"
    answer.headers["Content-Disposition"] = f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(filed.name, safe='')}"
    if filed.sha not in request.if_none_match:
        answer.set_data(content_of(house, filed))
    answer.make_conditional(request)
    return answer
