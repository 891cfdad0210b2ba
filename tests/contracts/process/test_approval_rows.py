"""The approval table edited as rows: published as the next edition, with everything else as it was."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from contracts.process import engine_words
from contracts.process.approval_rows import (
    EditionMoved,
    RowsFailTests,
    RowsRefused,
    failed_tests,
    opened_rows,
    prepare_rows,
    publish_rows,
    try_rows,
)
from contracts.process.cell_words import read_bounds, read_values, write_bounds, write_values
from engine.desk import Actor, at_desk, reading_at
from engine.editions import files_of, live, publish
from engine.errors import Invalid, NotYours
from engine.tables.sheets import Row

ZHENG = Actor("zheng", frozenset({"process-admin"}))
PURCHASES = {"amount": "3000", "type": "purchase", "risk": "normal", "department": "ENG"}


def opened(house):
    with reading_at(house, ZHENG) as desk:
        return opened_rows(desk)


def row_for(sheet, says, outputs=(), **cells):
    """A row that asks these of the columns by what they ask, and those outputs."""
    return Row("", says, tuple(cells.get(one.asks, "-") for one in sheet.inputs),
               tuple("true" if one.asks in outputs else "false" for one in sheet.outputs))


def prepared(house, rows, digest):
    with reading_at(house, ZHENG) as desk:
        return prepare_rows(desk, rows, digest)


def published(house, rows, digest, reason="small purchases", **more):
    with at_desk(house, ZHENG) as desk:
        return publish_rows(desk, prepared(house, rows, digest), reason, **more)


def test_a_new_row_is_the_next_edition_and_every_other_byte_is_as_it_was(chancery_house):
    now = opened(chancery_house)
    new = row_for(now.sheet, "小额采购", ["finance"], amount="<= 5000", type='"purchase"')
    number = published(chancery_house, [new, *now.sheet.rows], now.digest)
    with reading_at(chancery_house, ZHENG) as desk:
        before, after = files_of(desk, now.digest), files_of(desk, live(desk, "contract").digest)
    assert number == now.number + 1 and {path for path in after if after[path] != before[path]} == {"approval.dmn"} and after.keys() == before.keys()
    start = before["approval.dmn"].index(b"<rule")
    assert after["approval.dmn"].endswith(before["approval.dmn"][start:]) and after["approval.dmn"].startswith(before["approval.dmn"][:start])


def test_the_row_that_matches_is_shown_before_it_is_published(chancery_house):
    now = opened(chancery_house)
    new = row_for(now.sheet, "小额采购", ["finance"], amount="<= 5000", type='"purchase"')
    with reading_at(chancery_house, ZHENG) as desk:
        tried = try_rows(desk, [new, *now.sheet.rows], now.digest, PURCHASES)
        assert tried.rows == (1,) and tried.outputs[0]["finance"] and not tried.outputs[0]["legal"]
        assert try_rows(desk, [new], now.digest, {**PURCHASES, "type": "service"}).rows == ()


def test_what_is_wrong_is_said_at_its_cell(chancery_house):
    now = opened(chancery_house)
    wrong = row_for(now.sheet, "", amount="> many..", type="purchase")
    with pytest.raises(RowsRefused) as refused:
        prepared(chancery_house, [now.sheet.rows[0], wrong, *now.sheet.rows[1:]], now.digest)
    assert {"rows.2.1", "rows.2.2"} == set(refused.value.facts["fields"]) - {"rows"}


def test_what_is_wrong_is_said_in_sentences_of_our_own_that_are_translated(chancery_house):
    now = opened(chancery_house)
    wrong = row_for(now.sheet, "", amount="> many..", type="purchase", over_budget="maybe)")
    wrong = replace(wrong, outputs=("perhaps(", *wrong.outputs[1:]))
    with pytest.raises(RowsRefused) as refused:
        prepared(chancery_house, [wrong, *now.sheet.rows], now.digest)
    said = {place: (fault.template, fault.values) for place, fault in refused.value.facts["fields"].items()}
    assert said["rows.1.1"] == (engine_words.CONDITIONS["number"], {"cell": "> many.."})
    assert said["rows.1.2"] == (engine_words.WORD, {"cell": "purchase"})
    assert said["rows.1.5"] == (engine_words.CONDITIONS["boolean"], {"cell": "maybe)"})
    assert said[f"rows.1.{len(now.sheet.inputs) + 1}"] == (engine_words.ANSWER, {"cell": "perhaps("})


def test_facts_that_are_no_number_are_said_so(chancery_house):
    now = opened(chancery_house)
    with reading_at(chancery_house, ZHENG) as desk:
        tried = try_rows(desk, list(now.sheet.rows), now.digest, {**PURCHASES, "amount": "a lot"})
    assert (tried.why.template, tried.why.values) == ("%(cell)s is no number.", {"cell": "a lot"})


@pytest.mark.parametrize(("deviations", "asked"), [(None, False), ("0", False), ("1", True)])
def test_a_small_contract_that_deviates_from_the_vetted_text_goes_to_legal(chancery_house, deviations, asked):
    now = opened(chancery_house)
    with reading_at(chancery_house, ZHENG) as desk:
        tried = try_rows(desk, list(now.sheet.rows), now.digest, {**PURCHASES, "deviations": deviations})
    assert tried.outputs[0]["legal"] is asked and not tried.outputs[0]["general_manager"]


def test_an_edition_without_the_column_is_still_opened_and_published(chancery_house):
    before = opened(chancery_house)
    with reading_at(chancery_house, ZHENG) as desk:
        files = files_of(desk, before.digest)
    old = re.sub(rb'\s*<inputEntry id="[a-z-]+-deviations">.*?</inputEntry>|\s*<input id="in-deviations".*?</input>', b"", files["approval.dmn"], flags=re.DOTALL)
    kept = {path: content for path, content in files.items() if path != "small-deviating.scenario.yaml"}
    with at_desk(chancery_house, ZHENG) as desk:
        publish(desk, "contract", {**kept, "approval.dmn": old}, "as it was")
    now = opened(chancery_house)
    assert "deviations" not in {one.asks for one in now.sheet.inputs}
    assert published(chancery_house, now.sheet.rows[:1] + now.sheet.rows[1:], now.digest) == now.number


def test_rows_of_an_older_edition_bury_nothing(chancery_house):
    now = opened(chancery_house)
    published(chancery_house, [row_for(now.sheet, "甲", ["finance"], amount="< 1"), *now.sheet.rows], now.digest)
    with pytest.raises(EditionMoved) as refused:
        published(chancery_house, [row_for(now.sheet, "乙", ["legal"], amount="< 2"), *now.sheet.rows], now.digest)
    assert refused.value.facts["by"] == "zheng"


def test_rows_that_fail_the_process_tests_are_published_only_on_purpose(chancery_house):
    now = opened(chancery_house)
    rows = [replace(row, outputs=("true", *("false" for _ in row.outputs[1:]))) for row in now.sheet.rows]
    failed = failed_tests(prepared(chancery_house, rows, now.digest))
    assert failed
    with pytest.raises(RowsFailTests):
        published(chancery_house, rows, now.digest, failed=failed)
    published(chancery_house, rows, now.digest, failed=failed, untested=True)
    assert opened(chancery_house).reason == "small purchases (untested)"


def test_a_reason_is_asked_and_only_process_administrators_publish(chancery_house):
    now = opened(chancery_house)
    with pytest.raises(Invalid):
        published(chancery_house, now.sheet.rows, now.digest, reason=" ")
    with reading_at(chancery_house, Actor("li", frozenset({"admin", "legal"}))) as desk, pytest.raises(NotYours):
        opened_rows(desk)


@pytest.mark.parametrize("cell", ["> 50000", ">= 1", "< 2.50", "<= 3", "(50000..1000000]", "[1..2)", "-"])
def test_an_amount_in_a_form_is_the_cell_that_it_came_from(cell):
    assert write_bounds(read_bounds(cell)) == cell


@pytest.mark.parametrize("cell", ['"high"', '"a","b"', 'not("high")', "-"])
def test_ticks_in_a_form_are_the_cell_that_they_came_from(cell):
    assert write_values(*read_values(cell)) == cell


@pytest.mark.parametrize("cell", ["? > limit", "high", "[1..", 'not("a"', "date(1)"])
def test_what_no_form_has_is_left_as_the_table_has_it(cell):
    assert read_bounds(cell) is None and read_values(cell) is None
