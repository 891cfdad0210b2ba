"""Files of the whole ledger, a hundred thousand contracts: how long they take and how much memory, beside what the database and a bare
writer need for the same cells. `python -m bench.ledger [contracts]` measures pages and files, and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from bench.pages import CONTRACTS, filled_house, measure_pages
from engine.store import Store

Say = Callable[[str, float, str], None]


def measure_ledger(store: Store, say: Say, contracts: int = CONTRACTS) -> None:
    """Whole pages for each kind of person, then the ledger as files."""
    with filled_house(store) as (house, folder):
        measure_pages(house, say, contracts)
        for form in ("xlsx", "csv"):
            seconds, megabytes, floor = _export(store, folder, form)
            say(f"ledger.export_{form}", seconds, "s")
            say(f"ledger.export_{form}_memory", megabytes, "MB")
            say(f"ledger.export_{form}_floor", floor, "s")
            say(f"ledger.export_{form}_share_of_the_floor", floor / seconds, "ratio")


def _export(store: Store, folder: str, form: str) -> tuple[float, float, float]:
    """In a process of its own, as a worker does it: its memory is its own."""
    url = store.writing.url.render_as_string(hide_password=False)
    done = subprocess.run([sys.executable, "-m", "bench.exporting", url, f"{folder}/data", form], check=True, capture_output=True, text=True)
    seconds, megabytes, floor = map(float, done.stdout.split())
    return seconds, megabytes, floor


def main() -> int:
    from bench.__main__ import databases, emptied

    with databases() as urls:
        for database, (_, _, url, _) in urls.items():
            store = emptied(url)
            measure_ledger(store, lambda name, value, unit, of=database: print(f"{of}.{name} {value:.2f} {unit}", flush=True),
                           int(sys.argv[1]) if len(sys.argv) > 1 else CONTRACTS)
            store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
