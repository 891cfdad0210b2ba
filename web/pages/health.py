"""For who watches us: /healthz (alive), /readyz (able to serve), /metrics (Prometheus)."""

from __future__ import annotations

import ipaddress

from flask import Blueprint, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from contracts import schema
from contracts.people.roles import OPERATES
from contracts.reading import running
from engine.desk import Actor, reading_at
from engine.errors import NotFound, Unavailable
from web.doors import the_house
from web.metrics import REGISTRY, show_figures

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    return Response("alive\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> Response:
    """Is the database of this release, and does the queue answer? Without the queue people can work on; workers come later."""
    house = the_house()
    try:
        schema.require_newest(house.store)
    except Unavailable as old:
        return Response(f"{old.code}\n", 503, mimetype="text/plain")
    rings = house.parts.get("queue")
    return Response("ready\n" if rings is None or rings() else "ready, but the queue does not answer\n", mimetype="text/plain")


@blueprint.get("/metrics")
def metrics() -> Response:
    """For this machine, and for operators' tokens from elsewhere; for others the page is not there."""
    if not _is_near() and not (g.asker and g.asker.actor.roles & OPERATES):
        raise NotFound(path="/metrics")
    with reading_at(the_house(), Actor("system", OPERATES)) as mine:
        counts, stuck = running.counts(mine), sum(len(cause.stuck) for cause in running.incidents(mine))
    show_figures({**vars(counts), "lag": counts.lag.total_seconds(), "incidents": stuck})
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _is_near() -> bool:
    """From this machine, and not through a proxy on it."""
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback and "X-Forwarded-For" not in request.headers
    except ValueError:
        return False
