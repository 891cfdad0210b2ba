"""Approvals that count: who said yes where, and on which text, so that the same person again is asked otherwise.

They are kept beside the state as `said`: [element, person, digest], oldest first; a return takes away what stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.records import Visit, WorkItem
from engine.work_items.assignment import Asking

if TYPE_CHECKING:
    from engine.moving import Run


def remember_approvals(run: Run, visit: Visit, items: Iterable[WorkItem], outcome: str) -> None:
    """The visit is settled: whoever chose its outcome has approved."""
    said = [entry for entry in run.kept["said"] if entry[0] != visit.element]
    for item in items:
        if item.state == "done" and item.kind == "decide" and item.outcome == outcome:
            said += [[visit.element, who, item.shown or run.digest()] for who in {item.done_by, item.done_for} if who]
    run.kept["said"] = said


def forget_approvals(run: Run, elements: set[str]) -> None:
    """These steps are undone."""
    run.kept["said"] = [entry for entry in run.kept["said"] if entry[0] not in elements]


def approved_elements(run: Run) -> list[str]:
    """The steps whose approvals count."""
    return [element for element, _, _ in run.kept["said"]]


def asking_of(run: Run, element: str) -> Asking:
    """What is known of the run when a task asks."""
    said = run.kept["said"]
    again = {person: where for where, person, _ in said if where != element}
    last: frozenset[str] = frozenset()
    if said:
        digest = run.digest()
        last = frozenset(person for where, person, on in said if where == said[-1][0] and on == digest)
    return Asking(run.desk.directory, run.instance.initiator, again, last)
