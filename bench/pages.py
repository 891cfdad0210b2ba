"""What a person waits for on whole pages, from request to answer, with a hundred thousand contracts: ledger, search, report, payments.

The floor of each is the same page, for the same person, of the same house while it had a hundredth of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.contracts import fill_contracts
from bench.measuring import Measured
from engine.desk import House
from engine.store import Store
from tests.told_clock import ToldClock
from tests.web.visitors import Visitor
from tests.whole_house import whole_house
from web.app import create_app

CONTRACTS, ROUNDS = 100_000, 30
PEOPLE = {"xu": "auditor", "wang": "finance", "zhang": "department_head", "chen": "drafter", "zhou": "seal_keeper"}
TWO = "type=service&department=ENG&department=PUR"
PAGES = {
    "inbox": "/inbox",
    "dashboard": "/dashboard",
    "ledger": "/contracts",
    "ledger_of_two_filters": f"/contracts?{TWO}",
    "ledger_by_amount": "/contracts?stage=perform&at_least=1000000&sort=-amount",
    "ledger_of_late_payments": "/contracts?payments=overdue&columns=title&columns=amount&columns=overdue_amount&columns=next_due_on",
    "ledger_as_of_a_day": f"/contracts?{TWO}&as_of=2025-03-31",
    "ledger_with_two_characters": "/contracts?text=消防",
    "ledger_with_rare_words": "/contracts?text=昆明 博世 13",
    "search_two_characters": "/search?text=消防",
    "search_rare_words": "/search?text=昆明 博世 13",
    "search_part_of_a_number": "/search?text=ser-eng",
    "search_nothing_fits": "/search?text=没有这样的",
    "report_of_two_dimensions": "/reports?rows=type&columns=department&measure=amount",
    "report_by_counterparty": "/reports?rows=counterparty&columns=stage&measure=current_amount",
    "payments": "/dues",
    "payments_to_come": "/dues?which=coming",
    "payments_settled": "/dues?which=settled",
}
Say = Callable[[str, float, str], None]
Times = dict[tuple[str, str], Measured]


@contextmanager
def filled_house(store: Store) -> Iterator[tuple[House, str]]:
    """A house of everything, and the folder that it lies in."""
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        yield whole_house(store, ToldClock(), Path(folder) / "data"), folder


def measure_pages(house: House, say: Say, contracts: int = CONTRACTS, rounds: int = ROUNDS) -> None:
    """The p95 of each page for each kind of person, and the floor's median as a share of its own."""
    app, few = create_app(house), max(1, contracts // 100)
    visitors = {person: Visitor(app, person) for person in PEOPLE}
    fill_contracts(house, few)
    floors = _times(visitors, rounds)
    fill_contracts(house, contracts - few, first=few)
    for (page, person), measured in _times(visitors, rounds).items():
        say(f"pages.{page}_p95_for_{PEOPLE[person]}", measured.p95, "ms")
        say(f"pages.{page}_share_of_the_floor_for_{PEOPLE[person]}", floors[page, person].p50 / measured.p50, "ratio")


def _times(visitors: dict[str, Visitor], rounds: int) -> Times:
    return {(page, person): _asked(visitor, address, rounds) for page, address in PAGES.items() for person, visitor in visitors.items()}


def _asked(visitor: Visitor, address: str, rounds: int) -> Measured:
    measured = Measured()
    for number in range(rounds + 1):
        with (measured if number else Measured()).once():                       # the first one warms
            answer = visitor.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    return measured
