"""What one evaluation sees, and what it may still spend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.expressions.refusals import NotComputable

STEPS = 100_000


class Frame:
    """The variables and functions of one evaluation. The text bounds its nodes; what goes through values is paid here."""

    __slots__ = ("functions", "left", "variables")

    def __init__(self, variables: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> None:
        self.variables, self.functions, self.left = variables, functions, STEPS

    def pay_for(self, *values: Any) -> None:
        """Take the size of lists and texts off the budget. Raises NotComputable."""
        waiting = list(values)
        while waiting:
            value = waiting.pop()
            self.left -= 1
            if isinstance(value, str):
                self.left -= len(value) // 100
            elif isinstance(value, Mapping):
                waiting += value.values() if len(value) <= self.left else self._too_much()
            elif isinstance(value, (list, tuple)):
                waiting += value if len(value) <= self.left else self._too_much()
            if self.left < 0:
                self._too_much()

    def _too_much(self) -> list[Any]:
        raise NotComputable(why=f"it takes more than {STEPS} steps")


Run = Callable[[Frame], Any]
