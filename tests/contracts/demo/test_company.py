"""The demo people are those of the tests, with names; the other parties have credit codes that hold."""

from __future__ import annotations

import pytest

from contracts.demo.company import EMPLOYEES, HEADS, PASSWORD, logins_table
from contracts.demo.counterparties import COUNTERPARTIES
from contracts.forms.credit_codes import body_is_doubtful, read_credit_code
from contracts.people.roles import ROLES
from tests import people


def test_they_are_the_people_of_the_tests():
    assert {one.login: one.department for one in EMPLOYEES} == people.DEPARTMENTS
    assert {one.login: one.superior for one in EMPLOYEES if one.superior} == people.MANAGERS
    assert HEADS == people.HEADS
    assert {name: [one.login for one in EMPLOYEES if name in one.groups] for name in people.GROUPS} == people.GROUPS


def test_they_have_roles_that_there_are():
    assert {role for one in EMPLOYEES for role in one.roles} <= set(ROLES)


def test_the_logins_are_printed_with_the_password_and_what_each_does():
    table = logins_table()
    assert PASSWORD in table
    assert all(f"{one.login} " in table and one.name in table and one.title in table for one in EMPLOYEES)


@pytest.mark.parametrize("party", COUNTERPARTIES, ids=lambda party: party.name)
def test_a_counterparty_has_a_credit_code_whose_both_checks_hold(party):
    code = party.values()["counterparty_code"]
    assert read_credit_code(code) == code
    assert not body_is_doubtful(code)
