"""Jobs as rows: ordered where a token waits for a worker, withdrawn where it does so no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.identity import Key
from engine.records import Incident, Job
from engine.store import table_of

if TYPE_CHECKING:
    from engine.moving import Run


def order_job(run: Run, topic: str, element: str, *, token: str | None, given: Any, visit: int | None = None) -> int:
    """A row that a worker claims after the commit. Its number."""
    number = run.add(Job, topic=topic, element=element, token=token, visit=visit, state="ready", next_at=run.desk.now, input=given,
                     opened_at=run.desk.now)
    run.jobs.append(Key(str(run.instance.id), number))
    return number


def withdraw_jobs(run: Run, numbers: Iterable[int]) -> None:
    """Jobs whose token is gone are not run any more; their incidents are over."""
    wanted, session, now = list(numbers), run.desk.session, run.desk.now
    if wanted:
        session.execute(sa.update(table_of(Job)).where(Job.instance_id == run.instance.id, Job.number.in_(wanted), Job.state != "done")
                        .values(state="withdrawn", ended_at=now))
        stopped = sa.update(table_of(Incident)).where(Incident.instance_id == run.instance.id, Incident.job.in_(wanted))
        session.execute(stopped.where(Incident.closed_at.is_(None)).values(closed_at=now))
