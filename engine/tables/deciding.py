"""One decision of one file, outside any process: what the console and pages try out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from engine.tables.reading import read_tables
from engine.tables.refusals import NoSuchDecision, TableUnreadable
from engine.tables.table import Answer


def decide_file(content: bytes, decision: str, given: Mapping[str, Any], day: dt.date, *, file: str = "table.dmn") -> Answer:
    """What a decision of the file says of these values: outputs and the rules that matched.

    Raises TableUnreadable with every error, NoSuchDecision, TableRefused.
    """
    tables, findings = read_tables(file, content)
    errors = [f"{found.file}:{found.line}: {found.level}: {found.message}" for found in findings if found.level == "error"]
    if errors:
        raise TableUnreadable(findings=errors)
    if decision not in tables:
        raise NoSuchDecision(table=decision, decisions=sorted(tables))
    return tables[decision].decide(given, day)
