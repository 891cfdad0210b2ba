"""Change, add, retire and restore types of contracts: what administrators decide, none of it code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.deciding.shown import differences
from contracts.forms.faults import Fault
from contracts.forms.files import form_of
from contracts.money.taxes import RATES, rates_on
from contracts.people.company import today
from contracts.people.roles import require_type_editor
from contracts.types.catalog import definitions, house_rule, shipped
from contracts.types.definitions import ContractType, TypeRefused, read_type
from contracts.types.normal import normal
from contracts.types.records import TypeRow
from engine import history
from engine.desk import Desk
from engine.editions import newest
from engine.errors import NotFound, Refusal, _l

ALWAYS_ASKED = frozenset({"title", "department", "direction", "risk"})       # by these a contract is found, numbered and routed
ADDRESSES = frozenset({"new", "example"})                                     # of the pages about types


class TypeChanged(Refusal):
    """Somebody changed the type after it was opened; facts: by, at, version."""

    code, status = "type-changed", 409
    title = _l("Somebody changed this type after you opened it.")
    hint = _l("What you wrote is still here. Open the type again in another window, compare, then save from there.")


def save_type(desk: Desk, key: str, definition: Mapping[str, Any], version: int) -> int:
    """Another definition for a type that there is; its new version. Drafts on their way keep the fields that they pinned.

    Raises NotYours, NotFound, TypeChanged, TypeRefused with all that is wrong.
    """
    row, before = _opened(desk, key, version)
    return _put(desk, row, before, {**definition, "key": key, "retired": before["retired"]}, "type-changed")


def add_type(desk: Desk, definition: Mapping[str, Any]) -> str:
    """A type of the house's own; its key. Raises NotYours, TypeRefused."""
    require_type_editor(desk)
    history.hold_house(desk)
    wished = normal(definition)
    kind = _sound(desk, wished)
    desk.session.add(TypeRow(key=kind.key, definition=wished, changed_at=desk.now, changed_by=desk.actor.user))
    history.record(desk, history.HOUSE, "type-added", facts={
        "contract_type": kind.key, "after": {"title": wished["title"]["zh"], "code": wished["code"]}})
    return kind.key


def retire_type(desk: Desk, key: str, version: int, *, retired: bool = True) -> int:
    """No contract is begun of it any more, or again; those that there are go on. Raises NotYours, NotFound, TypeChanged."""
    row, before = _opened(desk, key, version)
    return _put(desk, row, before, {**before, "retired": retired}, "type-retired" if retired else "type-brought-back")


def restore_shipped(desk: Desk, key: str, version: int) -> None:
    """The type is again as we ship it. Raises NotYours, NotFound (also for a type of the house's own), TypeChanged."""
    row, before = _opened(desk, key, version)
    if key not in shipped():
        raise NotFound(type=key[:40])
    if row is not None:
        after = normal(shipped()[key])
        history.record(desk, history.HOUSE, "type-restored", facts={"contract_type": key, **_told(before, after)})
        desk.session.delete(row)


def _opened(desk: Desk, key: str, version: int) -> tuple[TypeRow | None, dict[str, Any]]:
    """The row and the definition that was opened, behind the house's lock; version 0 is as we ship it."""
    require_type_editor(desk)
    history.hold_house(desk)
    row = desk.session.get(TypeRow, key, populate_existing=True)
    definition = row.definition if row else shipped().get(key)
    if definition is None:
        raise NotFound(type=key[:40])
    if version != (row.version if row else 0):
        raise TypeChanged(version=row.version if row else 0, **({"by": row.changed_by, "at": row.changed_at.isoformat()} if row else {}))
    return row, normal(definition)


def _put(desk: Desk, row: TypeRow | None, before: Mapping[str, Any], wish: Mapping[str, Any], act: str) -> int:
    wished = normal(wish)
    if wished == before:
        return row.version if row else 0
    kind = _sound(desk, wished, before)
    history.record(desk, history.HOUSE, act, facts={"contract_type": kind.key, **_told(before, wished)})
    if row is None:
        desk.session.add(TypeRow(key=kind.key, definition=wished, changed_at=desk.now, changed_by=desk.actor.user))
        return 1
    row.definition, row.changed_at, row.changed_by = wished, desk.now, desk.actor.user
    return row.version + 1


def _told(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    found = differences(before, after)
    return {"before": {one.path: one.before for one in found if one.before is not None}, "after": {one.path: one.after for one in found}}


def _sound(desk: Desk, wished: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> ContractType:
    """The type that this makes beside the others. Raises TypeRefused with all that is wrong, alone and beside them."""
    faults: list[Fault] = []
    kind = None
    try:
        kind = read_type(wished, house_rule(desk.house))
    except TypeRefused as refused:
        faults = list(refused.facts["findings"])
    faults += _beside_others(desk, wished, before)
    if faults or kind is None:
        raise TypeRefused(wished.get("key"), faults)
    return kind


def _beside_others(desk: Desk, wished: Mapping[str, Any], before: Mapping[str, Any] | None) -> Iterator[Fault]:
    there = definitions(desk)
    if before is None and wished.get("key") in (there.keys() | ADDRESSES):
        yield Fault("key", _l("there is a type with this name already"))
    if wished.get("code") in {one["code"] for key, one in there.items() if key != wished.get("key")}:
        yield Fault("code", _l("another type has this code"))
    unknown = sorted(set(wished["under"]) - there.keys() - set(before["under"] if before else ()))
    if unknown:
        yield Fault("under", _l("there is no type %(name)s"), name=", ".join(unknown))
    in_force = {one.rate for one in rates_on(today(desk))}
    if wished["tax_rate"] in [str(one.rate) for one in RATES if one.rate not in in_force]:
        yield Fault("tax_rate", _l("%(rate)s is not in force today"), rate=wished["tax_rate"])
    asked = asked_of_all(desk)
    for name in ("optional", "required"):
        strange = sorted(set(wished[name]) - (asked.keys() - ALWAYS_ASKED))
        if asked and strange:
            yield Fault(name, _l("the form of all contracts has no such field to choose: %(name)s"), name=", ".join(strange))
    for place, name in _own_names(wished["form"]):
        if name in asked:
            yield Fault(place, _l("the form of all contracts has a field %(name)s already"), name=name)


def _own_names(form: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for n, section in enumerate(form["sections"], start=1):
        fields = section.get("fields", []) if isinstance(section, Mapping) else []
        for m, one in enumerate(fields, start=1):
            if isinstance(one, Mapping) and isinstance(one.get("name"), str):
                yield f"sections.{n}.fields.{m}.name", one["name"]


def asked_of_all(desk: Desk) -> dict[str, Mapping[str, str]]:
    """The fields of the draft form that contracts of every type are asked, by name with their labels; none before anything is published."""
    edition = newest(desk, "contract")
    form = form_of(desk, edition.digest, "draft") if edition else None
    return {one.name: one.label for one in form.fields} if form else {}
