"""What bench writes directly is what the use cases write: nobody can tell the copies from what was really started."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bench.filling import TABLES, fill_inbox
from engine import history, projections
from engine.desk import SYSTEM, at_desk, reading_at
from engine.identity import Key
from engine.records import Instance, WorkItem
from engine.store import table_of
from engine.work_items.completing import complete_work_item
from tests.people import actor

pytestmark = pytest.mark.both


@pytest.fixture
def filled(house):
    fill_inbox(house, 4)
    return house


def kinds_of(house, record):
    """The types of the values in each row, by column; once for all rows that are alike."""
    with house.store.reading.connect() as connection:
        rows = connection.execute(sa.select(table_of(record))).mappings()
        return {tuple((name, type(value)) for name, value in row.items() if name != "element") for row in rows}


def test_copies_have_the_columns_and_kinds_of_values_of_what_was_started(filled):
    assert {record.__name__: len(kinds_of(filled, record)) for record in TABLES} == {record.__name__: 1 for record in TABLES}


def test_nothing_in_the_copies_disagrees_with_their_states_and_histories(filled):
    with reading_at(filled, SYSTEM) as desk:
        assert desk.session.query(Instance).count() == 4
        assert [*projections.differences(desk), *map(str, history.verify(desk))] == []


def test_a_copy_can_be_completed(filled):
    with reading_at(filled, SYSTEM) as desk:
        asked = {Key(str(item.instance_id), item.number): item.candidates for item in desk.session.query(WorkItem)}
    for key, (principal,) in asked.items():
        user = "li" if principal.startswith("g:") else principal[2:]
        filled.directory(None).group(principal[2:], "li")
        with at_desk(filled, actor(user)) as desk:
            assert complete_work_item(desk, key, "approve").status == "completed"
