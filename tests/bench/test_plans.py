"""How the databases answer what is asked most: from the ledger's own index, without the wide rows of the contracts."""

from __future__ import annotations

import itertools

import pytest
import sqlalchemy as sa

from bench.contracts import fill_contracts
from contracts.ledger import listing
from contracts.ledger.filters import Filters
from contracts.performing.performance import dues
from contracts.reading.everywhere import find_everywhere
from contracts.reading.inbox_rows import asked_of_me
from contracts.reports.boards import boards_of
from contracts.reports.dashboard import dashboard
from contracts.reports.figures import report
from engine.desk import reading_at
from tests.kept import remembered
from tests.people import actor

pytestmark = pytest.mark.both
INDEX = "ix_contract_read_together"
TWO = Filters(type=("service",), department=("ENG", "PUR"))
ASKED = {
    "totals": lambda desk: listing.totals(desk, Filters()), "totals of two filters": lambda desk: listing.totals(desk, TWO),
    "a word": lambda desk: listing.totals(desk, Filters(text="消防")), "a page": lambda desk: listing.page(desk, TWO),
    "everywhere": lambda desk: find_everywhere(desk, "没有"), "a report": lambda desk: report(desk, "type", "department", measure="amount")}


@pytest.fixture
def filled(chancery_house):
    """Enough that it matters, vacuumed as after a night: of the tests' lazy commits a vacuum sees nothing before they are on disk."""
    remembered(chancery_house, "4,000 contracts", lambda: fill_contracts(chancery_house, 4000))
    if not chancery_house.store.is_sqlite:
        with chancery_house.store.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("CHECKPOINT")
            connection.exec_driver_sql("VACUUM ANALYZE")
    return chancery_house


def test_what_is_asked_most_is_read_from_the_ledgers_own_index(filled):
    for person, name in itertools.product(("sun", "zhang"), ASKED):
        plans = plans_of(filled, person, ASKED[name])
        assert [plan for plan in plans if INDEX in plan], (person, name)
        assert not [plan for plan in plans if "SCAN contract\n" in plan or "Seq Scan on contract " in plan], (person, name)


@pytest.mark.parametrize("which, index", [("overdue", "ix_plan_row_open"), ("settled", "ix_plan_row_settled")])
def test_payments_are_listed_from_an_index_of_their_own(filled, which, index):
    for person in ("xu", "zhang", "chen"):
        plans = plans_of(filled, person, lambda desk: dues(desk, which), of="FROM plan_row")
        assert [plan for plan in plans if index in plan], person
        assert not [plan for plan in plans if "SCAN plan_row\n" in plan], person


def test_no_number_of_the_dashboard_goes_through_the_wide_rows_of_all_contracts(filled):
    for person in ("sun", "zhang", "chen"):
        with reading_at(filled, actor(person)) as desk:
            keys = [board.key for board, _ in boards_of(desk)]
        plans = [plan for key in keys for plan in plans_of(filled, person, lambda desk, key=key: dashboard(desk, key))]
        assert plans and not [plan for plan in plans if "SCAN contract\n" in plan or "Seq Scan on contract " in plan], person


def test_an_inbox_reads_its_own_items_only(filled):
    plans = plans_of(filled, "wang", asked_of_me, of="FROM work_item")
    assert plans and not [plan for plan in plans if "SCAN work_item" in plan or "Seq Scan on work_item" in plan]


def plans_of(house, person, ask, of="FROM contract"):
    """How each statement would be answered that walks contracts, or what else is named."""
    door, asked = house.store.reading, []
    hear = lambda _connection, _cursor, text, given, *_: asked.append((text, given))  # noqa: E731
    sa.event.listen(door, "before_cursor_execute", hear)
    with reading_at(house, actor(person)) as desk:
        ask(desk)
    sa.event.remove(door, "before_cursor_execute", hear)
    explain = "EXPLAIN QUERY PLAN " if house.store.is_sqlite else "EXPLAIN "
    with door.connect() as connection:
        return ["\n".join(str(row[-1]) for row in connection.exec_driver_sql(explain + text, given)) + "\n"
                for text, given in asked if of in text]
