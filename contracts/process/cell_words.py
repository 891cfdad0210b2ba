"""Cells of a decision table in the words of a form: an amount from and to, one or none of some values, yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NUMBER = r"-?\d+(?:\.\d+)?"
COMPARED = re.compile(rf"(<=|>=|<|>)\s*({NUMBER})")
RANGE = re.compile(rf"([\[(\]])\s*({NUMBER})\s*\.\.\s*({NUMBER})\s*([\])\[])")
QUOTED = re.compile(r'"((?:[^"\\])*)"')
LIST = re.compile(rf"{QUOTED.pattern}(?:\s*,\s*{QUOTED.pattern})*")
ANY = ("", "-")


@dataclass(frozen=True)
class Bounds:
    """From and to, each empty for none; `above` and `below`: the bound itself is not meant."""

    low: str = ""
    high: str = ""
    above: bool = False
    below: bool = False


def read_bounds(cell: str) -> Bounds | None:
    """`> 50000`, `(50000..1000000]`, `-`; None for what is none of these."""
    text = cell.strip()
    if text in ANY:
        return Bounds()
    if found := COMPARED.fullmatch(text):
        is_low = found[1].startswith(">")
        return Bounds(low=found[2], above=found[1] == ">") if is_low else Bounds(high=found[2], below=found[1] == "<")
    if found := RANGE.fullmatch(text):
        return Bounds(found[2], found[3], found[1] != "[", found[4] != "]")
    return None


def write_bounds(bounds: Bounds) -> str:
    """The cell that says so."""
    if bounds.low and bounds.high:
        return f"{'(' if bounds.above else '['}{bounds.low}..{bounds.high}{')' if bounds.below else ']'}"
    if bounds.low:
        return f"{'>' if bounds.above else '>='} {bounds.low}"
    return f"{'<' if bounds.below else '<='} {bounds.high}" if bounds.high else "-"


def read_values(cell: str) -> tuple[bool, tuple[str, ...]] | None:
    """(none of them?, which) of `"a","b"` and `not("a")`; None for what is neither."""
    text = cell.strip()
    if text in ANY:
        return False, ()
    inner = text[4:-1].strip() if text.startswith("not(") and text.endswith(")") else text
    return (inner != text, tuple(QUOTED.findall(inner))) if LIST.fullmatch(inner) else None


def write_values(none_of: bool, values: Sequence[str]) -> str:
    """The cell that says so; without values anything is meant."""
    listed = ",".join(f'"{one}"' for one in values)
    return "-" if not listed else f"not({listed})" if none_of else listed


def read_truth(cell: str) -> str | None:
    """`true`, `false`, `` for either; None for something else."""
    text = cell.strip()
    return "" if text in ANY else text if text in ("true", "false") else None
