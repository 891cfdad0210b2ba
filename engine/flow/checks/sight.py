"""What expressions see: a name that nothing gives is null at run time, and a gateway would take the other way without a word."""

from __future__ import annotations

from collections.abc import Collection

from engine.flow.activities import RuleTask
from engine.flow.checks.near import meant
from engine.flow.checks.variables import Given, variables_of
from engine.flow.reading.drawn import Drawn, Formula, process_of
from engine.flow.reading.edition import Reading
from engine.flow.specs import Finding

CALLED = "out mapping"                  # computed over what the called process has


def check_sight(reading: Reading, facts: Collection[str] | None) -> None:
    """A part that a known variable has not is an error; a name that nothing gives is a warning, where the facts are known."""
    given = variables_of(reading)
    for file in reading.files:
        for formula in file.formulas:
            process = process_of(formula.element)
            names = given.get(str(process.get("id"))) if process is not None else None
            if names is not None and formula.slot != CALLED:
                _check_parts(file, formula, names)
                if facts is not None:
                    _check_names(file, formula, {*names, *facts})
    if facts is not None:
        _check_tables(reading, given, facts)


def _check_parts(file: Drawn, formula: Formula, names: Given) -> None:
    for variable, part in sorted(formula.expression.parts):
        parts = names.get(variable)
        if parts is not None and part not in parts:
            asks = f"The {formula.slot} {formula.expression.text[:80]!r} asks for {part!r} of {variable!r}, which has no such part."
            file.error(formula.element, asks + (meant(part, parts) or f" It has {', '.join(sorted(parts))}."))


def _check_names(file: Drawn, formula: Formula, known: set[str]) -> None:
    expression = formula.expression
    asked = set(expression.names - expression.calls) | {name for call, name in expression.literals if call == "field"}
    for name in sorted(asked - known):
        file.warn(formula.element, f"Nothing that is drawn here gives {name[:80]!r}, which the {formula.slot} "
                                   f"{expression.text[:80]!r} reads; as long as that is so, it is empty.{meant(name, known)}")


def _check_tables(reading: Reading, given: dict[str, Given], facts: Collection[str]) -> None:
    for diagram in reading.diagrams.values():
        for node in diagram.task_specs.values():
            table = reading.tables.get(node.decision) if isinstance(node, RuleTask) else None
            known = {*given.get(diagram.process, ()), *facts}
            for name in sorted(table.reads - known if table is not None else ()):
                said = f"The table {node.decision!r} asks for {name[:80]!r}, which nothing that is drawn here gives.{meant(name, known)}"
                reading.findings.append(Finding(str(diagram.file), node.line, "warning", str(node.bpmn_id), said))
