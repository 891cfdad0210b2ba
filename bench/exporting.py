"""An export of the ledger in a process of its own, as a worker does it: python -m bench.exporting URL FOLDER FORM. Prints
seconds, megabytes, and the seconds of the floor: the same cells read by bare SQL and written by the same writer, nothing put into words.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

import chancery
from contracts.errands import errands
from contracts.errands.working import run_errand
from contracts.ledger.columns import BY_NAME
from contracts.ledger.exporting import AT_ONCE, KIND, WRITERS
from contracts.records import Contract
from engine.desk import House, at_desk
from engine.settings import read_settings
from engine.store import Store, open_store, table_of
from tests.people import actor
from tests.told_clock import ToldClock
from tests.whole_house import ROOT

COLUMNS = ["title", "number", "type", "counterparty", "direction", "amount", "settled_amount", "stage", "owner", "department", "ends_on", "updated_at"]


def house_at(url: str, folder: str) -> House:
    """The house of this database; who fills it made it."""
    settings = read_settings(ROOT / "config.toml", {})
    settings["house"]["data"] = folder
    return chancery.join(settings, open_store(url), clock=ToldClock())


def floor(store: Store, form: str) -> float:
    """In how many seconds the writer alone writes what one statement reads."""
    live, start = table_of(Contract), time.perf_counter()
    query = sa.select(*(live.c[name] for name in COLUMNS)).order_by(live.c.updated_at.desc())
    with store.reading.connect().execution_options(yield_per=AT_ONCE) as connection, tempfile.TemporaryFile() as file:
        rows = ([value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value for value in row] for row in connection.execute(query))
        WRITERS[form](file, COLUMNS, [BY_NAME[name] for name in COLUMNS], rows)
    return time.perf_counter() - start


def main(url: str, folder: str, form: str) -> None:
    house = house_at(url, str(Path(folder)))
    asked = {"form": form, "name": "ledger", "columns": COLUMNS, "headings": [BY_NAME[name].label for name in COLUMNS], "sort": "-updated_at",
             "as_of": None, "filters": {}, "choices": {}}
    with at_desk(house, actor("sun")) as desk:
        number = errands.ask(desk, KIND, asked).id
    start = time.perf_counter()
    run_errand(house, number)
    with at_desk(house, actor("sun")) as desk:
        assert errands.one_of_mine(desk, number).state == "done"
    seconds, megabytes = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.2f} {megabytes:.0f} {floor(house.store, form):.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
