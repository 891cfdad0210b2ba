"""One event, one line, whatever somebody has typed into it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import logging; from workers.console.logs import configure_logs
configure_logs(); log = logging.getLogger("x")
log.warning("refused\\n2026 forged", extra={"login": "li\\r\\n{\\"level\\": \\"forged\\"}"})
try: 1 / 0
except ZeroDivisionError: log.exception("a bug")
"""


def test_an_event_is_one_line_of_json_and_nobody_writes_another():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    refused, bug = [json.loads(line) for line in ran.stderr.splitlines()]
    assert (refused["event"], refused["login"]) == ("refused\n2026 forged", 'li\r\n{"level": "forged"}')
    assert bug["level"] == "error" and "ZeroDivisionError" in bug["exception"]
