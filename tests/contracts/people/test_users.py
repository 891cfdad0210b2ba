"""Adding and editing people: who may, what is refused, what is remembered."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from contracts.people import company
from contracts.people.listing import people, person_view
from contracts.people.logins import LoginTaken
from contracts.people.open_items import GroupHasItems
from contracts.people.sessions import log_in, who_is
from contracts.people.users import LastAdministrator, add_user, edit_user
from contracts.people.wishes import Wish
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import ChangedMeanwhile, Invalid, NotFound, NotYours
from tests.contracts.people.conftest import PASSWORD, acted, asked, hold, last_entry
from tests.people import actor

NEW = Wish("王小明", email="xiao@example.com", department="ENG", roles=frozenset({"ops"}), groups=frozenset({"legal"}))


def edited(house, login, **wishes):
    view = asked(house, "zheng", person_view, login)
    acted(house, "zheng", edit_user, login, replace(view.wish, **wishes), view.user.version)


def test_a_person_is_added_with_everything_and_must_change_the_password(company_house, hashed):
    acted(company_house, "zheng", add_user, " XiaoMing ", NEW, hashed[PASSWORD])
    token = log_in(company_house, "xiaoming", PASSWORD)
    with reading_at(company_house, SYSTEM) as desk:
        found = who_is(desk, token)
        assert (found.user.name, found.actor.roles, found.must_change) == ("王小明", {"ops"}, True)
        assert "xiaoming" in desk.directory.members("legal")


@pytest.mark.parametrize("who", ["li", "sun", "xu"])
def test_only_administrators_add_and_edit(company_house, who):
    with pytest.raises(NotYours):
        acted(company_house, who, add_user, "new", NEW, "x")
    with pytest.raises(NotYours):
        acted(company_house, who, edit_user, "li", NEW, 1)


def test_a_login_name_is_never_given_twice(company_house):
    with pytest.raises(LoginTaken):
        acted(company_house, "zheng", add_user, "LI", NEW, "x")


@pytest.mark.parametrize("login", ["", "a", "system", "王明", "a b", "9lives", "x" * 41, "o'hara", "g:legal"])
def test_what_is_no_login_name_is_refused(company_house, login):
    with pytest.raises(Invalid) as refused:
        acted(company_house, "zheng", add_user, login, NEW, "x")
    assert set(refused.value.facts["fields"]) == {"login"}


@pytest.mark.parametrize("wrong", [
    {"name": " "}, {"name": "x" * 81}, {"email": "nobody"}, {"phone": "call me"}, {"department": "XX"}, {"superior": "nobody"},
    {"superior": "zhang"}, {"locale": "fr"}, {"roles": frozenset({"king"})}, {"groups": frozenset({"poets"})}])
def test_each_field_that_does_not_hold_is_named(company_house, wrong):
    with pytest.raises(Invalid) as refused:
        edited(company_house, "sun", **wrong)
    assert set(refused.value.facts["fields"]) == set(wrong)


def test_the_history_holds_before_and_after_but_no_address(company_house):
    edited(company_house, "li", name="李四", email="li@example.com", roles=frozenset({"legal"}))
    entry = last_entry(company_house)
    assert (entry.actor, entry.act, entry.facts["user"]) == ("zheng", "user-changed", "li")
    assert entry.facts["before"] == {"name": "Li", "roles": []} and entry.facts["after"] == {"name": "李四", "roles": ["legal"]}
    assert entry.facts["contact"] == ["email"] and "li@example.com" not in str(entry.facts)


def test_an_edit_over_an_older_version_is_refused(company_house):
    edited(company_house, "li", name="李四")
    with pytest.raises(ChangedMeanwhile):
        acted(company_house, "zheng", edit_user, "li", NEW, 1)


def test_nobody_can_edit_who_is_not_there(company_house):
    with pytest.raises(NotFound):
        acted(company_house, "zheng", edit_user, "nobody", NEW, 1)


def test_the_last_administrator_stays_one(company_house):
    with pytest.raises(LastAdministrator):
        edited(company_house, "zheng", roles=frozenset())
    edited(company_house, "sun", roles=frozenset({"admin"}))
    edited(company_house, "zheng", roles=frozenset())
    assert asked(company_house, "sun", lambda desk: desk.directory.administrators()) == ["sun"]


def test_the_last_of_a_group_for_which_work_waits_stays_in_it(company_house):
    hold(company_house, "g:legal")
    with pytest.raises(GroupHasItems):
        edited(company_house, "li", groups=frozenset())
    edited(company_house, "wang", groups=frozenset({"legal"}))
    edited(company_house, "li", groups=frozenset())
    assert asked(company_house, "zheng", lambda desk: desk.directory.members("legal")) == ["wang"]


def test_two_who_add_the_same_login_at_once_make_one_person(company_house):
    def add(name):
        start.wait()
        try:
            with at_desk(company_house, actor("zheng")) as desk:
                add_user(desk, "twin", Wish(name), "x")
        except LoginTaken:
            told.append(name)

    start, told = threading.Barrier(2), []
    threads = [threading.Thread(target=add, args=(name,)) for name in ("one", "two")]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    (left,) = {"one", "two"} - set(told)
    assert asked(company_house, "li", company).users["twin"].name == left


def test_two_administrators_can_not_take_the_role_from_each_other_at_once(company_house):
    edited(company_house, "sun", roles=frozenset({"admin"}))
    start, refused = threading.Barrier(2), []

    def take(who, login):
        wish = asked(company_house, "zheng", person_view, login)
        start.wait()
        try:
            acted(company_house, who, edit_user, login, replace(wish.wish, roles=frozenset()), wish.user.version)
        except LastAdministrator:
            refused.append(login)

    threads = [threading.Thread(target=take, args=pair) for pair in (("zheng", "sun"), ("zheng", "zheng"))]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    assert len(refused) == 1 and len(asked(company_house, "zheng", lambda desk: desk.directory.administrators())) == 1


def test_people_are_found_by_name_department_and_state(company_house):
    def logins(**which):
        return [row.user.login for row in asked(company_house, "li", people, **which).rows]

    assert logins(text="ZHA") == ["zhang", "zhao"]
    assert logins(department="FIN") == ["wang", "zhao"] and len(logins(department="HQ")) == 13
    assert logins(shown="disabled") == []


def test_the_list_is_paged_by_login_name(company_house):
    first = asked(company_house, "zheng", people, limit=5)
    rest = asked(company_house, "zheng", people, limit=50, after=first.next)
    assert (len(first.rows), first.total, len(rest.rows), rest.next) == (5, 13, 8, None)
