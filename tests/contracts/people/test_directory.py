"""Who is who, as the engine asks: groups, superiors, heads, stand-ins; read once while nothing changes."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.people.access import disable_user
from contracts.people.company import changed
from contracts.people.departments import edit_department
from contracts.people.records import User
from contracts.people.substitutes import set_stand_in
from engine.desk import SYSTEM, at_desk, reading_at
from tests.contracts.people.conftest import acted
from tests.people import actor


def told(house, question, *args):
    with reading_at(house, SYSTEM) as desk:
        return getattr(desk.directory, question)(*args)


def test_it_answers_what_the_engine_asks(company_house):
    assert told(company_house, "members", "finance") == ["wang", "zhao"]
    assert told(company_house, "groups", "wang") == ["finance"]
    assert told(company_house, "head", "ENG") == "zhang"
    assert told(company_house, "administrators") == ["zheng"]
    assert (told(company_house, "is_active", "li"), told(company_house, "is_active", "nobody")) == (True, False)


def test_the_superior_is_the_named_one(company_house):
    assert [told(company_house, "manager", "chen", level) for level in (1, 2, 3)] == ["zhang", "sun", None]


def test_without_a_named_one_the_superior_is_the_head_upwards(company_house):
    with at_desk(company_house, SYSTEM) as desk:
        desk.session.execute(sa.update(User).values(superior=None))
        changed(desk)
    assert [told(company_house, "manager", "chen", level) for level in (1, 2, 3)] == ["zhang", "sun", None]
    assert told(company_house, "manager", "zhang") == "sun"


def test_a_circle_of_superiors_ends(company_house):
    with at_desk(company_house, SYSTEM) as desk:
        desk.session.execute(sa.update(User).where(User.login == "sun").values(superior="chen"))
        changed(desk)
    assert told(company_house, "manager", "chen", 9) is None


def test_who_is_disabled_is_in_no_group_and_keeps_their_place_above(company_house):
    acted(company_house, "zheng", disable_user, "zhao")
    assert told(company_house, "members", "finance") == ["wang"]
    assert told(company_house, "manager", "wang") == "zhao"


def test_a_stand_in_acts_from_the_first_to_the_last_day(company_house, clock):
    day = clock().date()
    acted(company_house, "li", set_stand_in, "li", "wang", day, day)
    assert (told(company_house, "substitutes", "li"), told(company_house, "substituted", "wang")) == (["wang"], ["li"])
    clock.advance("P1D")
    assert (told(company_house, "substitutes", "li"), told(company_house, "substituted", "wang")) == ([], [])


def test_while_nothing_changes_it_is_read_with_one_statement(company_house):
    said = []
    sa.event.listen(company_house.store.reading, "before_cursor_execute", lambda c, cursor, statement, *rest: said.append(statement))
    told(company_house, "members", "finance")
    said.clear()
    with reading_at(company_house, actor("li")) as desk:
        for question in ("groups", "substituted", "manager"):
            getattr(desk.directory, question)("li")
        desk.house.holidays(desk)
    assert [statement.split()[0] for statement in said if statement != "BEGIN"] == ["SELECT"]


def test_a_change_that_is_rolled_back_is_seen_by_nobody(company_house):
    try:
        with at_desk(company_house, actor("zheng")) as desk:
            edit_department(desk, "ENG", "工程部", "HQ", "chen")
            assert desk.directory.head("ENG") == "chen"
            raise LookupError
    except LookupError:
        pass
    assert told(company_house, "head", "ENG") == "zhang"


def test_a_change_is_seen_by_the_next_command(company_house):
    acted(company_house, "zheng", edit_department, "ENG", "工程部", "HQ", "chen")
    assert told(company_house, "head", "ENG") == "chen"


def test_it_knows_the_names_that_a_diagram_may_write(company_house):
    assert {"li", "chen"} <= set(told(company_house, "names_of", "user"))
    assert "legal" in told(company_house, "names_of", "group") and "ENG" in told(company_house, "names_of", "department")
