"""Contract numbers (合同编号) from a rule such as `{type}-{dept}-{yyyy}-{seq:4}`: without gaps, without doubles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy.dialects import postgresql, sqlite

from contracts.records import Counter
from engine.desk import Desk
from engine.errors import Refusal, _l

RULE = "{type}-{dept}-{yyyy}-{seq:4}"
TOKEN = re.compile(r"\{([a-z]+)(?::(\d))?\}")
TOKENS = frozenset({"type", "dept", "yyyy", "yy", "mm", "seq"})


class BadNumberRule(Refusal):
    """The rule for numbers can't be used; facts: rule, why."""

    code, status = "bad-number-rule", 422
    title = _l("The rule for contract numbers can't be used.")
    hint = _l("A rule has {type} {dept} {yyyy} {yy} {mm}, and {seq:4} once.")


def give_number(desk: Desk, kind: str, department: str, rule: str = RULE) -> str:
    """The next number under the rule, taken in the caller's transaction: rolled back, it is given again.

    What stands round `{seq}` is the counter's scope. Raises BadNumberRule.
    """
    require_rule(rule)
    today = desk.now.astimezone(ZoneInfo(desk.house.zone))
    known = {"type": kind, "dept": department, "yyyy": f"{today:%Y}", "yy": f"{today:%y}", "mm": f"{today:%m}"}
    return TOKEN.sub(lambda token: _part(desk, token, known, rule), rule)


def require_rule(rule: str) -> None:
    """Raises BadNumberRule for unknown tokens, and unless `{seq}` stands once."""
    names = [name for name, _width in TOKEN.findall(rule)]
    if set(names) - TOKENS or names.count("seq") != 1 or "{" in TOKEN.sub("", rule) or "}" in TOKEN.sub("", rule):
        raise BadNumberRule(rule=rule[:120])


def _part(desk: Desk, token: re.Match[str], known: Mapping[str, str], rule: str) -> str:
    if token[1] != "seq":
        return known[token[1]]
    scope = TOKEN.sub(lambda other: known.get(other[1], "*"), rule)
    return f"{_raise(desk, scope):0{int(token[2] or 1)}d}"


def _raise(desk: Desk, scope: str) -> int:
    # One statement: on PostgreSQL the row stays locked until the commit, so two submissions take turns.
    insert = (sqlite.insert if desk.house.store.is_sqlite else postgresql.insert)(Counter).values(scope=scope, last=1)
    raised = insert.on_conflict_do_update(index_elements=["scope"], set_={"last": Counter.last + 1})
    return int(desk.session.execute(raised.returning(Counter.last)).scalar_one())
