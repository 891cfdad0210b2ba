"""Personal tokens: shown once, kept as a hash, for their time."""

from __future__ import annotations

import pytest

from contracts.people.tokens import issue_token, revoke_token, tokens_of, touch_token, who_has
from engine.errors import Invalid, NotFound
from tests.contracts.people.conftest import acted, asked, last_entry


def test_a_token_speaks_for_its_person_with_their_roles(company_house):
    issued = acted(company_house, "zheng", issue_token, "nightly export")
    found = asked(company_house, "xu", who_has, issued.token)
    assert (found.actor.user, found.actor.roles, found.session) == ("zheng", {"admin", "process-admin"}, None)


def test_it_is_kept_nowhere(company_house):
    issued = acted(company_house, "li", issue_token, "script")
    with company_house.store.reading.connect() as connection:
        assert issued.token not in str(connection.exec_driver_sql("select * from api_token").all())
    assert issued.token not in str(last_entry(company_house).facts)


def test_it_opens_nothing_when_its_time_is_over(company_house, clock):
    issued = acted(company_house, "li", issue_token, "script", 30)
    clock.advance("P30D")
    assert asked(company_house, "li", who_has, issued.token) is None


@pytest.mark.parametrize("who, may", [("li", True), ("zheng", True), ("wang", False)])
def test_its_person_and_administrators_revoke_it(company_house, who, may):
    issued = acted(company_house, "li", issue_token, "script")
    if may:
        acted(company_house, who, revoke_token, issued.id)
    else:
        with pytest.raises(NotFound):
            acted(company_house, who, revoke_token, issued.id)
    assert (asked(company_house, "li", who_has, issued.token) is None) == may


@pytest.mark.parametrize("token", ["", "chy_", "chy_nonsense", "Bearer x", "\ud800", "chy_\0"])
def test_anything_else_is_no_token(company_house, token):
    assert asked(company_house, "li", who_has, token) is None


@pytest.mark.parametrize("name, days", [("", 30), ("x" * 81, 30), ("script", 0), ("script", 367)])
def test_it_needs_a_name_and_an_end(company_house, name, days):
    with pytest.raises(Invalid):
        acted(company_house, "li", issue_token, name, days)


def test_nobody_has_more_than_twenty(company_house):
    for number in range(20):
        acted(company_house, "li", issue_token, f"script {number}")
    with pytest.raises(Invalid):
        acted(company_house, "li", issue_token, "one more")


def test_its_use_is_written_once_an_hour(company_house, clock):
    token = acted(company_house, "li", issue_token, "script").token
    acted(company_house, "li", touch_token, token)
    first = clock()
    clock.advance("PT30M")
    acted(company_house, "li", touch_token, token)
    assert asked(company_house, "li", tokens_of, "li")[0].used_at == first
