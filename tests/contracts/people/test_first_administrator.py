"""The first administrator: by a code, once, while there is none."""

from __future__ import annotations

import pytest

from contracts.people.attempts import TooManyAttempts
from contracts.people.first_administrator import AdministratorAlready, WrongCode, has_administrator, make_first_admin, new_first_code
from contracts.people.sessions import who_is
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import Invalid

PASSWORD = "walks slowly uphill"


def code_of(house):
    with at_desk(house, SYSTEM) as desk:
        return new_first_code(desk)


def test_the_code_makes_an_administrator_who_is_logged_in(house):
    token = make_first_admin(house, f" {code_of(house).upper()} ", "Root", "管理员", PASSWORD)
    with reading_at(house, SYSTEM) as desk:
        assert who_is(desk, token).actor.roles == {"admin", "process-admin"} and has_administrator(desk)


def test_afterwards_there_is_no_code_any_more(house):
    code = code_of(house)
    make_first_admin(house, code, "root", "管理员", PASSWORD)
    assert code_of(house) is None
    with pytest.raises(AdministratorAlready):
        make_first_admin(house, code, "other", "管理员", PASSWORD)


def test_only_the_newest_code_opens(house):
    older = code_of(house)
    code_of(house)
    with pytest.raises(WrongCode):
        make_first_admin(house, older, "root", "管理员", PASSWORD)


def test_without_a_code_there_is_no_way(house):
    with pytest.raises(WrongCode):
        make_first_admin(house, "", "root", "管理员", PASSWORD)


@pytest.mark.parametrize("login, name, password, field", [
    ("system", "x", PASSWORD, "login"), ("root", "", PASSWORD, "name"), ("root", "x", "short", "password")])
def test_what_does_not_hold_is_named_and_the_code_still_opens(house, login, name, password, field):
    code = code_of(house)
    with pytest.raises(Invalid) as refused:
        make_first_admin(house, code, login, name, password)
    assert set(refused.value.facts["fields"]) == {field}
    assert make_first_admin(house, code, "root", "管理员", PASSWORD)


def test_the_code_can_not_be_guessed_without_end(house):
    code = code_of(house)
    for _ in range(10):
        with pytest.raises(WrongCode):
            make_first_admin(house, "nonsense", "root", "管理员", PASSWORD, "10.0.0.7")
    with pytest.raises(TooManyAttempts):
        make_first_admin(house, code, "root", "管理员", PASSWORD, "10.0.0.7")
