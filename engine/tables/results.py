"""mapDecisionResult: what a task makes of the matched rules, with the refusals of Camunda 7."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.tables.refusals import ResultDoesNotFit

MAPPINGS = ("singleEntry", "singleResult", "collectEntries", "resultList")


def mapped(table: str, mapping: str, rules: Sequence[str], outputs: Sequence[dict[str, Any]]) -> Any:
    """One value, one row, a list of values or a list of rows; null where no rule matched and one is asked. Raises ResultDoesNotFit."""
    names = sorted({name for row in outputs for name in row})
    unfit = ResultDoesNotFit(table=table, mapping=mapping, rules=list(rules), outputs=names)
    if mapping in ("singleEntry", "singleResult"):
        if len(outputs) > 1 or mapping == "singleEntry" and len(names) > 1:
            raise unfit
        if not outputs:
            return None
        return dict(outputs[0]) if mapping == "singleResult" else next(iter(outputs[0].values()), None)
    if mapping == "collectEntries":
        if len(names) > 1:
            raise unfit
        return [value for row in outputs for value in row.values()]
    if mapping not in ("resultList", ""):
        raise unfit
    return [dict(row) for row in outputs]
