"""A decision table: what it asks, its rules, and how it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.errors import Refusal
from engine.expressions import NotComputable
from engine.expressions.frames import Frame, Run
from engine.flow.values import storable
from engine.tables import results
from engine.tables.cells import INPUT, Test
from engine.tables.hits import Hit, collected, counting
from engine.tables.kinds import typed
from engine.tables.refusals import CellFailed

Functions = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Input:
    """A column that is asked: its expression, its type, the name under which cells see its value; `names`: the variables it reads."""

    label: str
    run: Run
    kind: str = ""
    variable: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Output:
    """A column that answers; `listed`: its output values, the first ranks highest."""

    name: str
    label: str
    kind: str = ""
    listed: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A row: its id, its number from 1, a test for each input, a value (None: empty) for each output; `says`: its description."""

    id: str
    number: int
    tests: tuple[Test, ...]
    values: tuple[Run | None, ...]
    says: str = ""


@dataclass(frozen=True)
class Answer:
    """What a table said: ids of the rules that count, and their outputs (JSON values; decimals as text)."""

    rules: tuple[str, ...]
    outputs: list[dict[str, Any]]


@dataclass(frozen=True)
class Table:
    """One decision. `required`: decisions that are made first, their outputs are variables of this one."""

    id: str
    name: str
    policy: str
    aggregation: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    required: list[Table] = field(default_factory=list, repr=False)

    @property
    def reads(self) -> frozenset[str]:
        """The variables that the columns are filled from, without those that a required decision gives."""
        own = frozenset(name for one in self.inputs for name in one.names)
        before = frozenset(name for needed in self.required for name in needed.reads)
        return own - {output.name for needed in self.required for output in needed.outputs} | before

    def decide(self, variables: Mapping[str, Any], day: dt.date) -> Answer:
        """Which rules match and what they say; `day` is what `today()` is. Raises TableRefused."""
        return self._decide(dict(variables), {"today": day.isoformat}, {})

    def result(self, answer: Answer, mapping: str) -> Any:
        """The answer as mapDecisionResult wants it. Raises ResultDoesNotFit."""
        return results.mapped(self.id, mapping, answer.rules, answer.outputs)

    def _decide(self, variables: dict[str, Any], functions: Functions, made: dict[str, Answer]) -> Answer:
        for needed in self.required:
            if needed.id not in made:
                made[needed.id] = needed._decide(dict(variables), functions, made)
            variables.update(needed.as_variables(made[needed.id]))
        values = self._asked(variables, functions)
        hits = self._hits(values, variables, functions)
        listed = {output.name: output.listed for output in self.outputs if output.listed}
        counted = counting(self.id, self.policy, hits, listed)
        return Answer(tuple(hit.rule for hit in counted), storable(self._collected(counted)))

    def _collected(self, hits: list[Hit]) -> list[dict[str, Any]]:
        if not self.aggregation:
            return [hit.outputs for hit in hits]
        try:
            return collected(self.aggregation, self.outputs[0].name, hits)
        except NotComputable as failed:
            raise self._failed(failed, "", self.outputs[0].label) from failed

    def as_variables(self, answer: Answer) -> dict[str, Any]:
        """What a decision that requires this one sees: its outputs by name, as lists where several rules may count."""
        if self.aggregation or self.policy not in ("COLLECT", "RULE ORDER", "OUTPUT ORDER"):
            return answer.outputs[0] if answer.outputs else {}
        return {output.name: [row[output.name] for row in answer.outputs if output.name in row] for output in self.outputs}

    def _asked(self, variables: dict[str, Any], functions: Functions) -> list[Any]:
        values: list[Any] = []
        for one in self.inputs:
            try:
                values.append(typed(one.kind, one.run(Frame(variables, functions))))
            except Refusal as failed:
                raise self._failed(failed, "", one.label) from failed
        variables.update({one.variable: value for one, value in zip(self.inputs, values, strict=True) if one.variable})
        return values

    def _hits(self, values: Sequence[Any], variables: Mapping[str, Any], functions: Functions) -> list[Hit]:
        frames = [Frame({**variables, INPUT: value, "cellInput": value}, functions) for value in values]
        hits: list[Hit] = []
        for rule in self.rules:
            if self._matches(rule, frames):
                hits.append(Hit(rule.id, self._outputs(rule, variables, functions)))
                if self.policy == "FIRST":
                    break
        return hits

    def _matches(self, rule: Rule, frames: Sequence[Frame]) -> bool:
        for test, frame, column in zip(rule.tests, frames, self.inputs, strict=True):
            try:
                if not test(frame):
                    return False
            except Refusal as failed:
                raise self._failed(failed, rule.id, column.label) from failed
        return True

    def _outputs(self, rule: Rule, variables: Mapping[str, Any], functions: Functions) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for run, output in zip(rule.values, self.outputs, strict=True):
            if run is not None:
                try:
                    found[output.name] = typed(output.kind, run(Frame(variables, functions)))
                except Refusal as failed:
                    raise self._failed(failed, rule.id, output.label) from failed
        return found

    def _failed(self, failed: Refusal, row: str, column: str) -> CellFailed:
        return CellFailed(table=self.id, row=row, column=column, why=str(failed.facts.get("why", failed)))
