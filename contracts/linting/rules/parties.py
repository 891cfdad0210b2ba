"""Parties: who the text says they are, and whether they are the two of this contract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contracts.linting.findings import LintFinding, quoted
from contracts.linting.matter import TO_SIGN, Matter, bare
from engine.errors import _l

SIDES = "甲乙丙丁戊"
NAMED = re.compile(rf"^\s*(?P<side>[{SIDES}]\s*方)\s*(?:[（(][^）)]*[）)]\s*)*[:：](?P<name>.*)$", re.S)
CALLED = "以下简称|以下称|简称"
NEITHER = _l("%(party)s is named %(name)s, which is neither side of this contract.")
EMPTY = re.compile(r"[\s_＿—－\-/／XxＸ×【】\[\]〔〕（）()]*")


def parties_without_name(matter: Matter) -> Iterator[LintFinding]:
    """`party-without-name`: 甲方： with nothing behind it."""
    for passage in matter.clauses:
        found = NAMED.match(passage)
        if found and EMPTY.fullmatch(found["name"]) and not TO_SIGN.search(passage):
            yield LintFinding("party-without-name", matter.ours_to_mend, _l("%(party)s has no name."), {"party": bare(found["side"])},
                              quote=quoted(passage))


def parties_of_another_contract(matter: Matter) -> Iterator[LintFinding]:
    """`party-unknown`: the text names as a party who is neither of the two sides."""
    ours, theirs = bare(matter.ours), bare(str(matter.values.get("counterparty", "")))
    for passage in matter.clauses:
        found = NAMED.match(passage)
        name = bare(found["name"]) if found else ""
        if not found or found["side"][0] not in "甲乙" or EMPTY.fullmatch(name) or TO_SIGN.search(passage) or not theirs:
            continue
        if ours not in name and theirs not in name:
            yield LintFinding("party-unknown", matter.ours_to_mend, NEITHER,
                              {"party": bare(found["side"]), "name": name[:60]}, quote=quoted(passage))


def parties_undefined(matter: Matter) -> Iterator[LintFinding]:
    """`party-undefined`: the clauses speak of 丙方, and nowhere is said who that is."""
    for side in SIDES:
        party = f"{side}方"
        speaks = next((passage for passage in matter.clauses if party in bare(passage)), None)
        if speaks is not None and not _is_defined(matter, side):
            yield LintFinding("party-undefined", matter.ours_to_mend, _l("The text speaks of %(party)s and does not say who that is."),
                              {"party": party}, quote=quoted(speaks, speaks.find(party), speaks.find(party) + 2))


def sides_missing(matter: Matter) -> Iterator[LintFinding]:
    """`party-missing`: the name of one of the two sides stands nowhere in an uploaded text."""
    if not matter.is_uploaded or not matter.bare:
        return
    for field, name in (("", matter.ours), ("counterparty", str(matter.values.get("counterparty", "")))):
        if name and bare(name) not in matter.bare:
            yield LintFinding("party-missing", "error", _l("The text does not name %(name)s."), {"name": name}, field=field)


def _is_defined(matter: Matter, side: str) -> bool:
    headed = any((found := NAMED.match(passage)) and found["side"][0] == side for passage in matter.said)
    in_table = any(re.match(rf"^{side}方(?:（[^）]*）)?$", bare(passage)) for passage in matter.said)
    return headed or in_table or bool(re.search(rf"(?:{CALLED})[为：:“”\"'‘’「]*{side}方", matter.bare))
