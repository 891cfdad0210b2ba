"""An export of the ledger in a process of its own, as a worker does it: python -m bench.exporting URL FOLDER FORM. Prints seconds and megabytes."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import chancery
from contracts.errands import errands
from contracts.errands.working import run_errand
from contracts.ledger.columns import BY_NAME
from contracts.ledger.exporting import KIND
from engine.desk import House, at_desk
from engine.settings import read_settings
from engine.store import open_store
from tests.people import actor
from tests.told_clock import ToldClock
from tests.whole_house import ROOT

COLUMNS = ["title", "number", "type", "counterparty", "direction", "amount", "settled_amount", "stage", "owner", "department", "ends_on", "updated_at"]


def house_at(url: str, folder: str) -> House:
    """The house of this database; who fills it made it."""
    settings = read_settings(ROOT / "config.toml", {})
    settings["house"]["data"] = folder
    return chancery.join(settings, open_store(url), clock=ToldClock())


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
    print(f"{time.perf_counter() - start:.2f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
