"""What an import costs: 10,000 rows, checked, entered, shown, begun and taken back, in a process of its own as a worker does it.

The floor are as many contracts with all that stands around them, written as bare rows, two thousand in a transaction.

`python -m bench.importing [contracts]` measures only this; with URL FOLDER COUNT it is that process, and prints seconds and megabytes.
"""

from __future__ import annotations

import datetime as dt
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import chancery
from bench.contracts import fill_contracts
from contracts.errands.errands import ringable
from contracts.errands.working import run_errand
from contracts.importing import batches, undoing
from contracts.importing.taking import take_spreadsheet
from engine.desk import SYSTEM, House, at_desk, reading_at
from engine.settings import read_settings
from engine.store import Store, open_store
from tests.contracts.importing.spreadsheet import rows, workbook
from tests.people import actor
from tests.told_clock import ToldClock
from tests.whole_house import ROOT, whole_house

CONTRACTS = 10_000
Say = Callable[[str, float, str], None]
MEASURED = (("dry_run", "s"), ("until_shown", "s"), ("until_begun", "s"), ("taken_back", "s"), ("memory", "MB"), ("floor", "s"),
            ("until_begun_share_of_the_floor", "ratio"))
PARTIES, EVERY = 2_000, (("stage", "已归档", 3), ("stage", "待归档", 10))      # of the rows, every third is archived, every tenth to be filed


def measure_imports(store: Store, say: Say, contracts: int = CONTRACTS) -> None:
    """Into an empty ledger."""
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        whole_house(store, ToldClock(), Path(folder) / "data")
        url = store.writing.url.render_as_string(hide_password=False)
        asked = [sys.executable, "-m", "bench.importing", url, f"{folder}/data", str(contracts)]
        done = subprocess.run(asked, check=True, capture_output=True, text=True)
        for (name, unit), value in zip(MEASURED, done.stdout.split(), strict=True):
            say(f"import_{contracts}.{name}", float(value), unit)


def spreadsheet(count: int) -> bytes:
    """So many rows of some two thousand counterparties, in all three stages."""
    found = rows(count)
    for number, one in enumerate(found):
        one["counterparty"] = f"第{number % PARTIES}建设工程有限公司"
        for name, value, every in EVERY:
            if number % every == 1:
                one |= {name: value, "paid": one["amount"], "rest_due_on": None, "ends_on": dt.date(2025, 12, 31)}
    return workbook(*found)


def house_at(url: str, folder: str) -> House:
    """The house of this database, with the machine's clock; who calls has filled it."""
    settings = read_settings(ROOT / "config.toml", {})
    settings["house"]["data"] = folder
    return chancery.join(settings, open_store(url))


def worked(house: House) -> float:
    """Do the errand that waits; in how many seconds."""
    with reading_at(house, SYSTEM) as desk:
        [errand] = ringable(desk, 1)
    start = time.perf_counter()
    run_errand(house, errand)
    return time.perf_counter() - start


def carried_out(url: str, folder: str, count: int) -> None:
    """The whole way of a batch; prints what MEASURED names."""
    house, content = house_at(url, folder), spreadsheet(count)
    taken = take_spreadsheet(house, "contracts.xlsx", io.BytesIO(content))
    with at_desk(house, actor("zheng")) as desk:
        batch = batches.begin_batch(desk, taken, "zh", "dry run", {})
    checked = worked(house)
    with at_desk(house, actor("zheng")) as desk:
        batches.start_batch(desk, batch, "import")
    began = dt.datetime.now(dt.UTC)
    done = worked(house)
    with reading_at(house, actor("zheng")) as desk:
        found = batches.batch_of(desk, batch)
        assert (found.state, found.contracts) == ("done", count) and found.shown_at is not None
        shown = (found.shown_at - began).total_seconds()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with at_desk(house, actor("zheng")) as desk:
        undoing.take_back(desk, batch, "back")
    back = worked(house)
    start = time.perf_counter()
    fill_contracts(house, count)
    floor = time.perf_counter() - start
    print(f"{checked:.1f} {shown:.1f} {done:.1f} {back:.1f} {most:.0f} {floor:.2f} {floor / done:.3f}")


def main() -> int:
    if len(sys.argv) > 3:
        carried_out(sys.argv[1], sys.argv[2], int(sys.argv[3]))
        return 0
    from bench.__main__ import databases, emptied

    with databases() as urls:
        for database, (*_, url) in urls.items():
            store = emptied(url)
            measure_imports(store, lambda name, value, unit, of=database: print(f"{of}.{name} {value:.1f} {unit}", flush=True),
                            int(sys.argv[1]) if len(sys.argv) > 1 else CONTRACTS)
            store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
