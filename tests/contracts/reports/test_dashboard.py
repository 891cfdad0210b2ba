"""The dashboard: who has which boards, and that each number leads to exactly what it counts."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from contracts.demo.company import BY_LOGIN, EMPLOYEES
from contracts.ledger import listing
from contracts.reports.boards import BOARDS, CONTRACTS, boards_of
from contracts.reports.dashboard import dashboard
from engine.desk import Actor, reading_at
from engine.errors import NotFound
from tests.contracts.ledger.test_payments import planned
from tests.contracts.projects.conftest import CODE, put_project

pytestmark = pytest.mark.both
OF_WORK_ITEMS = {"to_do", "late", "filed_late", "waiting", "stuck", "jobs", "letters", "asked_for"}
BOARDS_OF = {"chen": ["mine"], "qian": ["mine", "projects"], "he": ["department", "mine", "projects"], "zhang": ["department", "mine"], "li": ["legal", "department", "mine"], "lin": ["legal", "mine"],
             "wang": ["finance", "mine"], "zhao": ["finance", "department", "mine"], "sun": ["management", "mine"], "zhou": ["mine"],
             "wu": ["archive", "department", "mine"], "zheng": ["operations", "mine"], "xu": ["management"]}


@pytest.fixture
def many(chancery_house):
    """Sixty contracts of all kinds with their payments, the same at each run; some on a project of qian's."""
    dice, today = random.Random(5), dt.date(2026, 3, 2)
    put_project(chancery_house)
    for number in range(60):
        rows = [(dice.randrange(-40, 60), "10.00", dice.choice(["payment", "retention"]), dice.random() < 0.3) for _ in range(dice.randrange(3))]
        planned(chancery_house, f"c{number}", *rows, owner=dice.choice(["chen", "qian", "zhang"]), department=dice.choice(["ENG", "PUR", "FIN"]),
                stage=dice.choice(["draft", "review", "sign", "perform", "perform", "archive"]), status=dice.choice(["running", "running", "archived", "cancelled"]),
                direction=dice.choice(["income", "expense"]), project=dice.choice(["", CODE]), over_budget=dice.random() < 0.2, deviations=dice.choice([0, 0, 2]),
                risk_level=dice.choice(["normal", "high"]), ends_on=today + dt.timedelta(days=dice.randrange(-30, 200)), type=dice.choice(["service", "construction"]))
    return chancery_house


def who(login):
    return Actor(login, frozenset(BY_LOGIN[login].roles))


def shown(house, login, key=""):
    with reading_at(house, who(login)) as desk:
        return dashboard(desk, key)


def test_everybody_has_the_boards_of_their_roles_first(chancery_house):
    put_project(chancery_house)
    for login, keys in BOARDS_OF.items():
        with reading_at(chancery_house, who(login)) as desk:
            assert [board.key for board, _ in boards_of(desk)] == keys
        assert shown(chancery_house, login).board.key == keys[0]


def test_a_board_of_others_is_not_there(chancery_house):
    for login, key in (("chen", "finance"), ("xu", "mine"), ("sun", "projects"), ("sun", "weather")):
        with pytest.raises(NotFound):
            shown(chancery_house, login, key)


def test_a_board_has_six_numbers_at_most_each_with_a_name_of_its_own():
    names = [[one.name for one in board.figures] for board in BOARDS]
    assert max(map(len, names)) <= 6 and all(len(set(one)) == len(one) for one in names)


def every_board(house):
    """(whose, a desk of theirs, the board) of everybody."""
    for one in EMPLOYEES:
        with reading_at(house, who(one.login)) as desk:
            for board, _ in boards_of(desk):
                yield one.login, desk, dashboard(desk, board.key)


def test_the_ledger_has_exactly_what_each_number_counts_and_sums(many):
    for login, desk, made in every_board(many):
        for one in (one for one in made.figures if one.wanted.place == CONTRACTS):
            totals = listing.totals(desk, one.filters, shown=("overdue_amount", "soon_amount"))
            assert one.value == totals.count, (login, made.board.key, one.wanted.name)
            assert one.money == sums_behind(totals, one.wanted.owes), (login, made.board.key, one.wanted.name)


def sums_behind(totals, which):
    """What the last line of the ledger has of it, where that is something."""
    found = ((one.direction, one.currency, getattr(one, f"{which}_amount")) for one in totals.sums) if which else ()
    return tuple(one for one in found if one[2])


def test_the_ledger_has_exactly_what_each_bar_of_the_chart_counts_and_sums(many):
    for login, desk, made in every_board(many):
        for key, cell in made.chart.rows:
            sums = listing.totals(desk, cell.filters).sums
            assert cell.value == sum(getattr(one, made.board.chart.measure) for one in sums), (login, made.board.key, key)


def test_every_number_that_is_not_of_work_items_is_more_than_nothing_for_somebody(many):
    counted = {one.wanted.name for _, _, made in every_board(many) for one in made.figures if one.value}
    assert {one.name for board in BOARDS for one in board.figures} - counted == OF_WORK_ITEMS


def test_in_a_new_company_there_is_nothing_to_count(chancery_house):
    assert shown(chancery_house, "sun").is_empty
    assert not any(one.value for one in shown(chancery_house, "chen").figures)
