"""Nodes of a compiled expression: each is a function of the frame; what is constant is computed when it is compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import Refusal
from engine.expressions.frames import Frame, Run
from engine.expressions.functions import FUNCTIONS
from engine.expressions.meaning import comparison, contains, counted, equal, is_empty, is_true, negative, number
from engine.expressions.methods import METHODS
from engine.expressions.parts import named_part, part
from engine.expressions.refusals import NotComputable
from engine.expressions.tokens import Wrong

MISTAKES = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)    # what a caller's function may raise over bad arguments


@dataclass(frozen=True)
class Node:
    """A part of an expression: what it computes; whether that never changes; whether it is a condition."""

    run: Run
    constant: bool = False
    is_test: bool = False


def constant(value: Any) -> Node:
    """A literal."""
    return Node(lambda frame: value, constant=True)


def made(run: Run, *parts: Node, is_test: bool = False) -> Node:
    """A node over others, computed at once if all of them are constant. Raises Wrong when that has no value."""
    if not all(one.constant for one in parts):
        return Node(run, is_test=is_test)
    try:
        value = run(Frame({}, {}))
    except NotComputable as never:
        raise Wrong(str(never.facts["why"])) from never
    return Node(lambda frame: value, True, is_test)


def variable(name: str) -> Node:
    """A variable; null when there is none."""
    return Node(lambda frame: frame.variables.get(name))


def _heavy(value: Any) -> bool:
    return isinstance(value, (list, tuple, Mapping))


def _equals(left: Node, right: Node, *, wanted: bool) -> Node:
    one, other = left.run, right.run

    def run(frame: Frame) -> bool:
        mine, yours = one(frame), other(frame)
        if type(mine) is str and type(yours) is str:
            return (mine == yours) is wanted
        if _heavy(mine):
            frame.pay_for(mine)
        return equal(mine, yours) is wanted
    return made(run, left, right, is_test=True)


def _is_in(item: Node, holder: Node, *, wanted: bool) -> Node:
    def run(frame: Frame) -> bool:
        sought, found = item.run(frame), holder.run(frame)
        if not holder.constant:
            frame.pay_for(found)
        return contains(found, sought) is wanted
    return made(run, item, holder, is_test=True)


def compared(sign: str, left: Node, right: Node) -> Node:
    """`left sign right` for one of == != < <= > >= in, not in."""
    if sign in ("==", "!="):
        return _equals(left, right, wanted=sign == "==")
    if sign in ("in", "not in"):
        return _is_in(left, right, wanted=sign == "in")
    compare, one, other = comparison(sign), left.run, right.run
    return made(lambda frame: compare(one(frame), other(frame)), left, right, is_test=True)


def arithmetic(left: Node, steps: list[tuple[str, Node]]) -> Node:
    """`left + a - b ...` or `left * a / b ...`, from left to right."""
    first, rest = left.run, [(counted(sign), right.run) for sign, right in steps]

    def run(frame: Frame) -> Any:
        found = first(frame)
        for count, right in rest:
            found = count(found, right(frame))
        return found
    return made(run, left, *(right for _, right in steps))


def logical(nodes: list[Node], *, stops_at: bool, as_truth: bool) -> Node:
    """`and` (stops at what is not true) or `or`: the deciding operand as in Python, or its truth as in JUEL."""
    first, rest = nodes[0].run, [node.run for node in nodes[1:]]

    def run(frame: Frame) -> Any:
        found = first(frame)
        for following in rest:
            if is_true(found) is stops_at:
                break
            found = following(frame)
        return is_true(found) if as_truth else found
    return made(run, *nodes, is_test=True)


def negated(node: Node) -> Node:
    """`not` and `!`."""
    inner = node.run
    return made(lambda frame: not is_true(inner(frame)), node, is_test=True)


def emptiness(node: Node) -> Node:
    """JUEL's `empty`."""
    inner = node.run
    return made(lambda frame: is_empty(inner(frame)), node, is_test=True)


def signed(sign: str, node: Node) -> Node:
    """A minus or plus before a number."""
    inner = node.run
    return made((lambda frame: negative(number(inner(frame)))) if sign == "-" else (lambda frame: number(inner(frame))), node)


def chosen(condition: Node, then: Node, otherwise: Node) -> Node:
    """`condition ? then : otherwise`."""
    return made(lambda frame: (then if is_true(condition.run(frame)) else otherwise).run(frame), condition, then, otherwise)


def listed(items: list[Node]) -> Node:
    """A list of values."""
    runs = [item.run for item in items]
    # a list of constants too is made anew each time: who gets it may change it
    return Node(lambda frame: [run(frame) for run in runs], constant=all(item.constant for item in items))


def attribute(node: Node, name: str) -> Node:
    """`node.name`."""
    inner = node.run
    return made(lambda frame: named_part(inner(frame), name), node)


def indexed(node: Node, key: Node) -> Node:
    """`node[key]`."""
    return made(lambda frame: part(node.run(frame), key.run(frame)), node, key)


def asked(node: Node, name: str, arguments: list[Node]) -> Node:
    """`node.name(arguments)`. Raises Wrong for a method that we do not have."""
    if name not in METHODS:
        raise Wrong(f"the method {name!r} is not allowed")
    wanted, method = METHODS[name]
    if len(arguments) != wanted:
        raise Wrong(f"the method {name!r} takes {wanted} argument{'s' * (wanted != 1)}, not {len(arguments)}")

    def run(frame: Frame) -> Any:
        values = [node.run(frame), *(argument.run(frame) for argument in arguments)]
        if values[0] is None:
            raise NotComputable(why=f"null can't be asked .{name}()")
        frame.pay_for(*values)
        return method(*values)
    return made(run, node, *arguments)


def called(name: str, arguments: list[Node]) -> Node:
    """`name(arguments)`: the caller's function before one of ours."""
    runs, ours = [argument.run for argument in arguments], FUNCTIONS.get(name)

    def run(frame: Frame) -> Any:
        function: Callable[..., Any] | None = frame.functions.get(name, ours)
        if function is None:
            raise NotComputable(why=f"there is no function {name}()")
        values = [run(frame) for run in runs]
        frame.pay_for(*values)
        try:
            return function(*values)
        except Refusal:
            raise
        except MISTAKES as mistake:
            why = f"{name}() can't be computed with these arguments: {type(mistake).__name__}: {mistake}"
            raise NotComputable(why=why[:300]) from mistake
    return Node(run)
