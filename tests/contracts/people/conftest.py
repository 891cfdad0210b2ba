"""The demo company of tests/people.py as rows: everybody's password is a sentence about their login name."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.people import PeopleDirectory
from contracts.people.calendar import exceptions
from contracts.people.passwords import HASHER
from contracts.people.seeding import seed_company
from contracts.permissions import Permissions
from engine import history
from engine.desk import SYSTEM, House, at_desk, reading_at
from engine.identity import new_id
from engine.records import Holder, Instance, Visit, WorkItem
from tests.people import DEPARTMENTS, GROUPS, HEADS, MANAGERS, ROLES, actor

NAMES = {"HQ": "总部", "ENG": "工程部", "PUR": "采购部", "LEG": "法务部", "FIN": "财务部", "ADM": "行政部"}
PASSWORD = "walks slowly uphill"


@pytest.fixture(scope="session")
def hashed() -> dict[str, str]:
    """One hash for everybody, made once."""
    return {PASSWORD: HASHER.hash(PASSWORD)}


@pytest.fixture
def company_house(store, clock, tmp_path, hashed) -> House:
    """A house whose directory and authority are the real ones, with the demo company in its rows."""
    house = House(store, directory=PeopleDirectory, authority=Permissions(), holidays=exceptions, clock=clock)
    users = [{"login": login, "name": login.title(), "department": code, "superior": MANAGERS.get(login), "roles": ROLES.get(login),
              "groups": [name for name, members in GROUPS.items() if login in members], "password": PASSWORD}
             for login, code in DEPARTMENTS.items()]
    departments = [{"code": code, "name": name, "parent": None if code == "HQ" else "HQ", "head": HEADS[code]} for code, name in NAMES.items()]
    with at_desk(house, SYSTEM) as desk:
        seed_company(desk, departments=departments, users=users, groups=[{"name": name, "title": name} for name in GROUPS], hashed=hashed)
    return house




def acted(house, who, act, *args, **more):
    """One command of a person: `acted(house, "zheng", disable_user, "li")`."""
    with at_desk(house, actor(who)) as desk:
        return act(desk, *args, **more)


def asked(house, who, question, *args, **more):
    """What a person reads: `asked(house, "zheng", people, text="li")`."""
    with reading_at(house, actor(who)) as desk:
        return question(desk, *args, **more)


def last_entry(house):
    """The newest link of the house's chain."""
    with reading_at(house, SYSTEM) as desk:
        return history.entries(desk, history.HOUSE)[-1]


def hold(house, *principals, contract=None, done_by=None):
    """An instance with one open work item that these people and groups have."""
    with at_desk(house, SYSTEM) as desk:
        instance = new_id()
        desk.session.execute(sa.insert(Instance).values(
            id=instance, key="contract", edition=1, digest="", process="contract", subject="contract", subject_id=contract or new_id(),
            initiator="chen", status="running", state=b"", started_at=desk.now, version=1, next_number=3, chain_length=0, chain_head=""))
        desk.session.execute(sa.insert(Visit).values(instance_id=instance, number=1, element="legal-review", name="", turn=1, token="t",
                                                     process="p", task={}, data={}, opened_at=desk.now))
        desk.session.execute(sa.insert(WorkItem).values(
            instance_id=instance, number=2, visit=1, kind="decide", state="done" if done_by else "open", candidates=list(principals), place=0,
            weight=1, priority=50, why={}, wrote={}, comment="", opened_at=desk.now, done_by=done_by))
        for principal in principals:
            desk.session.execute(sa.insert(Holder).values(instance_id=instance, item=2, principal=principal, urgency=0))
    return instance
