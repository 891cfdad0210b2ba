"""What a decision table refuses while it decides; a table that can't be read at all is told by findings."""

from __future__ import annotations

from engine.errors import Refusal, _l


class TableRefused(Refusal):
    """A table can't answer; facts: table, and what the subclass says."""

    code, status, stops = "table-refused", 409, True
    title = _l("A decision table gives no answer for these values.")
    hint = _l("Correct the table or the values that it asks for.")


class SeveralRules(TableRefused):
    """More rules match than the hit policy allows; facts: table, policy, rules."""

    code = "several-rules"
    title = _l("Several rules of a decision table match, where only one may.")


class CellFailed(TableRefused):
    """A cell or an input can't be computed with these values; facts: table, row, column, why."""

    code = "cell-failed"
    title = _l("A cell of a decision table can't be computed with these values.")


class OutputNotListed(TableRefused):
    """PRIORITY and OUTPUT ORDER need every output in the list of output values; facts: table, output, rule."""

    code = "output-not-listed"
    title = _l("An output of a decision table is not in its list of output values.")


class ResultDoesNotFit(TableRefused):
    """The matched rules do not fit the task's mapDecisionResult; facts: table, mapping, rules, outputs."""

    code = "result-does-not-fit"
    title = _l("The answer of a decision table does not fit what the task makes of it.")
