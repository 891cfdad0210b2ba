"""What somebody wishes an entry of the directory to be, and whether that can be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from contracts.counterparties.names import name_key
from contracts.forms.clean_text import clean
from contracts.forms.credit_codes import BadCreditCode, read_credit_code
from contracts.people.wishes import EMAIL
from engine.errors import Invalid, _l

KINDS: Mapping[str, str] = {"company": _l("Company"), "government": _l("Government or public body"), "person": _l("Natural person"),
                            "foreign": _l("Foreign")}
LONGEST = {"name": 200, "address": 200, "representative": 60, "phone": 40, "email": 120, "bank": 120, "account": 40, "tax_remarks": 400}
MOST_CONTACTS, MOST_NAMES = 20, 20
ACCOUNT = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{2,38}[0-9A-Za-z]")
TOO_LONG = _l("This is too long.")


@dataclass(frozen=True)
class Contact:
    """Somebody at the counterparty."""

    name: str
    post: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Wish:
    """Everything of a counterparty that who keeps the directory sets; `former` are its other names."""

    name: str
    code: str = ""
    kind: str = "company"
    former: tuple[str, ...] = ()
    address: str = ""
    representative: str = ""
    phone: str = ""
    email: str = ""
    bank: str = ""
    account: str = ""
    tax_remarks: str = ""
    contacts: tuple[Contact, ...] = ()


def checked(wish: Wish) -> Wish:
    """The wish in clean text. Raises Invalid with a sentence for each field that does not hold, BadText."""
    texts = {name: clean(getattr(wish, name)) for name in LONGEST}
    wish = replace(wish, **texts, former=_names(wish), contacts=tuple(filter(_is_somebody, map(_clean, wish.contacts))))
    wrong = {name: TOO_LONG for name, longest in LONGEST.items() if len(texts[name]) > longest}
    wrong |= {name: sentence for name, (holds, sentence) in _rules(wish).items() if not holds}
    try:
        wish = replace(wish, code=read_credit_code(wish.code) if wish.code.strip() else "")
    except BadCreditCode as bad:
        wrong["code"] = bad.facts["why"]
    if wrong:
        raise Invalid(fields=wrong)
    return wish


def _rules(wish: Wish) -> dict[str, tuple[bool, str]]:
    return {
        "kind": (wish.kind in KINDS, _l("Choose one of those offered.")),
        "name": (bool(name_key(wish.name)) and len(wish.name) <= LONGEST["name"],
                 _l("A counterparty has a name, of 200 characters at most.")),
        "email": (not wish.email or bool(EMAIL.fullmatch(wish.email)), _l("This is not an e-mail address.")),
        "account": (not wish.account or bool(ACCOUNT.fullmatch(wish.account)),
                    _l("A bank account has 4 to 40 digits and letters.")),
        "former": (len(wish.former) <= MOST_NAMES and all(len(one) <= 200 and name_key(one) for one in wish.former),
                   _l("Up to 20 other names, of 200 characters at most each.")),
        "contacts": (len(wish.contacts) <= MOST_CONTACTS and all(map(_can_be, wish.contacts)),
                     _l("Up to 20 contacts, each with a name; an e-mail address where one is given."))}


def _names(wish: Wish) -> tuple[str, ...]:
    """The other names, each once, without the present one."""
    told = {name_key(wish.name)}
    kept = []
    for one in map(clean, wish.former):
        if one and name_key(one) not in told:
            told.add(name_key(one))
            kept.append(one)
    return tuple(kept)


def _clean(contact: Contact) -> Contact:
    return Contact(*(clean(getattr(contact, one.name)) for one in fields(Contact)))


def _is_somebody(contact: Contact) -> bool:
    return any(vars(contact).values())


def _can_be(contact: Contact) -> bool:
    longest: dict[str, Any] = {"name": 60, "post": 60, "phone": 40, "email": 120}
    return bool(contact.name) and all(len(getattr(contact, name)) <= most for name, most in longest.items()) \
        and (not contact.email or bool(EMAIL.fullmatch(contact.email)))
