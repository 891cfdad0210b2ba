"""Whom the sign-in page meets: nobody yet, the demo company, or a real one."""

from __future__ import annotations

from contracts.demo.company import EMPLOYEES, PASSWORD, Employee
from contracts.demo.making import is_demo
from contracts.people import company
from contracts.people.first_administrator import has_administrator
from engine.desk import Desk, House


def is_empty(desk: Desk) -> bool:
    """Is there nobody who could let others in?"""
    return not has_administrator(desk)


def demo_people(house: House, desk: Desk) -> tuple[tuple[Employee, str], ...]:
    """The demo company with its printed password; nothing in a house where other people work."""
    if not is_demo(house):
        return ()
    known = company(desk)
    return tuple((one, PASSWORD) for one in EMPLOYEES if known.is_active(one.login))
