"""Reading .dmn files: which dialects, and a finding with table, row, column and line for each bad cell; never a traceback."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.tables import read_tables
from engine.tables.refusals import TableRefused
from tests.engine.tables.sheets import DAY, decide, file, findings, table

HEAD = "amount:number => risk:string"
GOOD = table(HEAD, "> 1 => 'low'")


@pytest.mark.parametrize("namespace", [
    "https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/"])
def test_every_version_of_dmn_is_read(namespace):
    assert decide(file(GOOD, namespace=namespace), amount=2).outputs == [{"risk": "low"}]


@pytest.mark.parametrize("cell, why", [
    ("().__class__", "the name '__class__' is not allowed"), ("open('/etc/passwd').read()", "the method 'read' is not allowed"), ("exec('x')", "there is no function exec()"),
    ("[1..", "ends too early"), ("[1..5", "ends too early"), ("]1", "ends too early"), ("> ", "ends too early"), ("1 2", "unexpected"), ("not(1", "')' is missing"), ("5,", "ends too early"),
    ("'a' * 5", "is no number"), ('date("2026-13-01")', "is no date"), ("lambda: 1", "a lambda"), ("${amount", "not allowed"), ("x for x in y", "a comprehension"), ("9**9", "a power"),
    ("-, 5", "unexpected"), ("“a”", "means nothing here"), ("x" * 2001, "longer than 2000")])
def test_a_bad_test_is_named_with_table_row_column_and_line(cell, why):
    found = findings(file(table(HEAD, "> 1 => 'low'", f"{cell} => 'low'")))
    assert len(found) == 1
    assert found[0].startswith("8: error: Table 't', row 2 (r2), column 'amount': ")
    assert why in found[0]


@pytest.mark.parametrize("cell, why", [
    ("open('/etc/passwd').read()", "the method 'read' is not allowed"), ("().__class__.__base__.__subclasses__()", "'__class__'"), ("__import__('os')", "'__import__'"),
    ("many", None), ("-", "ends too early"), ("'a','b'", "unexpected"), ("> 5", "unexpected"), ("?", "stands for an input"), ("'a", "has no end"), ("10**10", "a power")])
def test_a_bad_output_is_named_with_table_row_column_and_line(cell, why):
    found = findings(file(table(HEAD, "> 1 => 'low'", f"> 2 => {cell}")))
    assert len(found) == 1
    assert found[0].startswith(f"9: {'error' if why else 'warning'}: Table 't', row 2 (r2), column 'risk': ")
    assert (why or 'write "many"') in found[0]


@pytest.mark.parametrize("kind, cell", [("number", "'abc'"), ("integer", "1.5"), ("boolean", "'yes'"), ("date", "'soon'"), ("boolean", "1")])
def test_an_output_that_is_not_of_its_type_is_found_at_once(kind, cell):
    assert len(findings(file(table(f"amount:number => risk:{kind}", f"- => {cell}")))) == 1


def test_a_word_without_quotes_is_warned_of_unless_it_is_an_input():
    assert "high is read as a variable. If it is a text, write \"high\"." in findings(file(table("risk:string => x", "high => 1")))[0]
    assert findings(file(table("risk:string | limit:number => x", "- | limit => limit"))) == []


def test_a_default_output_is_warned_of():
    drawn = GOOD.replace('typeRef="string"></output>', 'typeRef="string"><defaultOutputEntry><text>1</text></defaultOutputEntry></output>')
    assert "its default output is not used" in findings(file(drawn))[0]


@pytest.mark.parametrize("content, why", [
    (b"", "not well-formed"), (b"<a", "not well-formed"), (b"PK\x03\x04", "not well-formed"), (b"<definitions/>", "no DMN file"), (b'<x xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', "no DMN file"),
    (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + file(GOOD)[38:], "DOCTYPE"), (b"x" * 2_000_001, "larger than 2 MB"), (file(), "holds no decision"),
    (file(GOOD, GOOD), "the id is used twice"), (file('<decision id="t"/>'), "neither a table nor"), (file(GOOD.replace(' id="t"', "")), "has no id"),
    (file(GOOD.replace("UNIQUE", "BEST")), "the hit policy 'BEST'"), (file(GOOD.replace('UNIQUE"', 'UNIQUE" aggregation="SUM"')), "the aggregation 'SUM'"),
    (file(table("a => b | c", "1 => 2 | 3", policy="COLLECT SUM")), "needs exactly one output"), (file(table(HEAD, "1 => 2", policy="PRIORITY")), "needs output values"),
    (file(GOOD.replace("<text>amount</text>", "<text> </text>")), "it has no expression"), (file(GOOD.replace("<text>amount</text>", "<text>a b</text>")), "'a b' can't be used"),
    (file(table(HEAD, "> 1 | > 2 => 'low'")), "it has 2 input cells; the table has 1 input columns"), (file(table("a => b | b", "1 => 2 | 3")), "two outputs have the name 'b'"),
    (file(table("a => b:number=1,x", "1 => 2")), "output values"), (file(GOOD.replace("<output name", "<nothing name").replace("</output>", "</nothing>")), "it has no output"),
    (file(GOOD, more='expressionLanguage="javascript"'), "the expression language 'javascript' is not read here"),
    (file(GOOD.replace("<inputEntry>", '<inputEntry expressionLanguage="groovy">')), "'groovy' is not read here")])
def test_whatever_is_wrong_with_a_file_is_one_clear_finding(content, why):
    tables, found = read_tables("t.dmn", content)
    assert any(why in one.message for one in found)
    assert "t" not in tables or "twice" in why


def test_a_table_with_an_error_leaves_the_others_alone():
    tables, found = read_tables("t.dmn", file(GOOD, table(HEAD, "( => 1", key="bad")))
    assert list(tables) == ["t"]
    assert [one.element for one in found] == ["bad"]


@pytest.mark.parametrize("language", ["feel", "FEEL", "https://www.omg.org/spec/DMN/20191111/FEEL/", "http://www.omg.org/spec/FEEL/20140401", ""])
def test_a_file_that_says_feel_is_read_as_feel(language):
    assert decide(file(GOOD, more=f'expressionLanguage="{language}"'), amount=2).rules == ("r1",)


def test_juel_is_read_in_cells_with_the_input_by_its_name():
    camunda = 'expressionLanguage="JUEL" xmlns:camunda="http://camunda.org/schema/1.0/dmn"'
    drawn = table("amount:number => risk:string", "cellInput gt 5 and sum < 9 => \"a\"", "${sum ge 9} => ${sum > 10 ? 'b' : 'c'}", " =>").replace("<input ", '<input camunda:inputVariable="sum" ')
    content = file(drawn.replace("UNIQUE", "FIRST"), more=camunda)
    assert [decide(content, amount=n).rules for n in (6, 9, 1)] == [("r1",), ("r2",), ("r3",)]
    assert decide(content, amount=9).outputs == [{"risk": "c"}]


CELLS = st.lists(st.sampled_from(["[", "]", "(", ")", "..", "1", "10", "-", ",", "not", "'a'", "?", "<", ">=", "=", "date", "@", "and", "time", "x", "null", "!", "\"", "*"]), max_size=9)


@given(CELLS.map("".join) | CELLS.map(" ".join) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20), st.none() | st.integers() | st.text(max_size=3))
def test_whatever_stands_in_a_cell_it_is_read_or_found(cell, value):
    content = file(table("x => y", "1 => 2").replace("<text>1</text>", "<text></text>")).replace(b"<text></text>", b"<text><![CDATA[" + cell.encode() + b"]]></text>")
    tables, found = read_tables("t.dmn", content)
    assert ("t" in tables) is not any(one.level == "error" for one in found)
    if tables:
        with suppress(TableRefused):
            tables["t"].decide({"x": value}, DAY)
