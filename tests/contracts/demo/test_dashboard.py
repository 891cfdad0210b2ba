"""The dashboard of each of the demo company: every number is what stands behind it, in the ledger, the inbox, the payments."""

from __future__ import annotations

import pytest

from contracts.demo.company import EMPLOYEES
from contracts.ledger import listing
from contracts.performing.performance import dues
from contracts.reading import running
from contracts.reading.inbox_rows import asked_of_me
from contracts.reports.boards import CONTRACTS, INBOX, PAYMENTS, RUNNING, boards_of
from contracts.reports.dashboard import dashboard
from engine.desk import Actor, reading_at

BEHIND = {
    CONTRACTS: lambda desk, one: listing.totals(desk, one.filters).count,
    INBOX: lambda desk, _one: len(asked_of_me(desk, limit=200).rows),
    PAYMENTS: lambda desk, one: len(dues(desk, one.wanted.which, limit=200).rows),
    RUNNING: lambda desk, one: sum(len(cause.stuck) for cause in running.incidents(desk)) if one.wanted.which == "incidents"
    else getattr(running.counts(desk), one.wanted.which)}


def boards(house, employee):
    """(desk, board as it is shown) of this person."""
    with reading_at(house, Actor(employee.login, frozenset(employee.roles))) as desk:
        for board, _ in boards_of(desk):
            yield desk, dashboard(desk, board.key)


@pytest.mark.parametrize("employee", EMPLOYEES, ids=lambda one: one.login)
def test_every_number_is_what_stands_behind_it(demo, employee):
    for desk, made in boards(demo.house, employee):
        said = {one.wanted.name: one.value for one in made.figures}
        assert said == {one.wanted.name: BEHIND[one.wanted.place](desk, one) for one in made.figures}, made.board.key
        assert [one.contracts for one in made.times] == [listing.totals(desk, one.filters).count for one in made.times]


def test_most_numbers_are_more_than_nothing_and_every_stage_has_its_time(demo):
    made = [one for employee in EMPLOYEES for _, one in boards(demo.house, employee)]
    counted = {(one.board.key, figure.wanted.name) for one in made for figure in one.figures if figure.value}
    assert len(counted) >= 30
    assert all(time.half is not None for time in next(one for one in made if one.board.key == "management").times)
