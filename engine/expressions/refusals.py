"""What the interpreter refuses: texts that it does not read, and values that it can't compute with."""

from __future__ import annotations

from engine.errors import Refusal, _l


class BadExpression(Refusal):
    """The text is no expression, or has a construct that is not allowed; facts: where, text, why."""

    code, status = "bad-expression", 422
    title = _l("This expression can't be used.")
    hint = _l("Correct the place that is named, then try again.")


class NotComputable(Refusal):
    """The expression is sound and these values do not fit it, or it would cost too much; facts: why, text."""

    code, status = "not-computable", 409
    title = _l("An expression can't be computed with these values.")
    hint = _l("Correct the values, or the expression.")
