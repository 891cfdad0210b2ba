"""Disabling, enabling, passwords: closed at once, with nobody's work forgotten."""

from __future__ import annotations

import pytest

from contracts.people.access import StandInNeeded, change_password, disable_user, enable_user, reset_password
from contracts.people.attempts import TooManyAttempts
from contracts.people.passwords import hash_password, make_password
from contracts.people.sessions import WrongPassword, log_in, who_is
from contracts.people.tokens import issue_token, who_has
from contracts.people.users import LastAdministrator
from engine.desk import SYSTEM, reading_at
from engine.errors import Invalid, NotFound, NotYours
from tests.contracts.people.conftest import PASSWORD, acted, asked, hold, last_entry
from tests.people import actor

NEW = "another long sentence"


def opens(house, token):
    with reading_at(house, SYSTEM) as desk:
        return (who_has if token.startswith("chy_") else who_is)(desk, token) is not None


def test_who_is_disabled_is_out_at_once_by_session_token_and_password(company_house):
    session, token = log_in(company_house, "li", PASSWORD), acted(company_house, "li", issue_token, "script").token
    acted(company_house, "zheng", disable_user, "li")
    assert not opens(company_house, session) and not opens(company_house, token)
    with pytest.raises(WrongPassword):
        log_in(company_house, "li", PASSWORD)


def test_open_work_needs_somebody_who_takes_it_over(company_house):
    hold(company_house, "u:li"), hold(company_house, "g:legal"), hold(company_house, "g:finance")
    with pytest.raises(StandInNeeded) as refused:
        acted(company_house, "zheng", disable_user, "li")
    assert refused.value.facts == {"user": "li", "items": 2}
    assert acted(company_house, "zheng", disable_user, "li", "sun") == 2
    assert asked(company_house, "sun", lambda desk: desk.directory.substituted("sun")) == ["li"]


@pytest.mark.parametrize("stand_in", ["li", "nobody"])
def test_who_takes_over_is_somebody_else_who_is_active(company_house, stand_in):
    with pytest.raises(Invalid):
        acted(company_house, "zheng", disable_user, "li", stand_in)


def test_who_is_enabled_again_acts_for_themselves(company_house):
    acted(company_house, "zheng", disable_user, "li", "sun")
    acted(company_house, "zheng", enable_user, "li")
    assert asked(company_house, "sun", lambda desk: desk.directory.substituted("sun")) == []
    assert opens(company_house, log_in(company_house, "li", PASSWORD))


def test_the_last_administrator_can_not_be_disabled(company_house):
    with pytest.raises(LastAdministrator):
        acted(company_house, "zheng", disable_user, "zheng")


@pytest.mark.parametrize("act, more", [(disable_user, ()), (enable_user, ()), (reset_password, ("x",))])
def test_only_administrators_open_and_close_accounts(company_house, act, more):
    with pytest.raises(NotYours):
        acted(company_house, "sun", act, "li", *more)
    with pytest.raises(NotFound):
        acted(company_house, "zheng", act, "nobody", *more)


def test_a_given_password_ends_all_sessions_and_must_be_changed(company_house):
    session, given = log_in(company_house, "li", PASSWORD), make_password()
    acted(company_house, "zheng", reset_password, "li", given.hash)
    assert not opens(company_house, session)
    with reading_at(company_house, SYSTEM) as desk:
        assert who_is(desk, log_in(company_house, "li", given.plain)).must_change
    assert given.plain not in str(last_entry(company_house).facts)


def test_a_changed_password_ends_other_sessions_and_opens_a_fresh_one(company_house):
    session = log_in(company_house, "li", PASSWORD)
    fresh = change_password(company_house, actor("li"), PASSWORD, NEW)
    assert (opens(company_house, session), opens(company_house, fresh)) == (False, True)
    assert opens(company_house, log_in(company_house, "li", NEW))


@pytest.mark.parametrize("old, new, field", [
    ("wrong password", NEW, "old"), (PASSWORD, PASSWORD, "new"), (PASSWORD, "short", "new"), (PASSWORD, "aaaaaaaaaaaa", "new"),
    (PASSWORD, "my name is li", "new"), (PASSWORD, "x1y2z" * 300, "new")])
def test_a_password_that_will_not_do_is_refused(company_house, old, new, field):
    with pytest.raises(Invalid) as refused:
        change_password(company_house, actor("li"), old, new)
    assert set(refused.value.facts["fields"]) == {field}


def test_the_old_password_can_not_be_guessed_without_end(company_house):
    for _ in range(10):
        with pytest.raises(Invalid):
            change_password(company_house, actor("li"), "wrong password", NEW)
    with pytest.raises(TooManyAttempts):
        change_password(company_house, actor("li"), PASSWORD, NEW)


def test_the_same_password_has_another_hash_each_time():
    assert hash_password(NEW) != hash_password(NEW)
