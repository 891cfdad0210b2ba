"""What an administrator wishes a person to be, and whether that can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from contracts.forms.clean_text import clean
from contracts.people.company import Company
from contracts.people.roles import ROLES
from engine.errors import Invalid, _l

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+")
PHONE = re.compile(r"[0-9+() /-]{3,40}")
LOCALES = frozenset({"", "zh_CN", "en"})


@dataclass(frozen=True)
class Wish:
    """Everything of a person that an administrator sets; roles and groups are all that the person shall have."""

    name: str
    email: str = ""
    phone: str = ""
    department: str | None = None
    superior: str | None = None
    locale: str = ""
    roles: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


def checked(company: Company, login: str, wish: Wish) -> Wish:
    """The wish in clean text. Raises Invalid with a sentence for each field that does not hold, BadText."""
    wish = replace(wish, name=clean(wish.name), email=clean(wish.email), phone=clean(wish.phone),
                   department=wish.department or None, superior=wish.superior or None)
    wrong = {name: sentence for name, (holds, sentence) in RULES.items() if not holds(company, login, wish)}
    if wrong:
        raise Invalid(fields=wrong)
    return wish


def _reports_to_self(company: Company, login: str, superior: str | None) -> bool:
    """Would the named superiors go in a circle?"""
    seen = {login}
    while superior is not None and superior not in seen:
        seen.add(superior)
        known = company.users.get(superior)
        superior = known.superior if known else None
    return superior is not None


RULES: dict[str, tuple[Callable[[Company, str, Wish], bool], str]] = {
    "name": (lambda company, login, wish: 1 <= len(wish.name) <= 80, _l("A person has a name, of 80 characters at most.")),
    "email": (lambda company, login, wish: not wish.email or len(wish.email) <= 200 and bool(EMAIL.fullmatch(wish.email)),
              _l("This is not an e-mail address.")),
    "phone": (lambda company, login, wish: not wish.phone or bool(PHONE.fullmatch(wish.phone)), _l("This is not a telephone number.")),
    "department": (lambda company, login, wish: wish.department is None or wish.department in company.departments,
                   _l("There is no such department.")),
    "superior": (lambda company, login, wish: wish.superior is None or company.is_active(wish.superior)
                 and not _reports_to_self(company, login, wish.superior),
                 _l("The superior is another active person, who does not report to this one.")),
    "locale": (lambda company, login, wish: wish.locale in LOCALES, _l("There is no such language.")),
    "roles": (lambda company, login, wish: wish.roles <= ROLES.keys(), _l("There is no such role.")),
    "groups": (lambda company, login, wish: wish.groups <= company.groups.keys(), _l("There is no such group.")),
}
