"""Contract numbers (合同编号) from a rule such as `{type}-{dept}-{yyyy}-{seq:4}`: without gaps, without doubles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from contracts.records import Contract, Counter
from engine.desk import Desk
from engine.errors import Invalid, Refusal, _l

RULE = "{type}-{dept}-{yyyy}-{seq:4}"
TOKEN = re.compile(r"\{([a-z]+)(?::(\d))?\}")
TOKENS = ("type", "dept", "org", "project", "dir", "parent", "yyyy", "yy", "mm", "seq")
DIRECTIONS = {"expense": "F", "income": "S"}         # 付, 收, as contract numbers have it; O for neither
LONGEST = 60
LACKING: Mapping[str, str] = {
    "project": _l("The number of this type of contract names its project: choose one."),
    "parent": _l("The number of this type of contract begins with the main contract's: begin it from there, once that has a number."),
    "dept": _l("The number of this type of contract names its department: choose one."),
}


class BadNumberRule(Refusal):
    """The rule for numbers can't be used; facts: rule, why."""

    code, status = "bad-number-rule", 422
    title = _l("The rule for contract numbers can't be used.")
    hint = _l("A rule has {type} {dept} {org} {project} {dir} {parent} {yyyy} {yy} {mm}, and {seq:4} once.")


def give_number(desk: Desk, kind: str, department: str, rule: str = RULE, *,
                direction: str = "", project: str = "", parent: str = "") -> str:
    """The next number under the rule, taken in the caller's transaction: rolled back, it is given again.

    What stands round `{seq}` is the counter's scope. Raises BadNumberRule, and Invalid where the rule names what the contract has not.
    """
    require_rule(rule)
    known = _known(desk, kind, department, direction, project, parent)
    lacking = {name: LACKING[name] for name, _width in TOKEN.findall(rule) if name in LACKING and not known[name]}
    if lacking:
        raise Invalid(fields=lacking)
    while True:
        number = _filled(rule, known, lambda scope: _raise(desk, scope))
        # A contract that was numbered elsewhere, or by another rule, may have it already.
        if desk.session.scalar(sa.select(Contract.id).where(Contract.number == number)) is None:
            return number


def next_number(desk: Desk, kind: str, department: str, rule: str, *, direction: str = "", project: str = "", parent: str = "") -> str:
    """What `give_number` would give now; nothing is taken. What is not known stands as its token. Raises BadNumberRule."""
    require_rule(rule)
    known = _known(desk, kind, department, direction, project, parent)
    shown = {name: value or f"{{{name}}}" for name, value in known.items()}
    return _filled(rule, shown, lambda scope: (desk.session.scalar(sa.select(Counter.last).where(Counter.scope == scope)) or 0) + 1)


def number_under(desk: Desk, main: str, letter: str) -> str:
    """The next number of an agreement about a contract: SVC-ENG-2026-0042-S01."""
    stem = f"{main}-{letter}"
    return f"{stem}{_raise(desk, stem):02d}"


def require_rule(rule: str) -> None:
    """Raises BadNumberRule for unknown tokens, and unless `{seq}` stands once."""
    names = [name for name, _width in TOKEN.findall(rule)]
    rest = TOKEN.sub("", rule)
    if set(names) - set(TOKENS) or names.count("seq") != 1 or "{" in rest or "}" in rest or not rest.isprintable() or len(rule) > LONGEST:
        raise BadNumberRule(rule=rule[:120])


def _known(desk: Desk, kind: str, department: str, direction: str, project: str, parent: str) -> dict[str, str]:
    today = desk.now.astimezone(ZoneInfo(desk.house.zone))
    org = str(desk.house.settings.get("numbering", {}).get("organisation", ""))
    return {"type": kind, "dept": department, "org": org, "project": project, "parent": parent,
            "dir": DIRECTIONS.get(direction, "O"), "yyyy": f"{today:%Y}", "yy": f"{today:%y}", "mm": f"{today:%m}"}


def _filled(rule: str, known: Mapping[str, str], count: Callable[[str], int]) -> str:
    scope = TOKEN.sub(lambda other: known.get(other[1], "*"), rule)
    return TOKEN.sub(lambda token: known[token[1]] if token[1] != "seq" else f"{count(scope):0{int(token[2] or 1)}d}", rule)


def _raise(desk: Desk, scope: str) -> int:
    # One statement: on PostgreSQL the row stays locked until the commit, so two submissions take turns.
    insert = (sqlite.insert if desk.house.store.is_sqlite else postgresql.insert)(Counter).values(scope=scope, last=1)
    raised = insert.on_conflict_do_update(index_elements=["scope"], set_={"last": Counter.last + 1})
    return int(desk.session.execute(raised.returning(Counter.last)).scalar_one())
