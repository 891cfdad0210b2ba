"""What workers and ticker do, done by the test: jobs, letters and timers, until nothing is left for now."""

from __future__ import annotations

from contracts.errands import errands
from contracts.errands.working import run_errand
from engine import jobs, messages, outbox, timers
from engine.desk import SYSTEM, House, at_desk, reading_at

MOST = 200


def work_off(house: House) -> list[str]:
    """Run and deliver and fire what is due at the house's time; what was done, in order: `job apply-seal`, `letter ...`, `timer ...`."""
    done: list[str] = []
    while len(done) < MOST:
        before = len(done)
        with reading_at(house, SYSTEM) as desk:
            waiting = jobs.ringable(desk, MOST), outbox.undelivered(desk, MOST), timers.due(desk, MOST)
            asked = errands.ringable(desk, MOST) if "errands" in house.parts else []
        for key in waiting[0]:
            jobs.run_job(house, key)
            done.append(f"job {key}")
        for errand in asked:
            run_errand(house, errand)
            done.append(f"errand {errand}")
        for act, rows in ((messages.deliver_letter, waiting[1]), (timers.fire_timer, waiting[2])):
            for row in rows:
                with at_desk(house, SYSTEM) as desk:
                    act(desk, row)                                     # type: ignore[operator]
                done.append(f"{act.__name__} {row}")
        if len(done) == before:
            return done
    raise AssertionError(f"no end: {done[-6:]}")
