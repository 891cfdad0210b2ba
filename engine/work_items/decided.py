"""Decision tables that the run has asked, kept beside the state: what they saw and said, so that they can be asked again.

They are kept as `decided`: {element: {"at", "decision", "seen", "outputs"}}; `at` is the instance's number as its command began,
facts are left out of `seen`. A return takes away what stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.flow.values import storable

if TYPE_CHECKING:
    from engine.flow.activities import Decided
    from engine.moving import Run


def remember_decided(run: Run, decided: Decided) -> None:
    """The newest answer at an element counts; in rounds that of each."""
    place = ":".join([decided.element, *[str(decided.seen[name]) for name in ("loopCounter",) if name in decided.seen]])
    seen = {name: value for name, value in decided.seen.items() if name not in run.facts}
    run.kept.setdefault("decided", {})[place] = {
        "at": run.began_at, "decision": decided.decision, "seen": seen, "outputs": list(decided.outputs)}


def forget_decided(run: Run, *, since: int) -> None:
    """Tables that were asked since the visit with this number may never be asked again."""
    asked = run.kept.get("decided", {})
    run.kept["decided"] = {place: answer for place, answer in asked.items() if answer["at"] <= since}


def decided_otherwise(run: Run, *, since: int) -> Iterator[dict[str, Any]]:
    """The tables that were asked since the visit with this number, as far as they answer the facts of now differently.

    Raises TableRefused where one has no answer to them.
    """
    day = run.desk.now.astimezone(ZoneInfo(run.desk.house.zone)).date()
    for answer in run.kept.get("decided", {}).values():
        if answer["at"] > since:
            table = run.specs.tables[answer["decision"]]
            now = list(table.decide({**answer["seen"], **storable(run.facts)}, day).outputs)
            if now != answer["outputs"]:
                yield {"table": answer["decision"], "before": answer["outputs"], "after": now}
