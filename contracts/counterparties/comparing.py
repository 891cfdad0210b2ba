"""What the directory has to say of a contract's counterparty: blacklisted, papers that expired, other data than it knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.counterparties.blacklisting import in_force
from contracts.counterparties.directory import contacts_of
from contracts.counterparties.finding import Named, named, similar
from contracts.counterparties.names import name_key
from contracts.counterparties.papers import papers_by
from contracts.counterparties.records import Blacklisting, Counterparty
from contracts.forms.forms import Finding
from contracts.people.company import company
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import _l

# "note" is said and counts for nothing: a telephone number that is new is no risk
MAIN = {"counterparty_address": "address", "counterparty_representative": "representative"}
EXPIRED = {"license": _l("Its business licence expired on %(day)s."),
           "qualification": _l("A qualification certificate of theirs expired on %(day)s."),
           "safety": _l("Its safety production permit expired on %(day)s."),
           "authorization": _l("A letter of authority of theirs expired on %(day)s."), "other": _l("A paper of theirs expired on %(day)s.")}
EXPIRING = {"license": _l("Its business licence holds until %(day)s only."),
            "qualification": _l("A qualification certificate of theirs holds until %(day)s only."),
            "safety": _l("Its safety production permit holds until %(day)s only."),
            "authorization": _l("A letter of authority of theirs holds until %(day)s only."),
            "other": _l("A paper of theirs holds until %(day)s only.")}


def findings_of(desk: Desk, values: Mapping[str, Any]) -> list[Finding]:
    """Findings on the fields of a draft, or on the values of a submitted contract; nothing for a name that the directory does not know."""
    name, code = str(values.get("counterparty") or ""), str(values.get("counterparty_code") or "")
    found = named(desk, name, code)
    listed = in_force(desk, [one.id for one in found.all])
    told = [_blacklisted(listed[one.id], one, found, name) for one in found.all if one.id in listed]
    if found.one is None:
        return [*told, *_strangers(desk, name, found)]
    return [*told, *_compared(desk, found.one, name, code, values)]


def findings_on(desk: Desk, contract: Contract) -> tuple[Finding, ...]:
    """What the directory has to say today of a contract that was submitted: for those who are asked about it, errors and warnings only."""
    said = {name: value for name, value in (contract.values or {}).items() if name.startswith("counterparty_")}
    found = findings_of(desk, {**said, "counterparty": contract.counterparty, "counterparty_code": contract.counterparty_code})
    return tuple(one for one in found if one.level != "note")


def _blacklisted(why: Blacklisting, one: Counterparty, found: Named, name: str) -> Finding:
    field = "counterparty_code" if one is found.by_code and not _is_called(one, name) else "counterparty"
    facts = {"name": one.name, "reason": why.reason}
    if why.until is None:
        return Finding(field, "error", _l("%(name)s is on the blacklist: %(reason)s"), facts)
    return Finding(field, "error", _l("%(name)s is on the blacklist until %(day)s: %(reason)s"), {**facts, "day": why.until.isoformat()})


def _strangers(desk: Desk, name: str, found: Named) -> Iterator[Finding]:
    """Somebody else has this name, or nearly."""
    for one in found.by_name:
        yield Finding("counterparty_code", "warning", _l("In the directory %(name)s has another code: %(code)s."),
                      {"name": one.name, "code": one.code})
    if not found.by_name and len(name_key(name)) >= 4:
        for near in similar(desk, name)[:1]:
            yield Finding("counterparty", "warning", _l("The directory has a similar name: %(name)s (%(percent)s%% alike)."),
                          {"name": near.name, "percent": str(near.percent)})


def _compared(desk: Desk, one: Counterparty, name: str, code: str, values: Mapping[str, Any]) -> Iterator[Finding]:
    if code and one.code == code and name and not _is_called(one, name):
        yield Finding("counterparty", "warning", _l("In the directory this code is of %(name)s."), {"name": one.name})
    for holding in papers_by(desk, [one.id]).get(one.id, []):
        day = {"day": holding.paper.valid_to.isoformat() if holding.paper.valid_to else ""}
        if holding.state == "expired":
            yield Finding("counterparty", "warning", EXPIRED[holding.paper.kind], day)
        elif holding.state == "expiring":
            yield Finding("counterparty", "note", EXPIRING[holding.paper.kind], day)
    yield from _account(desk, one, values)
    for field, own in MAIN.items():
        if _differ(values.get(field), getattr(one, own)):
            yield Finding(field, "note", _l("The directory says: %(value)s"), {"value": getattr(one, own)})
    yield from _contact(desk, one, values)


def _account(desk: Desk, one: Counterparty, values: Mapping[str, Any]) -> Iterator[Finding]:
    field = "counterparty_account"
    if _differ(values.get(field), one.account) or values.get(field) and _differ(values.get("counterparty_bank"), one.bank):
        sentence = _l("This is another account than the confirmed one in the directory.") if one.account_state == "confirmed" \
            else _l("This is another account than the one in the directory.")
        yield Finding(field, "warning", sentence)
    elif one.account_state == "changed" and one.account_at and values.get(field):
        who = company(desk).users.get(one.account_by or "")
        yield Finding(field, "warning", _l("The account was changed by %(by)s on %(day)s, and finance has not confirmed it."),
                      {"by": who.name if who else one.account_by, "day": f"{one.account_at.astimezone(desk.calendar.zone):%Y-%m-%d}"})
    elif one.account_state == "new" and values.get(field):
        yield Finding(field, "note", _l("Finance has not confirmed this account yet."))


def _contact(desk: Desk, one: Counterparty, values: Mapping[str, Any]) -> Iterator[Finding]:
    """A contact, telephone or address that nobody of theirs has."""
    typed = {field: values.get(field) for field in ("counterparty_contact", "counterparty_phone", "counterparty_email")}
    if not any(typed.values()):
        return
    there = contacts_of(desk, one.id)
    known = {"counterparty_contact": {each.name for each in there}, "counterparty_phone": {one.phone, *(each.phone for each in there)},
             "counterparty_email": {one.email, *(each.email for each in there)}}
    for field, value in typed.items():
        if value and any(known[field]) and not any(_same(value, each) for each in known[field]):
            yield Finding(field, "note", _l("The directory does not know this."))


def _is_called(one: Counterparty, name: str) -> bool:
    return name_key(name) in one.sought.split("\n")


def _differ(typed: Any, known: str) -> bool:
    """Are both there, and not the same? What one of them lacks is no difference."""
    return bool(typed) and bool(known) and not _same(str(typed), known)


def _same(one: str, other: str) -> bool:
    return name_key(one) == name_key(other)
