"""Lists, counts, sums and suggestions say the same to somebody whatever happens to the contracts that they do not see."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.performing.invoicing.records import Invoice
from contracts.projects.records import BudgetLine, Project
from contracts.records import Contract, PlanRow
from tests.web.matrix import who
from tests.web.matrix.row import Row, legible
from tests.web.matrix.rows import ROWS
from tests.web.matrix.undone import undone
from tests.web.matrix.world import World

NEW = re.compile(rb"\b[0-9a-f]{12}\b")
AMOUNT = Decimal("31415926.53")
LISTS = [row for row in ROWS if (row.method, row.about) == ("GET", "house") and not row.is_open]
OTHERWISE = {"title": "别的", "number": sa.literal("别-").concat(Contract.number), "amount": AMOUNT, "changed_amount": AMOUNT,
             "stage": "sign", "status": "cancelled", "risk_level": "high", "counterparty": "别人有限公司", "type": "income", "owner": "he", "department": "PUR"}


def change_what_is_hidden(world: World, connection: sa.Connection, login: str) -> None:
    """Another title, amount, stage, counterparty, department of all contracts that this person does not see."""
    hidden = [thing.address["contract_id"] for thing in world.things.values() if "contract_id" in thing.address and login not in thing.seen_by]
    assert hidden
    connection.execute(sa.update(Contract).where(Contract.id.in_(hidden)).values(OTHERWISE))
    connection.execute(sa.update(PlanRow).where(PlanRow.contract_id.in_(hidden)).values(amount=AMOUNT, name="别的款"))
    connection.execute(sa.update(Invoice).where(Invoice.contract_id.in_(hidden)).values(gross=AMOUNT))
    if login not in world.things["project"].seen_by:
        connection.execute(sa.update(BudgetLine).values(amount=AMOUNT))
    if login not in world.things["the project's name"].seen_by:
        connection.execute(sa.update(Project).values(name="别的项目"))


def said(world: World, row: Row, login: str) -> bytes:
    """The answer, without what is new in each (the request's id)."""
    return NEW.sub(b"", legible(row.answers(world, login)))


@pytest.mark.parametrize("login", [who.UNRELATED, who.COLLEAGUE, who.PROCESS_ADMIN, who.STAND_IN, who.KEEPER, who.LEADER])
def test_what_is_hidden_shows_through_nowhere(world: World, login: str):
    with undone(world.app) as seen:
        before = {row.name: said(world, row, login) for row in LISTS}
        change_what_is_hidden(world, seen.connection, login)
        shows = [row.name for row in LISTS if said(world, row, login) != before[row.name]]
    assert not shows, f"{login} can tell by {', '.join(shows)}"


def test_who_sees_them_reads_the_difference(world: World):
    """The test above would find nothing if nothing were changed."""
    ledger = next(row for row in LISTS if row.endpoint == "contracts.ledger")
    with undone(world.app) as seen:
        before = said(world, ledger, who.AUDITOR)
        change_what_is_hidden(world, seen.connection, who.UNRELATED)
        assert said(world, ledger, who.AUDITOR) != before
