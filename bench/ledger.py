"""What the ledger costs with a hundred thousand contracts: a page with two filters and totals, a search, a past day, an export."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from bench.contracts import fill_contracts
from bench.measuring import Measured
from contracts.ledger import listing
from contracts.ledger.filters import Filters
from contracts.reading.everywhere import find_everywhere
from engine.desk import House, reading_at
from engine.store import Store
from tests.people import actor
from tests.told_clock import ToldClock
from tests.whole_house import whole_house

CONTRACTS, ROUNDS = 100_000, 40
PAST = dt.date(2025, 3, 31)
Say = Callable[[str, float, str], None]
ASKED = {
    "page": {},
    "page_two_filters": {"filters": Filters(type=("service",), department=("ENG", "PUR"))},
    "page_by_amount": {"filters": Filters(stage=("perform",), at_least=Decimal("1000000")), "sort": "-amount"},
    "search_two_characters": {"filters": Filters(text="消防")},
    "search_rare": {"filters": Filters(text="昆明 博世 13")},
    "page_as_of": {"filters": Filters(type=("service",), department=("ENG", "PUR")), "as_of": PAST},
}

WORDS = {"two_characters": "消防", "rare_words": "昆明 博世 13", "a_part_of_a_number": "ser-eng", "nothing_fits": "没有这样的"}


def measure_ledger(store: Store, say: Say, contracts: int = CONTRACTS) -> None:
    """The p95 of each page, as somebody who sees everything and as the head of a department."""
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        house = whole_house(store, ToldClock(), Path(folder) / "data")
        fill_contracts(house, contracts)
        for person in ("sun", "zhang"):
            for name, asked in ASKED.items():
                say(f"ledger.{name}_p95_for_{person}", _page(house, person, asked).p95, "ms")
            for name, words in WORDS.items():
                say(f"everywhere.{name}_p95_for_{person}", _looked_up(house, person, words).p95, "ms")
        for form in ("xlsx", "csv"):
            seconds, megabytes = _export(store, folder, form)
            say(f"ledger.export_{form}", seconds, "s")
            say(f"ledger.export_{form}_memory", megabytes, "MB")


def _page(house: House, person: str, asked: dict) -> Measured:
    measured = Measured()
    for number in range(ROUNDS + 1):
        with (measured if number else Measured()).once(), reading_at(house, actor(person)) as desk:
            listing.page(desk, **asked)
    return measured


def _looked_up(house: House, person: str, words: str) -> Measured:
    measured = Measured()
    for number in range(ROUNDS + 1):
        with (measured if number else Measured()).once(), reading_at(house, actor(person)) as desk:
            find_everywhere(desk, words)
    return measured


def _export(store: Store, folder: str, form: str) -> tuple[float, float]:
    """In a process of its own, as a worker does it: its memory is its own."""
    url = store.writing.url.render_as_string(hide_password=False)
    done = subprocess.run([sys.executable, "-m", "bench.exporting", url, f"{folder}/data", form], check=True, capture_output=True, text=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def main() -> int:
    """Only this: `python -m bench.ledger [contracts]`."""
    from bench.__main__ import databases, emptied

    with databases() as urls:
        for database, (*_, url) in urls.items():
            store = emptied(url)
            measure_ledger(store, lambda name, value, unit, of=database: print(f"{of}.{name} {value:.1f} {unit}", flush=True),
                           int(sys.argv[1]) if len(sys.argv) > 1 else CONTRACTS)
            store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
