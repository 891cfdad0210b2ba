"""Expressions of diagrams, tables and forms: our own small interpreter, in which nothing that is uploaded is executed."""

from engine.expressions.expression import Expression, compile_expression
from engine.expressions.refusals import BadExpression, NotComputable

__all__ = ["BadExpression", "Expression", "NotComputable", "compile_expression"]
