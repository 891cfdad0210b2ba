"""Logs of the parts: one JSON line an event, to standard error."""

from __future__ import annotations

import logging
import sys
from typing import Any


def configure_logs() -> None:
    """From now on every event is one JSON line; line ends in values are escaped by JSON."""
    import structlog

    shared: list[Any] = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder(),
                         structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.format_exc_info]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                                              structlog.processors.JSONRenderer(ensure_ascii=False)]))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("rq").setLevel(logging.WARNING)
