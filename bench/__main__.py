"""`make bench`: prints `name value unit` a line, on both databases, and writes docs/performance.md."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import journeys
from bench.clicking import decisions_over_http
from bench.filling import fill_inbox
from bench.importing import measure_imports
from bench.journeys import Journey, Nothing, Paperless
from bench.ledger import measure_ledger
from bench.measuring import Measured
from contracts import schema
from engine.desk import House, reading_at
from engine.store import Store, open_store
from engine.work_items import inbox
from tests import postgres_server
from tests.people import People, Rules, actor

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
TOPICS = ("freeze-documents", "apply-seal", "open-obligations", "make-archive-package")
PAPER = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


@contextmanager
def databases() -> Iterator[dict[str, tuple[str, str, str, str]]]:
    """Of each kind four empty ones, as they are run in earnest: every commit is synced."""
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        server = postgres_server.start_server(("listen_addresses=", "shared_buffers=128MB"))
        try:
            url = postgres_server.url_of(server)
            yield {"sqlite": (f"sqlite:///{folder}/engine.db", f"sqlite:///{folder}/clicks.db", f"sqlite:///{folder}/ledger.db",
                             f"sqlite:///{folder}/imports.db"),
                   "postgresql": (postgres_server.create_database(url, "engine"), postgres_server.create_database(url, "clicks"),
                                  postgres_server.create_database(url, "ledger"), postgres_server.create_database(url, "imports"))}
        finally:
            postgres_server.stop_server(server)


def emptied(url: str) -> Store:
    store = open_store(url)
    schema.upgrade(store)
    return store


def engine_house(store: Store) -> House:
    people = People()
    return House(store, directory=lambda desk: people, authority=Rules(), subjects={"contract": Paperless()},
                 services=dict.fromkeys(TOPICS, Nothing()), parts={"people": people})


def say(lines: list[str], name: str, value: float, unit: str) -> None:
    lines.append(f"{name} {value:.2f} {unit}" if value < 100 else f"{name} {value:.0f} {unit}")
    print(lines[-1], flush=True)


def measure_journey(lines: list[str], name: str, house: House, journey: Journey) -> None:
    journey.run(house, ROUNDS)
    done, floor, many = journey.completions, journey.floor, len(journey.completions.times)
    say(lines, f"{name}.floor_p50", floor.p50, "ms")
    say(lines, f"{name}.floor_per_second", floor.per_second, "1/s")
    say(lines, f"{name}.start_instance_p50", journey.starts.p50, "ms")
    say(lines, f"{name}.complete_work_item_p50", done.p50, "ms")
    say(lines, f"{name}.complete_work_item_per_second", done.per_second, "1/s")
    say(lines, f"{name}.complete_work_item_share_of_the_floor", floor.p50 / done.p50, "ratio")
    say(lines, f"{name}.floor_processor_p50", floor.worked_p50, "ms")
    say(lines, f"{name}.complete_work_item_processor_p50", done.worked_p50, "ms")
    say(lines, f"{name}.complete_work_item_processor_share_of_the_floor", floor.worked_p50 / done.worked_p50, "ratio")
    say(lines, f"{name}.statements_per_completion", done.statements / many, "statements")
    say(lines, f"{name}.commits_per_completion", done.commits / many, "commits")
    say(lines, f"{name}.stored_bytes_per_instance", journey.stored, "bytes")


def measure_inbox(lines: list[str], name: str, house: House) -> None:
    filled = 0
    for items in (100, 100_000):
        fill_inbox(house, items - filled)
        filled, measured = items, Measured()
        for _ in range(200):
            with measured.once(), reading_at(house, actor("li")) as desk:
                inbox.page(desk, "li", limit=50)
        say(lines, f"{name}.inbox_p95_with_{items}", measured.p95, "ms")


def measure_clicks(lines: list[str], database: str, url: str) -> None:
    store = emptied(url)
    clicks = decisions_over_http(store, max(4, ROUNDS // 4))
    say(lines, f"{database}.decide_http_p50", clicks.p50, "ms")
    say(lines, f"{database}.decide_http_p95", clicks.p95, "ms")
    store.close()


def write_paper(lines: list[str]) -> None:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    PAPER.write_text(f"""# What it costs

Written by `make bench` on {dt.date.today()}, on a machine of {machine}. Rates of another machine are no target; the
share is: the floor is load the state, step, save, commit, through the same SQLAlchemy engine, codec and diagram, in the
same run. Every commit is synced to disk on both databases. `five` is a plain diagram of five tasks, `review` our own
`bpmn/contract` in review; the inbox is that of a person with one group among 100 and 100,000 open items.

`pages` are whole pages, from request to answer, in a house of 100,000 contracts; the share is what the same page took the
same person while there were 1,000 of them. A file's floor is the same cells read by one statement and written by the same
writer; an import's floor are as many contracts written as bare rows.

```
{chr(10).join(lines)}
```
""", "utf-8")


def main() -> int:
    lines: list[str] = []
    with databases() as urls:
        for database, (engine_url, clicks_url, ledger_url, imports_url) in urls.items():
            store = emptied(engine_url)
            house = engine_house(store)
            measure_journey(lines, f"{database}.five", house, journeys.five())
            measure_journey(lines, f"{database}.review", house, journeys.review())
            measure_inbox(lines, database, house)
            store.close()
            measure_clicks(lines, database, clicks_url)
            store = emptied(ledger_url)
            measure_ledger(store, lambda name, value, unit, of=database: say(lines, f"{of}.{name}", value, unit))
            store.close()
            store = emptied(imports_url)
            measure_imports(store, lambda name, value, unit, of=database: say(lines, f"{of}.{name}", value, unit))
            store.close()
    write_paper(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
