"""A stand-in until engine.expressions is there."""

import ast
import operator as op
import re
from typing import Any

OPS = {ast.Eq: op.eq, ast.NotEq: op.ne, ast.Lt: op.lt, ast.LtE: op.le, ast.Gt: op.gt, ast.GtE: op.ge, ast.Add: op.add, ast.Sub: op.sub,
       ast.Mult: op.mul, ast.Div: op.truediv, ast.Mod: op.mod, ast.In: lambda a, b: a in b, ast.NotIn: lambda a, b: a not in b}


class Expression:
    def __init__(self, text: str) -> None:
        t = re.sub(r"(?s)^\s*[$#]\{(.*)\}\s*$", r"\1", text)
        t = t.replace("&&", " and ").replace("||", " or ")
        t = re.sub(r"!(?!=)", " not ", t)
        for a, b in (("eq", "=="), ("ne", "!="), ("gt", ">"), ("lt", "<"), ("ge", ">="), ("le", "<=")):
            t = re.sub(rf"\b{a}\b", b, t)
        t = re.sub(r"\bempty\s+([\w.]+)", r"(not \1)", t)
        self.tree = ast.parse(t.strip(), mode="eval").body

    def value(self, variables: Any, functions: Any = None) -> Any:
        def e(n: Any) -> Any:
            if isinstance(n, ast.Constant):
                return n.value
            if isinstance(n, ast.Name):
                return {"true": True, "false": False, "null": None}[n.id] if n.id in ("true", "false", "null") else variables.get(n.id)
            if isinstance(n, ast.Attribute):
                v = e(n.value)
                return v.get(n.attr) if isinstance(v, dict) else None
            if isinstance(n, ast.BoolOp):
                r = None
                for v in n.values:
                    r = e(v)
                    if bool(r) != isinstance(n.op, ast.And):
                        return r
                return r
            if isinstance(n, ast.UnaryOp):
                return not e(n.operand) if isinstance(n.op, ast.Not) else -e(n.operand)
            if isinstance(n, ast.BinOp):
                return OPS[type(n.op)](e(n.left), e(n.right))
            if isinstance(n, ast.Compare):
                left = e(n.left)
                for o, c in zip(n.ops, n.comparators, strict=True):
                    right = e(c)
                    try:
                        if not OPS[type(o)](left, right):
                            return False
                    except TypeError:
                        return False
                    left = right
                return True
            if isinstance(n, ast.List | ast.Tuple):
                return [e(x) for x in n.elts]
            if isinstance(n, ast.Call):
                return (functions or {}).get(n.func.id, len)(*[e(x) for x in n.args])  # type: ignore[attr-defined]
            raise ValueError(ast.dump(n))
        return e(self.tree)


def compile_expression(text: str, *, where: str = "") -> Expression:
    return Expression(text)
