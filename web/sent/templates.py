"""An upload to the library, as pages and API are sent it."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import BadRequest


def sent_template() -> tuple[str, bytes, bytes | None]:
    """The name and content of the .docx (`file`), and the form of its variables (`form`) where one was sent."""
    file, form = request.files.get("file"), request.files.get("form")
    if file is None or not file.filename:
        raise BadRequest("the part `file` is missing")
    return file.filename, file.read(), form.read() if form is not None and form.filename else None
