"""Errands: asked for, claimed, told of, settled; they outlive a worker that dies, and nobody else's are there."""

from __future__ import annotations

import pytest

from contracts.errands import errands
from contracts.errands.errands import LEASE, TRIES, Result
from contracts.errands.working import Progress, Withdrawn, run_errand
from contracts.notices import page as notices_of
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import Invalid, NotFound
from tests.people import actor


class Counting:
    """Counts to ten and keeps where it was; `dies_at`: there the worker is gone, `refuses`: the work can't be done."""

    def __init__(self):
        self.counted, self.dies_at, self.refuses = [], None, False

    def work(self, house, order, progress):
        if self.refuses:
            raise Invalid(fields={"form": "none"})
        for number in range((order.kept or {}).get("next", 1), 11):
            if number == self.dies_at:
                raise MemoryError("killed")
            self.counted.append(number)
            progress.told(number, 10, {"next": number + 1})
        return Result(house.parts["vault"].put(b"ten").sha, "ten.csv", "text/csv")


@pytest.fixture
def counting(quick_house):
    quick_house.parts["errands"] = {"counting": Counting()}
    return quick_house.parts["errands"]["counting"]


def asked(house, person="li"):
    with at_desk(house, actor(person)) as desk:
        return errands.ask(desk, "counting", {"name": "到十"}).id


def told(house, number, person="li"):
    with reading_at(house, actor(person)) as desk:
        return errands.one_of_mine(desk, number)


def due(house):
    with reading_at(house, SYSTEM) as desk:
        return errands.ringable(desk, 10)


@pytest.mark.both
def test_an_errand_is_done_and_who_asked_is_told_and_gets_its_file(quick_house, counting):
    number = asked(quick_house)
    run_errand(quick_house, number), run_errand(quick_house, number)
    one = told(quick_house, number)
    assert (one.state, one.done, one.percent, counting.counted) == ("done", 10, 100, list(range(1, 11)))
    with reading_at(quick_house, actor("li")) as desk:
        assert errands.result_of(desk, number).name == "ten.csv"
        assert [(row.kind, row.facts["title"]) for row in notices_of(desk).rows] == [("errand-done", "到十")]


def test_after_a_worker_died_the_next_goes_on_where_it_was(quick_house, counting):
    number, counting.dies_at = asked(quick_house), 4
    with pytest.raises(MemoryError):
        run_errand(quick_house, number)
    assert (told(quick_house, number).state, due(quick_house)) == ("working", [])
    quick_house.clock.now += LEASE
    counting.dies_at = None
    assert due(quick_house) == [number]
    run_errand(quick_house, number)
    assert (told(quick_house, number).state, counting.counted) == ("done", list(range(1, 11)))


def test_a_worker_that_was_given_up_changes_nothing_any_more(quick_house, counting):
    number = asked(quick_house)
    with at_desk(quick_house, SYSTEM) as desk:
        first = errands.claim(desk, number)
    quick_house.clock.now += LEASE
    run_errand(quick_house, number)
    with pytest.raises(Withdrawn):
        Progress(quick_house, first).told(1, 10)
    with at_desk(quick_house, SYSTEM) as desk:
        errands.fail(desk, first, "too late")
    assert told(quick_house, number).state == "done"


def test_what_breaks_off_at_each_try_fails_at_last(quick_house, counting):
    number, counting.dies_at = asked(quick_house), 1
    for _ in range(TRIES):
        with pytest.raises(MemoryError):
            run_errand(quick_house, number)
        quick_house.clock.now += LEASE
    run_errand(quick_house, number)
    assert (told(quick_house, number).state, due(quick_house)) == ("failed", [])


def test_a_cancelled_errand_stops_at_its_next_step(quick_house, counting):
    number, counting.dies_at = asked(quick_house), 5
    with pytest.raises(MemoryError):
        run_errand(quick_house, number)
    with at_desk(quick_house, actor("li")) as desk:
        order = errands.Order(number, "counting", "li", {}, 1, None)
        assert errands.cancel(desk, number).state == "cancelled"
    with pytest.raises(Withdrawn):
        Progress(quick_house, order).told(6, 10)
    quick_house.clock.now += LEASE
    assert due(quick_house) == []


def test_what_is_refused_fails_with_its_sentence(quick_house, counting):
    number, counting.refuses = asked(quick_house), True
    run_errand(quick_house, number)
    assert told(quick_house, number).state == "failed" and told(quick_house, number).error


def test_anothers_errand_is_not_there(quick_house, counting):
    number = asked(quick_house)
    run_errand(quick_house, number)
    for act in (errands.one_of_mine, errands.result_of, errands.cancel):
        with pytest.raises(NotFound), at_desk(quick_house, actor("zheng")) as desk:
            act(desk, number)


def test_a_person_has_five_under_way_at_most(quick_house, counting):
    for _ in range(errands.AT_ONCE):
        asked(quick_house)
    with pytest.raises(errands.TooMany):
        asked(quick_house)
    assert asked(quick_house, "wang")


def test_after_seven_days_errand_and_file_are_gone(quick_house, counting):
    number = asked(quick_house)
    run_errand(quick_house, number)
    quick_house.clock.advance("P7D")
    with at_desk(quick_house, SYSTEM) as desk:
        assert errands.forget_errands(desk) == 1
    with pytest.raises(NotFound):
        told(quick_house, number)
