"""A decision table as rows that people edit, and back into its file: what did not change stays byte for byte, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from engine.flow.markup import LARGEST_TABLE, Element, Unreadable, local, name_of, read_markup, text_of
from engine.tables.pieces import Piece, pieces_of
from engine.tables.texts import written


@dataclass(frozen=True)
class Column:
    """`asks`: the expression of an input, the name of an output; `kind`: its type as the file names it."""

    label: str
    asks: str
    kind: str


@dataclass(frozen=True)
class Row:
    """A rule; `id` is empty for a new one. Cells are what the file has in them, `-` or nothing for any value."""

    id: str
    says: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return self.inputs + self.outputs


@dataclass(frozen=True)
class Sheet:
    """A decision table. `places`: the row and the column (from 0, inputs first) of each cell that has an id."""

    id: str
    name: str
    policy: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rows: tuple[Row, ...]
    places: Mapping[str, tuple[int, int]]


def read_sheet(content: bytes, decision: str) -> Sheet:
    """The table of the decision. Raises Unreadable for a file that has no such table."""
    found = next((one for one in read_markup(content, LARGEST_TABLE) if name_of(one) == "decision" and one.get("id") == decision), None)
    table = None if found is None else next((one for one in found if name_of(one) == "decisionTable"), None)
    if found is None or table is None:
        raise Unreadable("The file has no such decision table.")
    rules = _named(table, "rule")
    rows = tuple(Row(str(rule.get("id") or f"row {number}"), _says(rule), _texts(rule, "inputEntry"), _texts(rule, "outputEntry"))
                 for number, rule in enumerate(rules, start=1))
    return Sheet(
        decision, str(found.get("name") or decision), str(table.get("hitPolicy") or "UNIQUE"),
        tuple(_input(one) for one in _named(table, "input")),
        tuple(Column(str(one.get("label") or one.get("name")), str(one.get("name")), str(local(one.get("typeRef")) or ""))
              for one in _named(table, "output")), rows, dict(_places(rules)))


def write_sheet(content: bytes, decision: str, rows: Sequence[Row]) -> bytes:
    """The file with these rows in this order; a row whose id the file has is that row. Raises Unreadable."""
    before = {row.id: row for row in read_sheet(content, decision).rows}
    table = _table_in(pieces_of(content), content, decision)
    rules = [one for one in table.inner if one.name == "rule"]
    if not rules or not rows or table.is_empty:
        raise Unreadable("A table that is edited as rows has at least one.")
    start = _before(table, rules[0])
    parts = {row.id: (content[_before(table, rule):rule.start], rule) for row, rule in zip(before.values(), rules, strict=True)}
    written_rows: list[bytes] = []
    for row in rows:
        if row.id in parts:
            lead, rule = parts[row.id]
            written_rows.append(lead + _patched(content, rule, before[row.id], row))
        else:
            lead = parts[next(iter(parts))][0]
            written_rows.append(lead[lead.rfind(b"\n"):] + _new(content, table, row, lead, b"".join(written_rows)))
    return content[:start] + b"".join(written_rows) + content[rules[-1].end:]


def _table_in(root: Piece, content: bytes, decision: str) -> Piece:
    marked = next(one for one in root.inner if one.name == "decision" and one.attribute(content, "id") == decision)
    return next(one for one in marked.inner if one.name == "decisionTable")


def _before(table: Piece, rule: Piece) -> int:
    """Where what stands before a rule begins: spaces and comments go with it."""
    at = table.inner.index(rule)
    return table.inner[at - 1].end if at else table.opened


def _patched(content: bytes, rule: Piece, before: Row, row: Row) -> bytes:
    """The rule's bytes, with the texts of the cells that changed."""
    entries = [one for name in ("inputEntry", "outputEntry") for one in rule.inner if one.name == name]
    changes = [_text_of(content, entry, cell) for entry, old, cell in zip(entries, before.cells, row.cells, strict=True) if old != cell]
    if row.says != before.says:
        said = next((one for one in rule.inner if one.name == "description"), None)
        inside = _inside(row.says)
        if said is None:
            tag = rule.prefix + b"description"
            changes.append((rule.opened, rule.opened, b"<" + tag + b">" + inside + b"</" + tag + b">"))
        else:
            changes.append(_filled(content, said, inside))
    found, at = b"", rule.start
    for start, end, text in sorted(changes):
        found, at = found + content[at:start] + text, end
    return found + content[at:rule.end]


def _text_of(content: bytes, entry: Piece, cell: str) -> tuple[int, int, bytes]:
    text = next((one for one in entry.inner if one.name == "text"), None)
    if text is not None:
        return _filled(content, text, _inside(cell))
    tag = entry.prefix + b"text"
    return _filled(content, entry, b"<" + tag + b">" + _inside(cell) + b"</" + tag + b">")


def _filled(content: bytes, piece: Piece, inside: bytes) -> tuple[int, int, bytes]:
    """What stands between the piece's tags, or a pair of tags for `<text/>`."""
    if not piece.is_empty:
        return piece.opened, piece.closed, inside
    tag = content[piece.start:piece.opened].rstrip(b">").rstrip().rstrip(b"/").rstrip()
    return piece.start, piece.end, tag + b">" + inside + b"</" + piece.prefix + piece.name.encode() + b">"


def _new(content: bytes, table: Piece, row: Row, lead: bytes, others: bytes) -> bytes:
    """A rule as the file writes them, with ids that nothing else has."""
    margin = lead[lead.rfind(b"\n") + 1:].decode()
    number = next(n for n in range(1, 10_000) if f'"row-{n}"'.encode() not in content + others)
    tag = table.prefix.decode()
    lines = [f'<{tag}rule id="row-{number}">', f"  <{tag}description>{escape(row.says)}</{tag}description>"]
    for name, cells in (("inputEntry", row.inputs), ("outputEntry", row.outputs)):
        for n, cell in enumerate(cells, start=1):
            lines += [f'  <{tag}{name} id="row-{number}-{name[:2]}-{n}">',
                      f"    <{tag}text>{escape(cell)}</{tag}text>", f"  </{tag}{name}>"]
    return f"\n{margin}".join([*lines, f"</{tag}rule>"]).encode()


def _inside(text: str) -> bytes:
    return escape(text).encode()


def _input(element: Element) -> Column:
    asked = next((one for one in element if name_of(one) == "inputExpression"), None)
    said = "" if asked is None else written(asked)
    return Column(str(element.get("label") or said), said, str(local(asked.get("typeRef")) or "") if asked is not None else "")


def _places(rules: Sequence[Element]) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, rule in enumerate(rules):
        for place, cell in enumerate([*_named(rule, "inputEntry"), *_named(rule, "outputEntry")]):
            if cell.get("id"):
                yield str(cell.get("id")), (number, place)


def _named(element: Element, name: str) -> list[Element]:
    return [one for one in element if name_of(one) == name]


def _says(rule: Element) -> str:
    return text_of(next(iter(_named(rule, "description")), None))


def _texts(rule: Element, name: str) -> tuple[str, ...]:
    return tuple(written(one) for one in _named(rule, name))
