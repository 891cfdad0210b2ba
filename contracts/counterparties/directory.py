"""Keep the directory: add a counterparty, edit it, with before and after in the house's history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.counterparties.allowed import require_keeper
from contracts.counterparties.finding import counterparty, similar
from contracts.counterparties.names import name_key
from contracts.counterparties.records import Counterparty, CounterpartyContact, CounterpartyName
from contracts.counterparties.telling import HIDDEN, TOLD, ask_to_confirm, tell
from contracts.counterparties.wishes import Contact, Wish, checked
from engine import history
from engine.desk import Desk
from engine.errors import ChangedMeanwhile, NotFound, Refusal, _l

OWN = ("kind", "name", "address", "representative", "phone", "email", "bank", "account", "tax_remarks")


class CodeTaken(Refusal):
    """Another counterparty has this credit code; facts: counterparty, name."""

    code, status = "counterparty-known", 409
    title = _l("This credit code is in the directory already.")
    hint = _l("Use the counterparty that has it.")


class SimilarNames(Refusal):
    """Counterparties with the same name or nearly the same are there; facts: similar = [{id, name, percent}]."""

    code, status = "similar-counterparty", 409
    title = _l("The directory has this name already, or one that is nearly the same.")
    hint = _l("Use that one, or say that it is another.")


class Merged(Refusal):
    """The counterparty was merged into another; facts: into."""

    code, status = "counterparty-merged", 409
    title = _l("This counterparty was merged into another one.")
    hint = _l("Go on with the one that stayed.")


@dataclass(frozen=True)
class Kept:
    """An entry of the directory as it stands after a command."""

    id: int
    version: int


def add_counterparty(desk: Desk, wish: Wish, *, is_another: bool = False) -> Kept:
    """A new entry; `is_another`: who adds it has seen the similar ones. Raises NotYours, Invalid, BadText, CodeTaken, SimilarNames."""
    require_keeper(desk)
    wish = checked(wish)
    history.hold_house(desk)                    # of two that add one code the second sees what the first has added
    require_free_code(desk, wish.code)
    if not is_another:
        _require_new_name(desk, wish.name)
    row = put_in(desk, wish)
    tell(desk, row, "counterparty-added", {"after": _told(wish)})
    return Kept(row.id, row.version)


def edit_counterparty(desk: Desk, counterparty_id: int, wish: Wish, version: int, *, is_another: bool = False) -> Kept:
    """Make the entry what is wished; `version` is the one that the page showed.

    Raises NotYours, NotFound, Merged, ChangedMeanwhile, Invalid, BadText, CodeTaken, SimilarNames.
    """
    require_keeper(desk)
    row = held(desk, counterparty_id)
    if row.version != version:
        raise ChangedMeanwhile(counterparty=counterparty_id)
    before, wish = wish_of(desk, row), checked(wish)
    require_free_code(desk, wish.code, row.id)
    if not is_another and name_key(wish.name) != name_key(before.name):
        _require_new_name(desk, wish.name, row.id)
    if wish == before:
        return Kept(row.id, version)
    change(desk, row, wish)
    tell(desk, row, "counterparty-changed", difference(before, wish))
    return Kept(row.id, version + 1)


def held(desk: Desk, counterparty_id: int) -> Counterparty:
    """The entry behind the lock of all that change the directory. Raises NotFound, Merged."""
    history.hold_house(desk)
    row = desk.session.get(Counterparty, counterparty_id, populate_existing=True) if 0 < counterparty_id < 2**63 else None
    if row is None:
        raise NotFound(counterparty=counterparty_id)
    if row.merged_into is not None:
        raise Merged(counterparty=counterparty_id, into=row.merged_into)
    return row


def require_free_code(desk: Desk, code: str, mine: int | None = None) -> None:
    """Raises CodeTaken where another entry has the code, also one that was merged."""
    known = desk.session.scalar(sa.select(Counterparty).where(Counterparty.code == code, Counterparty.id != (mine or 0))) if code else None
    if known is not None:
        stays = known if known.merged_into is None else counterparty(desk, known.merged_into)
        if stays.id != mine:
            raise CodeTaken(counterparty=stays.id, name=stays.name)


def put_in(desk: Desk, wish: Wish, *, from_contract: bool = False) -> Counterparty:
    """The row of a checked wish, behind the house's lock."""
    values = {**_columns(wish), "from_contract": from_contract, "added_at": desk.now, "added_by": desk.actor.user, "changed_at": desk.now,
              "changed_by": desk.actor.user}
    if wish.account:
        values |= {"account_by": desk.actor.user, "account_at": desk.now}
    row = desk.session.scalars(sa.insert(Counterparty).values(**values).returning(Counterparty)).one()
    _write_names(desk, row.id, wish)
    ask_to_confirm(desk, row)
    return row


def change(desk: Desk, row: Counterparty, wish: Wish) -> None:
    """Bring the row of a held entry to a checked wish; another account is unconfirmed until finance says otherwise."""
    is_another = (wish.bank, wish.account) != (row.bank, row.account)
    if is_another:
        row.account_by, row.account_at, row.account_replaces = desk.actor.user, desk.now, bool(row.account) or row.account_replaces
        row.confirmed_by = row.confirmed_at = None
    for name, value in _columns(wish).items():
        setattr(row, name, value)
    row.changed_at, row.changed_by, row.from_contract = desk.now, desk.actor.user, False
    _write_names(desk, row.id, wish)
    if is_another:
        ask_to_confirm(desk, row)


def wish_of(desk: Desk, row: Counterparty) -> Wish:
    """What the entry is now."""
    names = sa.select(CounterpartyName.name).where(CounterpartyName.counterparty_id == row.id, CounterpartyName.number > 0)
    former = tuple(desk.session.scalars(names.order_by(CounterpartyName.number)))
    return Wish(**{name: getattr(row, name) for name in OWN}, code=row.code or "", former=former, contacts=tuple(contacts_of(desk, row.id)))


def contacts_of(desk: Desk, counterparty_id: int) -> list[Contact]:
    """Who is there, in their order."""
    query = sa.select(CounterpartyContact).where(CounterpartyContact.counterparty_id == counterparty_id)
    return [Contact(one.name, one.post, one.phone, one.email) for one in desk.session.scalars(query.order_by(CounterpartyContact.number))]


def difference(before: Wish, after: Wish) -> dict[str, Any]:
    """What the history may keep: before and after of what is no personal data and no account, the others by name only."""
    then, now = _told(before), _told(after)
    differing = [name for name in TOLD if then[name] != now[name]]
    return {"before": {name: then[name] for name in differing}, "after": {name: now[name] for name in differing},
            "changed": [name for name in HIDDEN if getattr(before, name) != getattr(after, name)]}


def _require_new_name(desk: Desk, name: str, mine: int | None = None) -> None:
    if found := similar(desk, name, mine):
        raise SimilarNames(similar=[vars(one) for one in found])


def _columns(wish: Wish) -> dict[str, Any]:
    sought = "\n".join([*(name_key(one) for one in (wish.name, *wish.former)), wish.code.lower()])
    return {**{name: getattr(wish, name) for name in OWN}, "code": wish.code or None, "sought": sought}


def _write_names(desk: Desk, counterparty_id: int, wish: Wish) -> None:
    names = [{"name": one, "key": name_key(one)} for one in (wish.name, *wish.former)]
    _write(desk, counterparty_id, CounterpartyName, names, first=0)
    _write(desk, counterparty_id, CounterpartyContact, [vars(one) for one in wish.contacts], first=1)


def _write(desk: Desk, counterparty_id: int, record: Any, rows: list[dict[str, str]], *, first: int) -> None:
    desk.session.execute(sa.delete(record).where(record.counterparty_id == counterparty_id))
    if rows:
        numbered = [{"counterparty_id": counterparty_id, "number": number, **row} for number, row in enumerate(rows, first)]
        desk.session.execute(sa.insert(record), numbered)


def _told(wish: Wish) -> dict[str, Any]:
    return {name: list(value) if isinstance(value := getattr(wish, name), tuple) else value for name in TOLD}
