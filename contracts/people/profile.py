"""What people set of themselves: their language, how they are reached."""

from __future__ import annotations

from contracts.forms.clean_text import clean
from contracts.people.company import changed
from contracts.people.users import locked_user
from contracts.people.wishes import EMAIL, LOCALES, PHONE
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, _l


def set_language(desk: Desk, locale: str) -> None:
    """One's own language; empty: the house's. Raises Invalid, NotFound."""
    if locale not in LOCALES:
        raise Invalid(fields={"locale": _l("There is no such language.")})
    user = locked_user(desk, desk.actor.user)
    if user.locale != locale:
        history.record(desk, history.HOUSE, "profile-changed", facts={
            "user": user.login, "before": {"locale": user.locale}, "after": {"locale": locale}})
        user.locale = locale
        changed(desk)


def set_contact(desk: Desk, email: str, phone: str) -> None:
    """One's own address and telephone number. Raises Invalid, BadText, NotFound."""
    email, phone, wrong = clean(email), clean(phone), {}
    if email and (len(email) > 200 or not EMAIL.fullmatch(email)):
        wrong["email"] = _l("This is not an e-mail address.")
    if phone and not PHONE.fullmatch(phone):
        wrong["phone"] = _l("This is not a telephone number.")
    if wrong:
        raise Invalid(fields=wrong)
    user = locked_user(desk, desk.actor.user)
    contact = [name for name, value in (("email", email), ("phone", phone)) if getattr(user, name) != value]
    if contact:
        user.email, user.phone = email, phone
        history.record(desk, history.HOUSE, "profile-changed", facts={"user": user.login, "contact": contact})
