"""A running project of the engineering department: wang of finance, its manager he, its member qian; two lines of a million."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.projects.lines import LineWish, add_line
from contracts.projects.members import set_members
from contracts.projects.projects import ProjectWish, add_project, turn_project
from engine.desk import at_desk, reading_at
from tests.people import actor

CODE = "P2026-01"


def act(house, who, command, *given, **more):
    """One command of a person."""
    with at_desk(house, actor(who)) as desk:
        return command(desk, *given, **more)


def ask(house, who, question, *given, **more):
    """What a person reads."""
    with reading_at(house, actor(who)) as desk:
        return question(desk, *given, **more)


def wish(**changed):
    return ProjectWish(**{"name": "城南综合楼", "department": "ENG", "manager": "he", "counterparty": "城南建设投资有限公司", **changed})


def line(amount="1000000.00", code="02.01", name="设备购置"):
    return LineWish(code, name, Decimal(amount))


def put_project(house, code=CODE, **changed):
    """A project that runs, with two lines, he as manager and qian as member."""
    act(house, "sun", add_project, code, wish(**changed))
    act(house, "he", add_line, code, line())
    act(house, "he", add_line, code, line(code="02.02", name="安装工程"))
    act(house, "he", set_members, code, {"qian": "材料"})
    act(house, "he", turn_project, code, "running")
    return code


@pytest.fixture
def project(quick_house):
    return put_project(quick_house)
