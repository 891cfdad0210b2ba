"""SIGKILL of the worker in the middle of an import: the next one goes on where it stood, and no row comes twice."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time

import sqlalchemy as sa

from contracts.errands.errands import ringable
from contracts.errands.working import run_errand
from contracts.importing.records import ImportedRow
from engine.desk import SYSTEM, reading_at
from tests.contracts.importing.spreadsheet import Importing, rows, workbook
from tests.faults.settled_house import ROOT, house_in, settle

COUNT = 60
WORKER = """
import sys; from pathlib import Path
from contracts.errands.working import run_errand
from tests.faults.settled_house import house_in
run_errand(house_in(Path(sys.argv[1])), int(sys.argv[2]))
"""


def entered(house) -> int:
    with reading_at(house, SYSTEM) as desk:
        return desk.session.scalar(sa.select(sa.func.count()).select_from(ImportedRow)) or 0


def test_a_killed_worker_is_followed_by_one_that_goes_on(tmp_path):
    settle(tmp_path / "data", ROOT / "bpmn")
    house = house_in(tmp_path / "data")
    one = Importing(house, workbook(*rows(COUNT)))
    one.start()
    with reading_at(house, SYSTEM) as desk:
        [errand] = ringable(desk, 5)
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path / "data"), str(errand)], cwd=ROOT)
    while entered(house) < 5:
        time.sleep(0.02)
    worker.kill(), worker.wait()
    stood = entered(house)
    house.clock = lambda: dt.datetime.now(dt.UTC) + dt.timedelta(minutes=2)
    run_errand(house, errand)
    assert 5 <= stood < COUNT and [made.number for made in one.contracts()] == [f"HT-{n:05d}" for n in range(1, COUNT + 1)]
    assert one.batch.state == "done"
    house.store.close()
