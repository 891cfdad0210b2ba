"""What a step may write of the contract."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from contracts.deciding.asked import Asked
from contracts.forms.step_fields import fill_in, shown_to
from contracts.records import Contract
from engine.desk import reading_at
from engine.errors import Invalid
from engine.identity import Key
from tests.people import actor


@pytest.fixture
def desk(house):
    with reading_at(house, actor("li")) as mine:
        yield mine


def asked_with(fields):
    task = {"properties": {"fields": fields}}
    contract = Contract(title="维保", risk="normal", values={"place": "成都"})
    return Asked(Key("i", 1), SimpleNamespace(digest=""), SimpleNamespace(kind="decide"), SimpleNamespace(task=task), contract, True)


def test_a_step_writes_the_field_that_it_may_write(desk):
    asked = asked_with("risk:write")
    assert fill_in(desk, asked, {"risk": "high"}) == {"risk": "high"}
    assert asked.contract.risk == "high"


def test_a_field_of_the_form_is_written_beside_the_others(desk):
    asked = asked_with("place:write")
    fill_in(desk, asked, {"place": "重庆"})
    assert asked.contract.values == {"place": "重庆"}


@pytest.mark.parametrize("rights, fields", [("", {"risk": "high"}), ("risk:read", {"risk": "high"}), ("risk:hidden", {"risk": "high"}),
                                            ("amount:write", {"amount": "1"}), ("risk:write", {"risk": "enormous"}),
                                            ("place:write", {"place": ["a"]}), ("place:write", {"place": "x" * 4001})])
def test_what_a_step_may_not_write_is_refused_by_name(desk, rights, fields):
    asked = asked_with(rights)
    with pytest.raises(Invalid) as refused:
        fill_in(desk, asked, fields)
    assert set(refused.value.facts["fields"]) == set(fields)
    assert (asked.contract.risk, asked.contract.amount, asked.contract.values) == ("normal", None, {"place": "成都"})


def test_a_hidden_field_is_not_shown(desk):
    assert shown_to(asked_with("amount:hidden"), {"amount": "1.00", "title": "维保"}) == {"title": "维保"}
