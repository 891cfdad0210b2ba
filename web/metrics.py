"""What /metrics counts: requests by page and answer, how long they took, and how much waits."""

from __future__ import annotations

import time
from collections.abc import Mapping

from flask import Flask, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from werkzeug.wrappers import Response

REGISTRY = CollectorRegistry()
REQUESTS = Counter("chancery_requests", "Requests by endpoint, method and status.", ("endpoint", "method", "status"), registry=REGISTRY)
SECONDS = Histogram("chancery_request_seconds", "How long requests took.", ("endpoint",), registry=REGISTRY,
                    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10))
WAITS = Gauge("chancery_waiting", "What runs and waits: instances, jobs, timers, letters, incidents, seconds behind.", ("what",),
              registry=REGISTRY)


def measure(app: Flask) -> None:
    """Count every request of this process."""
    app.before_request(_begin)
    app.after_request(_end)


def show_figures(figures: Mapping[str, float]) -> None:
    for name, value in figures.items():
        WAITS.labels(name).set(value)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(answer: Response) -> Response:
    endpoint = request.endpoint or "none"
    REQUESTS.labels(endpoint, request.method, answer.status_code).inc()
    SECONDS.labels(endpoint).observe(time.perf_counter() - g.get("began", time.perf_counter()))
    return answer
