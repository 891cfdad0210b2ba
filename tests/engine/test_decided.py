"""Decision tables in a running process: which day it is there, and what the history keeps."""

from __future__ import annotations

import pytest

from engine import history
from engine.desk import SYSTEM, reading_at
from tests.engine.flow.shapes import diagram
from tests.engine.tables.sheets import file, table

RULE = '<bpmn:businessRuleTask id="rule" camunda:decisionRef="t" camunda:resultVariable="day" camunda:mapDecisionResult="singleEntry" />'


def asking(*rows):
    return {**diagram("start rule a end", RULE), "t.dmn": file(table("today():string => day:string", *rows, policy="FIRST"))}


@pytest.mark.parametrize("zone, day", [("Asia/Shanghai", "2026-03-03"), ("Europe/Berlin", "2026-03-02")])
def test_today_is_the_day_of_the_house(running, clock, zone, day):
    running.house.zone = zone
    clock.tell("2026-03-02T20:00:00+00:00")
    running.start(asking(f'"{day}" => "yes"', '- => "no"'))
    with reading_at(running.house, SYSTEM) as desk:
        decided = [entry.facts for entry in history.entries(desk, running.id) if entry.act == "decided"]
    assert decided == [{"decision": "t", "rules": ["r1"], "outputs": [{"day": "yes"}]}]
