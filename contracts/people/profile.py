"""What people set of themselves: language, time zone, look, how they are reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import available_timezones

from contracts.forms.clean_text import clean
from contracts.people.company import changed
from contracts.people.records import User
from contracts.people.users import CONTACT, locked_user
from contracts.people.wishes import EMAIL, LOCALES, PHONE
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, NotFound, _l

ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Tokyo", "Asia/Dhaka", "Asia/Karachi", "Asia/Dubai",
         "Africa/Nairobi", "Africa/Lagos", "Africa/Algiers", "Europe/Moscow", "Europe/Berlin", "Europe/London", "America/Sao_Paulo",
         "America/New_York", "America/Los_Angeles", "Australia/Sydney", "UTC")          # those that the page offers
LOOKS = ("", "light", "dark")


@dataclass(frozen=True)
class Profile:
    """What somebody sets of themselves; empty: as the house, or as the machine asks for."""

    email: str = ""
    phone: str = ""
    locale: str = ""
    zone: str = ""
    look: str = ""


def profile_of(desk: Desk) -> Profile:
    """The actor's own. Raises NotFound."""
    user = desk.session.get(User, desk.actor.user)
    if user is None:
        raise NotFound(user=desk.actor.user)
    return _of(user)


def set_profile(desk: Desk, profile: Profile) -> None:
    """Set all of one's own. Raises Invalid with a sentence for each field that does not hold, BadText, NotFound."""
    profile = Profile(clean(profile.email), clean(profile.phone), profile.locale, profile.zone, profile.look)
    wrong = {name: sentence for name, (holds, sentence) in RULES.items() if not holds(getattr(profile, name))}
    if wrong:
        raise Invalid(fields=wrong)
    user = locked_user(desk, desk.actor.user)
    before = vars(_of(user))
    differing = {name: value for name, value in vars(profile).items() if before[name] != value}
    if not differing:
        return
    for name, value in differing.items():
        setattr(user, name, value)
    told = [name for name in differing if name not in CONTACT]
    history.record(desk, history.HOUSE, "profile-changed", facts={
        "user": user.login, "before": {name: before[name] for name in told}, "after": {name: differing[name] for name in told},
        "contact": [name for name in differing if name in CONTACT]})
    changed(desk)


def set_language(desk: Desk, locale: str) -> None:
    """One's own language; empty: the house's. Raises Invalid, NotFound."""
    now = profile_of(desk)
    set_profile(desk, Profile(now.email, now.phone, locale, now.zone, now.look))


def set_toured(desk: Desk, is_toured: bool) -> None:
    """The tour of the pages is over for the actor, or begins again. No history: it is a hint of a page. Raises NotFound."""
    user = locked_user(desk, desk.actor.user)
    user.toured_at = desk.now if is_toured else None
    changed(desk)


def _of(user: User) -> Profile:
    return Profile(user.email, user.phone, user.locale, user.zone, user.look)


RULES: dict[str, tuple[Callable[[str], bool], str]] = {
    "email": (lambda email: not email or (len(email) <= 200 and bool(EMAIL.fullmatch(email))), _l("This is not an e-mail address.")),
    "phone": (lambda phone: not phone or bool(PHONE.fullmatch(phone)), _l("This is not a telephone number.")),
    "locale": (lambda locale: locale in LOCALES, _l("There is no such language.")),
    "zone": (lambda zone: not zone or zone in available_timezones(), _l("There is no such time zone.")),
    "look": (lambda look: look in LOOKS, _l("Choose one of those offered.")),
}
