"""Decisions that require others, and decisions without a table."""

from __future__ import annotations

import pytest

from engine.tables import read_tables
from tests.engine.tables.sheets import decide, file, findings, table

SEASON = table("temperature:integer => season:string", "> 30 => \"Summer\"", "< 10 => \"Winter\"", "[10..30] => \"Spring\"", key="season")
GUESTS = table("day:string => guests:integer", "\"WeekDay\" => 4", "\"Holiday\" => 10", "\"Weekend\" => 15", key="guests")
DISH = table("season:string | guests:integer => dish:string", "\"Winter\" | <=8 => \"Spareribs\"", "\"Winter\" | >8 => \"Pasta\"", "\"Summer\" | >10 => \"Light salad\"",
             "\"Summer\" | <=10 => \"Beans salad\"", "\"Spring\" | <10 => \"Stew\"", "\"Spring\" | >=10 => \"Steak\"", requires=("season", "guests"))
LITERAL = '<decision id="net"><variable name="net" typeRef="number"/><literalExpression><text>gross / 1.06</text></literalExpression></decision>'


@pytest.mark.parametrize("temperature, day, dish", [(35, "Weekend", "Light salad"), (35, "Holiday", "Beans salad"), (5, "WeekDay", "Spareribs"), (20, "Weekend", "Steak")])
def test_what_a_decision_requires_is_decided_first(temperature, day, dish):
    content = file(DISH, SEASON, GUESTS)
    assert decide(content, temperature=temperature, day=day).outputs == [{"dish": dish}]


def test_several_rules_of_a_required_decision_are_a_list():
    who = table("amount:number => signer:string", "> 0 => 'clerk'", "> 100 => 'head'", key="who", policy="COLLECT")
    content = file(table("len(signer):integer => two:boolean", "2 => true", "1 => false", requires=("who",)), who)
    assert [decide(content, amount=n).outputs for n in (50, 500)] == [[{"two": False}], [{"two": True}]]


def test_a_literal_expression_is_a_decision_of_one_value():
    content = file(LITERAL, table("net:number => small", "<= 100 => true", "> 100 => false", requires=("net",)))
    assert decide(content, "net", gross=212).outputs == [{"net": 200}]
    assert decide(content, gross="106.00").outputs == [{"small": True}]


@pytest.mark.parametrize("decisions, why", [
    ((table("a => b", "1 => 2", requires=("t",)),), "requires itself"), ((table("a => b", "1 => 2", requires=("u",)), table("a => b", "1 => 2", key="u", requires=("t",))), "requires itself"),
    ((table("a => b", "1 => 2", requires=("gone",)),), "'gone' that it requires is not in this file"),
    ((table("a => b", "1 => 2", requires=("u",)), table("a => b", "( => 2", key="u")), "row 1 (r1)")])
def test_a_decision_whose_needs_can_not_be_met_is_left_out(decisions, why):
    assert any(why in found for found in findings(file(*decisions)))
    assert read_tables("t.dmn", file(*decisions))[0] == {}


def test_a_literal_expression_that_is_wrong_is_found():
    assert "can't be used: there is no function open()" in findings(file(LITERAL.replace("gross / 1.06", "open('x')")))[0]
