"""`audit verify`: whole chains are said to be whole, and one byte that somebody changed is named."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from engine.records import Entry, Instance
from tests.engine.conftest import Running, Thing
from tests.engine.drawn import row

pytestmark = pytest.mark.both


@pytest.fixture
def decided(house) -> Running:
    """An instance with a decision: entry 3 says `approve`, by li."""
    house.subjects = {"thing": Thing()}
    one = Running(house, house.subjects["thing"]).start(row("a", "b"))
    one.complete("a", "li", comment="look well")
    return one


def touch(house, statement):
    with house.store.writing.begin() as connection:
        connection.execute(statement)


def test_whole_chains_are_whole(say_at_home, decided):
    said = say_at_home("audit", "verify")
    assert (said.exit_code, said.output) == (0, "Every chain is whole.\n")


@pytest.mark.parametrize(("column", "was", "now"), [
    (Entry.facts, "look well", "look tell"), (Entry.actor, "li", "lu"), (Entry.act, "completed", "completer"), (Entry.element, "a", "b")],
    ids=lambda given: getattr(given, "key", ""))
def test_one_byte_that_was_changed_is_named_by_chain_and_entry(say_at_home, house, decided, column, was, now):
    changed = {column.key: sa.func.replace(sa.cast(column, sa.Text), was, now)}
    touch(house, sa.update(Entry.__table__).where(Entry.act == "completed").values(changed))
    said = say_at_home("audit", "verify")
    assert said.exit_code == 1 and f"{decided.id} entry 3: was changed" in said.output and "broken link" in said.output


@pytest.mark.parametrize("column", [Entry.previous, Entry.hash], ids=["previous", "hash"])
def test_a_link_that_was_bent_is_named(say_at_home, house, decided, column):
    touch(house, sa.update(Entry.__table__).where(Entry.act == "completed").values({column.key: sa.func.substr(column, 1, 63) + "x"}))
    said = say_at_home("audit", "verify")
    assert said.exit_code == 1 and f"{decided.id} entry 3: " in said.output


def test_a_head_that_was_set_back_to_hide_the_last_entry_is_named(say_at_home, house, decided):
    touch(house, sa.update(Instance.__table__).values(chain_length=3))
    said = say_at_home("audit", "verify")
    assert said.exit_code == 1 and f"{decided.id} entry 4: is not the end that the head names" in said.output
