"""Two people at the same moment, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from contracts.counterparties.directory import CodeTaken
from contracts.counterparties.records import Counterparty
from engine.desk import SYSTEM, House, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.counterparties.keeping import OTHER, added

pytestmark = pytest.mark.both


def count(house: House) -> int:
    with reading_at(house, SYSTEM) as desk:
        return desk.session.scalar(sa.select(sa.func.count()).select_from(Counterparty)) or 0


def test_of_two_that_add_one_code_one_is_told_whose_it_is(chancery_house: House) -> None:
    def add(name: str) -> str:
        try:
            return str(added(chancery_house, name=name, is_another=True).id)
        except CodeTaken as refused:
            return refused.code

    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(add, [f"{OTHER}{number}" for number in range(4)]))
    assert sorted(ended)[1:] == ["counterparty-known"] * 3 and count(chancery_house) == 1


def test_two_contracts_that_bring_one_counterparty_bring_it_once(quick_house: House) -> None:
    contracts = [Travelling(quick_house) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda contract: contract.submitted(), contracts))
    assert count(quick_house) == 1 and len({contract.row().counterparty_id for contract in contracts}) == 1
