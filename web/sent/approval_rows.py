"""The page of the approval rows: what it holds, what its buttons do to the rows, and cells in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from contracts.money.amounts import half_width
from contracts.process.cell_words import Bounds, read_bounds, read_truth, read_values, write_bounds, write_values
from engine.tables.sheets import Column, Row, Sheet

DO = re.compile(r"(open|up|down|remove|add|text):(\d{1,3})")
Typed = MultiDict[str, str]
Offered = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Held:
    """What the page holds: the rows, the number of the one that is open (0: none), its cells that are edited as text."""

    rows: tuple[Row, ...]
    open: int = 0
    texts: frozenset[int] = frozenset()


def held_in(typed: Typed, sheet: Sheet, offered: Offered) -> Held:
    """The rows as the page sent them, the open one read from its controls."""
    columns = [*sheet.inputs, *sheet.outputs]
    count, opened = _number(typed.get("count", "0")), _number(typed.get("open", "0"))
    rows = []
    for number in range(1, min(count, 300) + 1):
        cells = [_cell(typed, f"open.{n}", one, offered) if number == opened else typed.get(f"rows.{number}.{n}", "").strip()
                 for n, one in enumerate(columns, start=1)]
        says = typed.get("open.says" if number == opened else f"rows.{number}.says", "").strip()[:200]
        rows.append(Row(typed.get(f"rows.{number}.id", "")[:80], says, tuple(cells[:len(sheet.inputs)]), tuple(cells[len(sheet.inputs):])))
    return Held(tuple(rows), opened if opened <= len(rows) else 0, frozenset(map(_number, typed.getlist("texts"))))


def edited(held: Held, sheet: Sheet, do: str) -> Held:
    """What a button does: open, move, remove, add a row, edit a cell as text. Anything else closes the open row."""
    asked = DO.fullmatch(do)
    if asked is None:
        return replace(held, open=0, texts=frozenset())
    act, at, rows = asked[1], int(asked[2]), list(held.rows)
    if act == "text":
        return replace(held, texts=held.texts | {at})
    if act == "add":
        rows.insert(at, Row("", "", ("-",) * len(sheet.inputs), tuple("false" if one.kind == "boolean" else "" for one in sheet.outputs)))
        return Held(tuple(rows), at + 1)
    if act == "open" or not 0 < at <= len(rows):
        return Held(held.rows, at if act == "open" else 0)
    row = rows.pop(at - 1)
    if act != "remove":
        rows.insert(max(at - 2 if act == "up" else at, 0), row)
    return Held(tuple(rows))


def shape(column: Column, cell: str, offered: Offered, *, is_input: bool = True) -> str:
    """How the cell is edited: `bounds`, `values`, `truth`, or as `text`."""
    if column.kind == "boolean":
        return "text" if read_truth(cell) is None else "truth"
    if not is_input:
        return "text"
    if column.kind in ("number", "integer", "long", "double"):
        return "text" if read_bounds(cell) is None else "bounds"
    values = read_values(cell) if column.asks in offered else None
    return "values" if values is not None and set(values[1]) <= set(offered[column.asks]) else "text"


def in_words(column: Column, cell: str, offered: Offered) -> str:
    """The cell as people say it; empty where anything fits."""
    how = shape(column, cell, offered)
    if how == "bounds":
        return _bounds_said(read_bounds(cell) or Bounds())
    if how == "truth":
        return {"true": gettext("yes"), "false": gettext("no")}.get(cell.strip(), "")
    if how == "values":
        none_of, values = read_values(cell) or (False, ())
        listed = gettext(", ").join(offered[column.asks][one] for one in values)
        return gettext("not %(what)s", what=listed) if none_of else listed
    return cell.strip()


def facts_in(typed: Typed, sheet: Sheet) -> dict[str, Any]:
    """What was entered to try the rows, by the names that the columns ask."""
    found: dict[str, Any] = {}
    for n, column in enumerate(sheet.inputs, start=1):
        text = half_width(typed.get(f"fact.{n}", "")).strip()
        if column.kind == "boolean":
            found[column.asks] = text == "true"
        else:
            found[column.asks] = text.replace(",", "") if column.kind == "number" and text else text or None
    return found


def changes_in(rows: Sequence[Row], sheet: Sheet) -> dict[str, int]:
    """How many rows are added, changed, removed; and whether the order is another."""
    before = {row.id: row for row in sheet.rows}
    there = [row.id for row in rows if row.id in before]
    return {"added": len(rows) - len(there), "changed": sum(row.id in before and row != before[row.id] for row in rows),
            "removed": len(before.keys() - set(there)), "moved": int(there != [one for one in before if one in there])}


def _cell(typed: Typed, name: str, column: Column, offered: Offered) -> str:
    how = typed.get(f"{name}.shape", "text")
    if how == "bounds":
        return write_bounds(Bounds(_plain(typed.get(f"{name}.low", "")), _plain(typed.get(f"{name}.high", "")),
                                   typed.get(f"{name}.above") == "yes", typed.get(f"{name}.below") == "yes"))
    if how == "values":
        chosen = [one for one in typed.getlist(f"{name}.values") if one in offered.get(column.asks, {})]
        return write_values(typed.get(f"{name}.none") == "yes", chosen)
    if how == "tick":
        return "true" if typed.get(name) == "true" else "false"
    return typed.get(name, "").strip()[:2000]


def _bounds_said(bounds: Bounds) -> str:
    low, high = _thousands(bounds.low), _thousands(bounds.high)
    if low and high:
        return f"{low} {'<' if bounds.above else '≤'} … {'<' if bounds.below else '≤'} {high}"
    if low:
        return f"{'>' if bounds.above else '≥'} {low}"
    return f"{'<' if bounds.below else '≤'} {high}" if high else ""


def _thousands(number: str) -> str:
    return f"{Decimal(number):,}" if number else ""


def _plain(typed: str) -> str:
    """An amount without thousands; what is none stays, and the table says so."""
    text = half_width(typed).replace(",", "").strip()
    try:
        return f"{Decimal(text):f}" if text else ""
    except InvalidOperation:
        return text[:40]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0
