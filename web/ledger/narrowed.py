"""What is narrowed by the ledger's filters, the ledger itself or a report: its chips, and the forms that keep what they do not ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contracts.ledger.filters import Filters


@dataclass(frozen=True)
class Chip:
    """One value that is narrowed to, and the address without it."""

    name: str
    value: Any
    without: dict[str, Any]


class Narrowed:
    """`args` gives the address of this, with one thing or another changed; None leaves it out."""

    filters: Filters

    def args(self, **changed: Any) -> dict[str, Any]:
        raise NotImplementedError

    @property
    def chosen(self) -> dict[str, Any]:
        return self.filters.chosen()

    def hidden(self, *but: str) -> list[tuple[str, Any]]:
        """Fields of a form that keep everything `but` what the form itself asks."""
        return [(name, one) for name, value in self.args().items() if name not in but for one in each_of(value)]

    def chips(self, *but: str) -> list[Chip]:
        """Every value that narrows, except those that have places of their own: the words of the search, the stage, `but`."""
        found = []
        for name, value in self.chosen.items():
            for one in each_of(value):
                rest = [other for other in value if other != one] if isinstance(value, list) else None
                found.append(Chip(name, one, self.args(**{name: rest})))
        return [chip for chip in found if chip.name not in (but or ("text", "stage"))]


def each_of(value: Any) -> list[Any]:
    """The values of a filter, also of one that has a single one."""
    return value if isinstance(value, list) else [value]
