"""Money in the database: to the fen, on both."""

from __future__ import annotations

from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError

from contracts.money.column import LARGEST, Money

pytestmark = pytest.mark.both
AMOUNTS = sa.Table("amounts", sa.MetaData(), sa.Column("amount", Money), prefixes=["TEMPORARY"])


def kept(store, *amounts):
    """The amounts as they come back, and their sum."""
    with store.writing.connect() as connection:
        AMOUNTS.create(connection)
        connection.execute(sa.insert(AMOUNTS), [{"amount": amount} for amount in amounts])
        return list(connection.scalars(sa.select(AMOUNTS))), connection.scalar(sa.select(sa.func.sum(AMOUNTS.c.amount)))


@pytest.mark.parametrize("amount", ["0.00", "0.01", "9007199254740993.01", str(LARGEST)])
def test_an_amount_comes_back_to_the_fen(store, amount):
    found, _ = kept(store, Decimal(amount))
    assert list(map(str, found)) == [amount]


def test_amounts_are_added_up_exactly(store):
    _, total = kept(store, *[Decimal("0.10")] * 3, Decimal("9007199254740993.01"))
    assert total == Decimal("9007199254740993.31")


def test_no_amount_is_none_and_a_part_of_a_fen_is_refused(store):
    assert kept(store, None)[0] == [None]
    with pytest.raises(StatementError, match="two decimals"):
        kept(store, Decimal("0.001"))
