"""The ledger of past days: what was photographed on a day is what the ledger as of that day shows."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.drafting.saving import my_draft, save_draft
from contracts.ledger import listing
from contracts.ledger.comparing import differences, rewrite
from contracts.ledger.filters import Filters
from contracts.process.ending import cancel_contract
from contracts.records import Contract
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import Invalid, Refusal
from tests.contracts.at_stage import Travelling
from tests.contracts.ledger.test_listing import listed, put, titles
from tests.hands import work_off
from tests.people import actor

ASKED = (Filters(), Filters(stage=("review", "perform")), Filters(text="电梯"), Filters(at_least=Decimal("200000")))


def photographed(house, as_of=None):
    """What an auditor reads, row by row, with totals, under several filters; without who has it, which is of now only."""
    with reading_at(house, actor("xu")) as desk:
        pages = [listing.page(desk, filters, sort="created_at", limit=100, as_of=as_of) for filters in ASKED]
    return [([{**vars(row), "held": ()} for row in page.rows], page.totals, page.stages) for page in pages]


def timeless(picture):
    """Without what goes on by itself: a payment becomes overdue, a term passes, though nobody does anything."""
    return [([{name: value for name, value in row.items() if name not in ("overdue_amount", "soon_amount", "time_percent")} for row in rows],
             [replace(one, overdue_amount=0, soon_amount=0) for one in totals.sums], stages) for rows, totals, stages in picture]


def today(house):
    return house.clock().astimezone(dt.timezone(dt.timedelta(hours=8))).date()


def saved(travelling, chance):
    with at_desk(travelling.house, actor("chen")) as desk:
        contract, _ = my_draft(desk, travelling.id)
        save_draft(desk, travelling.id, {**travelling.typed, "amount": str(chance.randrange(1000, 400000)), "title": f"电梯 {chance.randrange(99)}"}, contract.version)


def cancelled(travelling, chance):
    with at_desk(travelling.house, actor("chen")) as desk:
        cancel_contract(desk, desk.session.get_one(Contract, travelling.id), "不再需要。")


STEPS = {"draft": [saved, saved, lambda one, _: one.submitted()], "review": [lambda one, _: one.approved(), cancelled],
         "sign": [lambda one, _: one.countersigned(), lambda one, _: one.sealed()],
         "perform": [lambda one, chance: one.settled(chance.randrange(1, 4), settled_amount=str(chance.randrange(1000, 90000)), remark="部分。")],
         "archive": [lambda one, _: one.filed()]}


def step(travelling, chance):
    """One act of somebody on a contract where it stands; what is refused there (settled already, closed) changes nothing."""
    row = travelling.row()
    if row.status == "running":
        try:
            chance.choice(STEPS[row.stage])(travelling, chance)
        except (Refusal, KeyError):
            return


def a_year(house, seed):
    """Some contracts through a year of days that somebody worked on; {day: what was photographed in the evening}."""
    chance, travelling, pictures = random.Random(seed), [], {}
    while today(house) < dt.date(2027, 3, 2):
        if len(travelling) < 4 and chance.random() < 0.7:
            travelling.append(Travelling(house))
        for one in chance.sample(travelling, min(2, len(travelling))):
            step(one, chance)
            house.clock.advance(f"PT{chance.randrange(1, 4)}H")
        pictures[today(house)] = photographed(house)
        house.clock.advance(f"P{chance.randrange(1, 30)}D")
        house.clock.now = house.clock.now.replace(hour=1)
        work_off(house)
        pictures[today(house)] = photographed(house)
    return pictures


@pytest.mark.slow
@pytest.mark.both
def test_the_ledger_as_of_each_day_of_a_year_is_the_one_photographed_that_day(quick_house):
    pictures = a_year(quick_house, seed=0)
    quick_house.clock.advance("P1D")
    days = sorted(pictures)
    for day in (days[0] + dt.timedelta(days=n) for n in range((days[-1] - days[0]).days + 1)):
        last, then = max(one for one in days if one <= day), photographed(quick_house, as_of=day)
        assert timeless(then) == timeless(pictures[last]), day
        assert then == pictures[last] or day != last, day
    with reading_at(quick_house, SYSTEM) as desk:
        assert differences(desk) == []


def test_a_day_that_is_not_over_has_no_past(quick_house):
    put(quick_house, "a")
    for day in (today(quick_house), today(quick_house) + dt.timedelta(days=1)):
        with pytest.raises(Invalid):
            listed(quick_house, as_of=day)
    assert titles(listed(quick_house, as_of=today(quick_house) - dt.timedelta(days=1))) == []


@pytest.mark.both
def test_an_update_past_the_records_is_heard_too(quick_house):
    contract, day = put(quick_house, "a"), today(quick_house)
    quick_house.clock.advance("P2D")
    with at_desk(quick_house, actor("chen")) as desk:
        desk.session.execute(sa.update(Contract).where(Contract.title == "a").values(settled_amount=Contract.settled_amount + Decimal("7.00")))
    quick_house.clock.advance("P1D")
    settled = [listed(quick_house, as_of=day + dt.timedelta(days=n)).rows[0].settled_amount for n in range(3)]
    assert settled == [0, 0, Decimal("7.00")]
    with at_desk(quick_house, SYSTEM) as desk:
        desk.session.delete(desk.session.get_one(Contract, contract.id))
    assert titles(listed(quick_house, as_of=day)) == []


def test_a_command_that_is_refused_leaves_no_day(quick_house):
    put(quick_house, "a")
    quick_house.clock.advance("P1D")
    with pytest.raises(Invalid), at_desk(quick_house, SYSTEM) as desk:
        desk.session.scalars(sa.select(Contract)).one().title = "b"
        raise Invalid(fields={})
    quick_house.clock.advance("P1D")
    assert titles(listed(quick_house, as_of=today(quick_house) - dt.timedelta(days=1))) == ["a"]


def test_one_sees_of_the_past_what_one_may_see_today(quick_house):
    put(quick_house, "ours"), put(quick_house, "theirs", owner="qian", department="PUR")
    day = today(quick_house)
    quick_house.clock.advance("P1D")
    assert [titles(listed(quick_house, person=person, as_of=day)) for person in ("chen", "zhang", "he")] == [["ours"], ["ours"], ["theirs"]]


def test_what_was_tampered_with_is_found_and_written_anew_from_the_history(quick_house):
    one = Travelling.brought(quick_house, "submitted")
    quick_house.clock.advance("P3D")
    one.approved()
    with quick_house.store.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE contract_day SET stage = 'perform', amount = 1")
    with reading_at(quick_house, SYSTEM) as desk:
        assert [one.id in found for found in differences(desk)] == [True]
    rewrite(quick_house, SYSTEM)
    with reading_at(quick_house, SYSTEM) as desk:
        assert differences(desk) == []
    assert [(row.stage, row.amount) for row in listed(quick_house, as_of=dt.date(2026, 3, 3)).rows] == [("review", Decimal("300000.00"))]
