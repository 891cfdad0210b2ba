"""Login names: what diagrams, history and contracts call a person; never given twice."""

from __future__ import annotations

import re

from contracts.people.company import company
from engine.desk import Desk
from engine.errors import Invalid, Refusal, _l

FORM = re.compile(r"[a-z][a-z0-9._-]{1,39}")
RESERVED = frozenset({"system", "admins", "everyone", "nobody", "initiator", "none", "null"})      # words of the engine and of diagrams


class LoginTaken(Refusal):
    """Somebody has this login name, or had it; facts: login."""

    code, status = "login-taken", 409
    title = _l("This login name is taken.")
    hint = _l("A login name is never given twice, also not that of somebody who has left. Choose another.")


def require_free_login(desk: Desk, login: str) -> None:
    """Raises Invalid for what is no login name, LoginTaken. Under `lock_people`, so that two at once can't both be told it is free."""
    if not FORM.fullmatch(login) or login in RESERVED:
        raise Invalid(fields={"login": _l("A login name has 2 to 40 small letters, digits, or signs . _ - and begins with a letter.")})
    if login in company(desk).users:
        raise LoginTaken(login=login)
