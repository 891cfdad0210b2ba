"""What is wrong with a draft: what its form says, and what others have to say of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from contracts.counterparties import comparing
from contracts.forms.forms import Finding, Reading
from contracts.linking import decreases, differences
from contracts.projects import foreseen
from contracts.records import Contract
from engine.desk import Desk

Check = Callable[[Desk, Contract, Mapping[str, Any]], Iterable[Finding]]


def _of_party(desk: Desk, contract: Contract, values: Mapping[str, Any]) -> Iterable[Finding]:
    return comparing.findings_of(desk, values)


# Each is asked with the values that could be read; findings of the level "error" stop a submission.
CHECKS: tuple[Check, ...] = (_of_party, foreseen.findings_of, decreases.findings_of, differences.findings_of)


def look_further(desk: Desk, contract: Contract, reading: Reading) -> Reading:
    """The form's reading, with the findings of all checks behind its own."""
    found = [finding for check in CHECKS for finding in check(desk, contract, reading.values)]
    return replace(reading, findings=(*reading.findings, *found))
