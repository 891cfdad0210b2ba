"""The rows of a decision table, as its file has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.expressions.frames import Frame, Run
from engine.expressions.refusals import NotComputable
from engine.expressions.tokens import Wrong
from engine.flow.markup import Element, name_of, text_of
from engine.tables.cells import Test
from engine.tables.columns import Asked
from engine.tables.kinds import typed
from engine.tables.table import Output, Rule
from engine.tables.texts import is_bare_name, read_formula, read_test, written

if TYPE_CHECKING:
    from engine.tables.reading import Place


def read_rules(place: Place, logic: Element, inputs: Sequence[Asked], outputs: Sequence[Output]) -> tuple[Rule, ...]:
    """The rules in order; what is wrong with a cell is said with table, row and column."""
    known = frozenset(name for one in inputs for name in one.names)
    rules: list[Rule] = []
    for number, element in enumerate((one for one in logic if name_of(one) == "rule"), start=1):
        row = _Row(place, element, number, known)
        rules.append(Rule(row.id, number, row.tests(inputs), row.values(outputs), row.says))
    return tuple(rules)


def _never(frame: Frame) -> bool:
    return False


class _Row:
    """One rule while it is read."""

    def __init__(self, place: Place, element: Element, number: int, known: frozenset[str]) -> None:
        self.place, self.element, self.known = place, element, known
        self.id = str(element.get("id") or f"row {number}")[:80]
        self.says = text_of(next((one for one in element if name_of(one) == "description"), None))[:200]
        self.where = f"row {number} ({self.id})" if element.get("id") else f"row {number}"

    def tests(self, inputs: Sequence[Asked]) -> tuple[Test, ...]:
        cells = self._cells("inputEntry", len(inputs), "input")
        return tuple(self._test(cell, one.column.label) for cell, one in zip(cells, inputs, strict=False))

    def values(self, outputs: Sequence[Output]) -> tuple[Run | None, ...]:
        cells = self._cells("outputEntry", len(outputs), "output")
        return tuple(self._value(cell, output) for cell, output in zip(cells, outputs, strict=False))

    def _cells(self, name: str, wanted: int, kind: str) -> list[Element]:
        cells = [one for one in self.element if name_of(one) == name]
        if len(cells) != wanted:
            self.place.error(self.element, f"{self.where}: it has {len(cells)} {kind} cells; the table has {wanted} {kind} columns.")
        return cells

    def _test(self, cell: Element, label: str) -> Test:
        try:
            test, names = read_test(cell)
        except Wrong as wrong:
            self._bad(cell, label, str(wrong))
            return _never
        self._warn_of_a_word(cell, label, names)
        return test

    def _value(self, cell: Element, output: Output) -> Run | None:
        if not written(cell):
            return None
        try:
            formula = read_formula(cell)
            if formula.constant:
                typed(output.kind, formula.run(Frame({}, {})))
        except Wrong as wrong:
            self._bad(cell, output.label, str(wrong))
            return None
        except NotComputable as unfit:
            self._bad(cell, output.label, str(unfit.facts["why"]))
            return None
        self._warn_of_a_word(cell, output.label, formula.names)
        return formula.run

    def _bad(self, cell: Element, label: str, why: str) -> None:
        self.place.error(cell, f"{self.where}, column {label!r}: {written(cell)[:80]!r} can't be used: {why}.")

    def _warn_of_a_word(self, cell: Element, label: str, names: frozenset[str]) -> None:
        if is_bare_name(cell, names) and not names <= self.known:
            word = written(cell)[:80]
            self.place.warn(cell, f"{self.where}, column {label!r}: {word} is read as a variable. If it is a text, write \"{word}\".")
