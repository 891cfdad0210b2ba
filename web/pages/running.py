"""运行: is anything stuck? Incidents by cause, with the button that tries again."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contracts.reading import running
from engine.identity import Key
from web.doors import desk, reading

blueprint = Blueprint("running", __name__)


@blueprint.app_template_filter("cause")
def cause_in_words(message: str) -> str:
    """What is kept of an incident, for who is reading: each sentence of ours translated, the facts behind it as they stand."""
    return " ".join(gettext(sentence) for sentence in re.split(r"(?<=\.) ", message) if sentence)


@blueprint.get("/running")
def page() -> str:
    with reading() as mine:
        return render_template("running/running.html", groups=running.incidents(mine), counts=running.counts(mine), looked_at=mine.now)


@blueprint.get("/running/<uuid:instance_id>")
def instance(instance_id: object) -> str:
    with reading() as mine:
        return render_template("running/instance.html", shown=running.instance_view(mine, str(instance_id)))


@blueprint.post("/running/incidents/<incident>/retry")
def retry(incident: str) -> Response:
    with desk() as mine:
        running.retry(mine, Key.parse(incident))
    return redirect(request.form.get("back") == "instance" and url_for("running.instance", instance_id=Key.parse(incident).instance)
                    or url_for("running.page"), 303)


@blueprint.post("/running/incidents/retry")
def retry_all() -> Response:
    """Every incident of one cause."""
    with reading() as mine:
        keys = running.keys_of(mine, request.form.get("code", ""), request.form.get("element", ""))
    for key in keys:
        with desk() as mine:
            running.retry(mine, key)
    return redirect(url_for("running.page"), 303)
