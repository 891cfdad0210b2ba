"""A decision table edited as rows: what changed is written, all else stays byte for byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.flow.markup import Unreadable
from engine.tables.reading import read_tables
from engine.tables.sheets import Row, read_sheet, write_sheet

APPROVAL = (Path(__file__).parents[3] / "bpmn/contract/approval.dmn").read_bytes()
ODD = b"""<?xml version="1.0" encoding="UTF-8"?>
<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20191111/MODEL/" id='x' name="a > b">
<d:decision id="other"/>
<d:decision id="odd"><d:decisionTable hitPolicy='FIRST'>
\t<d:input><d:inputExpression typeRef="number"><d:text>n</d:text></d:inputExpression></d:input><d:output name="o" typeRef="string"/>
\t<!-- the first --><d:rule id="one"><d:inputEntry id="c"><d:text/></d:inputEntry><d:outputEntry><d:text><![CDATA["<"]]></d:text></d:outputEntry></d:rule>
\t<d:rule><d:inputEntry/><d:outputEntry><d:text>"b"</d:text></d:outputEntry></d:rule>
</d:decisionTable></d:decision></d:definitions>
"""


def rows_of(content, decision="approval"):
    return list(read_sheet(content, decision).rows)


@pytest.mark.parametrize(("content", "decision"), [(APPROVAL, "approval"), (ODD, "odd")])
def test_rows_that_nobody_touched_are_the_same_bytes(content, decision):
    assert write_sheet(content, decision, rows_of(content, decision)) == content


def test_only_the_cell_that_changed_is_written():
    rows = rows_of(APPROVAL)
    at = next(n for n, row in enumerate(rows) if row.id == "small")
    rows[at] = replace(rows[at], inputs=("<= 80000", *rows[at].inputs[1:]))
    before, cell, after = APPROVAL.partition(b'id="small-amount">\n          <text>&lt;= 50000<')
    assert write_sheet(APPROVAL, "approval", rows) == before + cell.replace(b"50000", b"80000") + after


def test_rows_are_moved_and_removed_whole():
    first, second, *rest = rows_of(APPROVAL)
    assert rows_of(write_sheet(APPROVAL, "approval", [second, first, *rest[1:]])) == [second, first, *rest[1:]]
    assert write_sheet(write_sheet(APPROVAL, "approval", [second, first, *rest]), "approval", [first, second, *rest]) == APPROVAL


def test_a_new_row_reads_as_it_was_written_and_can_run():
    rows = rows_of(APPROVAL)
    new = Row("", "大额 & <急>", ("> 5", *rows[0].inputs[1:]), rows[0].outputs)
    content = write_sheet(APPROVAL, "approval", [new, *rows, new])
    assert rows_of(content)[0] == replace(new, id="row-1") and rows_of(content)[-1].id == "row-2"
    assert read_tables("approval.dmn", content)[1] == []


def test_a_table_with_prefixes_empty_cells_and_rules_without_ids_is_edited_too():
    one, two = rows_of(ODD, "odd")
    content = write_sheet(ODD, "odd", [replace(two, inputs=("> 1",), says="two"), replace(one, inputs=("< 1 ",), outputs=('"c"',))])
    assert [row.cells for row in rows_of(content, "odd")] == [("> 1", '"b"'), ("< 1", '"c"')]
    assert b"<!-- the first -->" in content and b'<d:decision id="other"/>' in content and read_tables("odd.dmn", content)[0]["odd"]


def test_every_cell_with_an_id_has_its_place():
    assert read_sheet(APPROVAL, "approval").places["high-risk-risk"] == (next(
        n for n, row in enumerate(rows_of(APPROVAL)) if row.id == "high-risk"), 2)


@pytest.mark.parametrize("wrong", [b"", b"<a/>", APPROVAL.replace(b'encoding="UTF-8"', b'encoding="GBK"')])
def test_what_can_not_be_edited_as_rows_is_refused(wrong):
    with pytest.raises(Unreadable):
        write_sheet(wrong, "approval", rows_of(APPROVAL))
