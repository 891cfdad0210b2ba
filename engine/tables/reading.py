"""DMN files to decision tables: every decision of a file, and a finding with its place for whatever can't be run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from engine.expressions.tokens import Wrong
from engine.flow.markup import LARGEST_TABLE, Element, Unreadable, local, name_of, read_markup
from engine.flow.specs import Finding
from engine.tables.columns import read_columns
from engine.tables.hits import AGGREGATIONS, POLICIES
from engine.tables.rows import read_rules
from engine.tables.table import Output, Rule, Table
from engine.tables.texts import read_formula, written

DMN = re.compile(r"https?://www\.omg\.org/spec/DMN/\d+/(MODEL/?|dmn\d*\.xsd)")


@dataclass
class Place:
    """One decision while it is read; what is wrong is said with the table, the row, the column and the line."""

    file: str
    decision: Element
    findings: list[Finding] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.decision.get("id"))

    @property
    def name(self) -> str:
        return str(self.decision.get("name") or self.id)

    def error(self, element: Element, message: str) -> None:
        """Something that can't be run."""
        self._say(element, "error", message)

    def warn(self, element: Element, message: str) -> None:
        """Something that a person should know."""
        self._say(element, "warning", message)

    def _say(self, element: Element, level: Literal["error", "warning"], message: str) -> None:
        named = str(element.get("id") or self.id)
        self.findings.append(Finding(self.file, int(element.sourceline or 1), level, named, f"Table {self.id[:80]!r}, {message}"))


def read_tables(file: str, content: bytes) -> tuple[dict[str, Table], list[Finding]]:
    """The decisions of a .dmn file by their ids, and what is wrong with it. Never raises; a table with an error is left out."""
    try:
        root = read_markup(content, LARGEST_TABLE)
    except Unreadable as bad:
        return {}, [Finding(file, bad.line, "error", "", str(bad))]
    if name_of(root) != "definitions" or not DMN.match(root.nsmap.get(root.prefix, "")):
        return {}, [Finding(file, int(root.sourceline or 1), "error", "", "This is no DMN file: its root is not DMN's 'definitions'.")]
    findings: list[Finding] = []
    tables: dict[str, Table] = {}
    elements: dict[str, Element] = {}
    for decision in _named(root, "decision"):
        place = Place(file, decision, findings)
        if not decision.get("id"):
            place.error(decision, "the decision has no id.")
        elif place.id in elements:
            place.error(decision, f"the id is used twice; line {elements[place.id].sourceline} has it already.")
        else:
            elements[place.id] = decision
            tables |= _read(place)
    _connect(file, elements, tables, findings)
    if not elements and not findings:
        findings.append(Finding(file, 1, "warning", "", "The file holds no decision."))
    return tables, findings


def _named(element: Element, name: str) -> list[Element]:
    return [inner for inner in element if name_of(inner) == name]


def _read(place: Place) -> dict[str, Table]:
    before = len(place.findings)
    logic = next((inner for inner in place.decision if name_of(inner) in ("decisionTable", "literalExpression")), None)
    if logic is None:
        place.error(place.decision, "the decision has neither a table nor a literal expression.")
        return {}
    table = _table(place, logic) if name_of(logic) == "decisionTable" else _literal(place, logic)
    return {} if any(found.level == "error" for found in place.findings[before:]) else {table.id: table}


def _table(place: Place, logic: Element) -> Table:
    policy, aggregation = str(logic.get("hitPolicy") or "UNIQUE"), str(logic.get("aggregation") or "")
    if policy not in POLICIES:
        place.error(logic, f"the hit policy {policy[:40]!r} is not one of {', '.join(POLICIES)}.")
    if aggregation and (policy != "COLLECT" or aggregation not in AGGREGATIONS):
        place.error(logic, f"the aggregation {aggregation[:40]!r} is none of {', '.join(AGGREGATIONS)}, or the hit policy is not COLLECT.")
    inputs, outputs = read_columns(place, logic)
    if aggregation and len(outputs) != 1:
        place.error(logic, f"the aggregation {aggregation} needs exactly one output.")
    if policy in ("PRIORITY", "OUTPUT ORDER") and not any(output.listed for output in outputs):
        place.error(logic, f"the hit policy {policy} needs output values, the highest first.")
    rules = read_rules(place, logic, inputs, outputs)
    return Table(place.id, place.name, policy, aggregation, tuple(one.column for one in inputs), outputs, rules)


def _literal(place: Place, logic: Element) -> Table:
    variable = next(iter(_named(place.decision, "variable")), None)
    name = str(place.id if variable is None else variable.get("name") or place.id)
    kind = str(local(variable.get("typeRef") if variable is not None else None) or "")
    rules: tuple[Rule, ...] = ()
    try:
        rules = (Rule(place.id, 1, (), (read_formula(logic).run,)),)
    except Wrong as wrong:
        place.error(logic, f"the literal expression {written(logic)[:80]!r} can't be used: {wrong}.")
    return Table(place.id, place.name, "FIRST", "", (), (Output(name, name, kind),), rules)


def _connect(file: str, elements: dict[str, Element], tables: dict[str, Table], findings: list[Finding]) -> None:
    """Tie decisions to those that they require; one that is missing, has errors or goes round in a circle takes its table away."""
    needs: dict[str, list[str]] = {}
    for key, decision in elements.items():
        links = [link for need in _named(decision, "informationRequirement") for link in _named(need, "requiredDecision")]
        needs[key] = [str(link.get("href") or "").rpartition("#")[2] for link in links]
        for link, needed in zip(links, needs[key], strict=True):
            if needed not in elements:
                Place(file, decision, findings).error(link, f"the decision {needed[:80]!r} that it requires is not in this file.")
            elif needed in tables and key in tables:
                tables[key].required.append(tables[needed])
    for key, decision in elements.items():
        if key in _reached(key, needs):
            Place(file, decision, findings).error(decision, "the decision requires itself, over others or at once.")
    broken = {key for key in elements if key not in tables or key in _reached(key, needs) or not elements.keys() >= set(needs[key])}
    for key in [key for key in tables if key in broken or _reached(key, needs) & broken]:
        del tables[key]


def _reached(key: str, needs: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(needs.get(key, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += needs.get(one, ())
    return found
