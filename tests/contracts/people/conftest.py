"""The demo company of tests/people.py as rows: everybody's password is a sentence about their login name."""

from __future__ import annotations

import pytest

from contracts.people import PeopleDirectory
from contracts.people.passwords import HASHER
from contracts.people.seeding import seed_company
from contracts.permissions import Permissions
from engine.desk import SYSTEM, House, at_desk
from tests.people import DEPARTMENTS, GROUPS, HEADS, MANAGERS, ROLES

NAMES = {"HQ": "总部", "ENG": "工程部", "PUR": "采购部", "LEG": "法务部", "FIN": "财务部", "ADM": "行政部"}
PASSWORD = "walks slowly uphill"


@pytest.fixture(scope="session")
def hashed() -> dict[str, str]:
    """One hash for everybody, made once."""
    return {PASSWORD: HASHER.hash(PASSWORD)}


@pytest.fixture
def company_house(store, clock, tmp_path, hashed) -> House:
    """A house whose directory and authority are the real ones, with the demo company in its rows."""
    house = House(store, directory=PeopleDirectory, authority=Permissions(), clock=clock)
    users = [{"login": login, "name": login.title(), "department": code, "superior": MANAGERS.get(login), "roles": ROLES.get(login),
              "groups": [name for name, members in GROUPS.items() if login in members], "password": PASSWORD}
             for login, code in DEPARTMENTS.items()]
    departments = [{"code": code, "name": name, "parent": None if code == "HQ" else "HQ", "head": HEADS[code]} for code, name in NAMES.items()]
    with at_desk(house, SYSTEM) as desk:
        seed_company(desk, departments=departments, users=users, groups=[{"name": name, "title": name} for name in GROUPS], hashed=hashed)
    return house


