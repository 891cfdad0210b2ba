"""What is wrong with a draft: what its form says, and what others have to say of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from contracts.counterparties import comparing
from contracts.forms.forms import Finding, Reading
from engine.desk import Desk

# Each is asked with the values that could be read; findings of the level "error" stop a submission.
CHECKS: tuple[Callable[[Desk, Mapping[str, Any]], Iterable[Finding]], ...] = (comparing.findings_of,)


def look_further(desk: Desk, reading: Reading) -> Reading:
    """The form's reading, with the findings of all checks behind its own."""
    found = [finding for check in CHECKS for finding in check(desk, reading.values)]
    return replace(reading, findings=(*reading.findings, *found))
