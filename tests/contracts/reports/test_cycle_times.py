"""How long stages take, over many contracts: of those that I may see, each number with what it counts."""

from __future__ import annotations

import datetime as dt
import random
import statistics

import pytest

from contracts.ledger import listing
from contracts.ledger.filters import Filters
from contracts.process.stage_times import StageTime
from contracts.process.subject import STAGES
from contracts.reports.cycle_times import cycle_times, percentile
from engine.desk import SYSTEM, at_desk, reading_at
from tests.contracts.ledger.test_listing import put
from tests.people import actor

pytestmark = pytest.mark.both


def passed(house, contract, stage, hours, days_ago):
    """It left the stage so many days ago, after so many hours."""
    with at_desk(house, SYSTEM) as desk:
        desk.session.add(StageTime(contract_id=contract.id, stage=stage, hours=hours, left_at=desk.now - dt.timedelta(days=days_ago)))


@pytest.fixture
def many(chancery_house):
    """Thirty contracts of two departments that left review, and some other stages, at some time."""
    dice = random.Random(3)
    for number in range(30):
        contract = put(chancery_house, f"c{number}", department=dice.choice(["ENG", "PUR"]), owner=dice.choice(["chen", "qian"]))
        for stage in ("review", *dice.sample(STAGES[2:], 2)):
            passed(chancery_house, contract, stage, dice.choice([None, *range(200)]), dice.randrange(180))
    return chancery_house


def times(house, person="sun", filters=None):
    with reading_at(house, actor(person)) as desk:
        return cycle_times(desk, filters or Filters())


@pytest.mark.parametrize("person", ["sun", "zhang", "chen", "zheng", "zhou"])
@pytest.mark.parametrize("filters", [Filters(), Filters(department=("ENG",)), Filters(owner=("chen",))], ids=["all", "ENG", "chen"])
def test_the_ledger_has_exactly_the_contracts_that_are_counted(many, person, filters):
    found = times(many, person, filters)
    with reading_at(many, actor(person)) as desk:
        assert [one.contracts for one in found] == [listing.totals(desk, one.filters).count for one in found]
    assert [one.stage for one in found] == list(STAGES)


def test_what_was_left_longer_ago_and_what_is_not_known_is_in_no_time(chancery_house):
    for hours, days_ago in ((1, 0), (2, 90), (3, 89), (500, 91), (None, 5)):
        passed(chancery_house, put(chancery_house, "c"), "review", hours, days_ago)
    review = times(chancery_house)[1]
    assert (review.contracts, review.half, review.nine_of_ten) == (4, 2, 3)


def test_without_contracts_there_are_no_times(chancery_house):
    assert [(one.contracts, one.half, one.nine_of_ten) for one in times(chancery_house)] == [(0, None, None)] * 5


@pytest.mark.parametrize("seed", range(20))
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(seed):
    values = sorted(random.Random(seed).choices(range(50), k=seed * 7 + 1))
    counts = {value: values.count(value) for value in values}
    assert percentile(counts, 50) == statistics.median_low(values)
    ninth = percentile(counts, 90)
    assert sum(value <= ninth for value in values) >= 0.9 * len(values) > sum(value < ninth for value in values)
