"""What is narrowed to one's own, one's department or one's project is seen whole, and nobody else's with it."""

from __future__ import annotations

import itertools
import random

import pytest
import sqlalchemy as sa

from contracts.importing.records import ImportBatch
from contracts.ledger.filters import Filters, conditions
from contracts.ledger.sources import source_of
from contracts.permissions import visible
from contracts.records import Contract
from engine.desk import SYSTEM, Actor, at_desk, reading_at
from tests.contracts.ledger.test_listing import put
from tests.contracts.projects.conftest import CODE, put_project
from tests.people import actor

pytestmark = pytest.mark.both
PEOPLE = [*map(actor, ("chen", "zhang", "he", "qian", "sun", "zhou")), Actor("qian", frozenset({"department-reader"}))]
FILTERS = [Filters(), Filters(owner=("chen",)), Filters(owner=("chen", "qian")), Filters(department=("ENG",)), Filters(department=("ENG", "PUR")),
           Filters(company=("PUR",)), Filters(company=("HQ",)), Filters(project=(CODE,)), Filters(project=(CODE, "P-none")), Filters(owner=("qian",), department=("PUR",)),
           Filters(owner=("chen",), project=(CODE,))]


@pytest.fixture
def many(chancery_house):
    """Contracts of three people in two departments, some on a project of he's and qian's, some in an import that is not done."""
    dice = random.Random(4)
    put_project(chancery_house)
    with at_desk(chancery_house, SYSTEM) as desk:
        desk.session.add(ImportBatch(id=1, state="importing", file_name="a.xlsx", file_sha="", language="zh", asked_by="zheng", asked_at=desk.now, sums={}))
    for number in range(50):
        put(chancery_house, f"c{number}", owner=dice.choice(["chen", "qian", "zhou"]), department=dice.choice(["ENG", "PUR"]),
            project=dice.choice(["", CODE]), batch_id=dice.choice([None, None, 1]))
    return chancery_house


def fits(contract, filters):
    """Of this owner, department and project; everything of PUR and HQ is in these two departments."""
    units = {"PUR": {"PUR"}, "HQ": {"ENG", "PUR"}}[filters.company[0]] if filters.company else {contract.department}
    return all((not filters.owner or contract.owner in filters.owner, not filters.department or contract.department in filters.department,
                not filters.project or contract.project in filters.project, contract.department in units))


def test_each_sees_of_it_what_they_see_of_everything(many):
    for who, filters in itertools.product(PEOPLE, FILTERS):
        with reading_at(many, who) as desk:
            seen, source = desk.session.scalars(sa.select(Contract).where(visible(desk))).all(), source_of(desk)
            found = set(desk.session.scalars(sa.select(source.id).where(*conditions(desk, source, filters))))
        assert found == {one.id for one in seen if fits(one, filters)}, (who, filters.chosen())
