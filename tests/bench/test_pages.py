"""What bench measures of pages are whole pages, of every kind of person; of files, whole files beside their floor."""

from __future__ import annotations

import pytest

from bench import pages
from bench.contracts import fill_contracts
from bench.exporting import floor
from bench.pages import PAGES, PEOPLE, filled_house, measure_pages
from contracts.deciding.deciders import differences
from engine.desk import SYSTEM, reading_at

pytestmark = pytest.mark.both


@pytest.fixture
def house(store):
    with filled_house(store) as (house, _):
        yield house


def test_every_page_is_measured_for_every_person(house, monkeypatch):
    monkeypatch.setattr(pages, "PAGES", {name: PAGES[name] for name in ("ledger_of_two_filters", "payments", "inbox")})
    said = {}
    measure_pages(house, lambda name, value, unit: said.update({name: unit}), contracts=30, rounds=2)
    assert set(said.values()) == {"ms", "ratio"} and len(said) == 3 * len(PEOPLE) * 2


def test_the_filled_rows_agree_with_each_other(house):
    fill_contracts(house, 30), fill_contracts(house, 10, first=30)
    with reading_at(house, SYSTEM) as desk:
        assert differences(desk) == []


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_floor_of_a_file_is_written(house, form):
    fill_contracts(house, 5)
    assert floor(house.store, form) > 0
