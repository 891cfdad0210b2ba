"""A forgotten password: who can't come in asks, the administrators are told, one of them gives a new one."""

from __future__ import annotations

from contracts import notices
from contracts.people.attempts import count_attempt
from contracts.people.company import company, today
from engine import history
from engine.desk import SYSTEM, House, at_desk


def ask_for_password(house: House, login: str, address: str) -> None:
    """Tell every administrator that this person asks, once a day; of somebody unknown or disabled nothing is told, and nothing is said.

    Anybody may ask, without being signed in. Raises TooManyAttempts.
    """
    login = login.strip().casefold()[:80]
    with at_desk(house, SYSTEM) as desk:
        refused = count_attempt(desk, f"forgotten {login}", address)
        if refused is None and company(desk).is_active(login):
            for admin in desk.directory.administrators():
                notices.tell(desk, admin, "password-asked", key=f"password-asked:{login}:{today(desk)}:{admin}", who=login)
            history.record(desk, history.HOUSE, "password-asked", facts={"user": login})
    if refused:
        raise refused
