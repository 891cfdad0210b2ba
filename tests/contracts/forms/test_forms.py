"""Forms: one definition, read on the server; what is wrong is said, what was typed is kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import orjson
import pytest

from contracts.forms.files import FormRefused, read_form

TODAY = dt.date(2026, 3, 2)
BPMN = Path(__file__).parents[3] / "bpmn"
DRAFT = read_form((BPMN / "contract/draft.form.json").read_bytes(), "draft.form.json")
PLAN = [{"name": "预付款", "condition": "签约后", "amount": "400000", "due_on": "2026-04-01"},
        {"name": "尾款", "condition": "验收后", "amount": "800,000.00", "due_on": "2026-12-01"}]
GOOD = {"title": "电梯维保", "department": "ENG", "direction": "expense", "risk": "normal", "counterparty": "安泰", "counterparty_code": "91510100MA00000077",
        "counterparty_address": "成都", "counterparty_representative": "某", "counterparty_contact": "某", "counterparty_phone": "1", "counterparty_bank": "工行",
        "counterparty_account": "1", "amount": "1,200,000", "tax_rate": "0.06", "starts_on": "2026-04-01", "ends_on": "2027-03-31", "plan": PLAN}


def read(**changed):
    return DRAFT.read({**GOOD, **changed}, today=TODAY, departments=["ENG"])


def said(reading):
    return {found.field: found.says["en"] if found.says else found.sentence for found in reading.findings}


def test_a_good_draft_is_read_into_values():
    reading = read()
    assert reading.findings == ()
    assert (reading.values["amount"], reading.values["starts_on"]) == (Decimal("1200000.00"), dt.date(2026, 4, 1))
    assert reading.values["plan"][1]["amount"] == Decimal("800000.00")


def test_numbers_and_days_are_read_in_full_width_too():
    reading = read(amount="１，２００，０００．００", starts_on="２０２６－０４－０１", counterparty_code="９１５１０１００ＭＡ００００００７７")
    assert reading.findings == ()
    assert (reading.values["amount"], reading.values["starts_on"]) == (Decimal("1200000.00"), dt.date(2026, 4, 1))


@pytest.mark.parametrize("file", sorted(BPMN.glob("*/*.form.json")), ids=lambda file: file.stem)
def test_every_form_of_ours_is_one(file):
    assert read_form(file.read_bytes(), file.name).key == file.name.removesuffix(".form.json")


@pytest.mark.parametrize(("field", "typed"), [
    ("amount", "NaN"), ("amount", "1e999"), ("amount", "-0"), ("amount", "1" * 40), ("amount", 1.5), ("amount", "0"), ("title", "\ud800"), ("title", "x" * 201),
    ("counterparty_code", "91350100M000100Y4Z"), ("starts_on", "下周"), ("starts_on", "2026-02-30"), ("department", "XXX"), ("tax_rate", "0.5"), ("tax_rate", "NaN"),
    ("direction", "both"), ("direction", ["expense"]), ("title", {"a": 1})])
def test_what_cannot_be_read_is_kept_as_typed_and_said(field, typed):
    reading = read(**{field: typed})
    assert field in said(reading)
    assert field in reading.unread
    orjson.dumps(reading.unread)


def test_what_is_needed_and_missing_is_said_of_every_field():
    assert set(said(DRAFT.read({}, today=TODAY))) == {one.name for one in DRAFT.fields if one.required}


def test_a_field_that_the_form_does_not_have_is_an_error():
    assert said(read(amount_approved="1")) == {"amount_approved": "The form has no such field."}


@pytest.mark.parametrize(("changed", "field"), [
    ({"ends_on": "2026-03-31"}, "ends_on"), ({"amount": "1200000.01"}, "plan"), ({"plan": PLAN[::-1]}, "plan"), ({"starts_on": "2026-03-01"}, "starts_on"),
    ({"risk": "low"}, "risk"), ({"counterparty_code": "91100000D21105675P"}, "counterparty_code")])
def test_a_rule_between_fields_is_held(changed, field):
    assert list(said(read(**changed))) == [field]


def test_a_rule_waits_until_its_fields_are_filled():
    assert "ends_on" in said(read(ends_on=""))
    assert said(read(ends_on=""))["ends_on"] == "This is needed."


def test_a_finding_in_a_row_names_its_row_and_column_and_the_rows_are_kept():
    reading = read(plan=[PLAN[0], {**PLAN[1], "amount": "viel"}])
    assert list(said(reading)) == ["plan.2.amount"]
    assert reading.unread["plan"][1]["amount"] == "viel"


def test_empty_rows_are_left_out_and_too_many_refused():
    assert read(plan=[{}, *PLAN, {"name": " "}]).findings == ()
    assert said(read(plan=PLAN * 31))["plan"] == "At most %(most)s rows."


@pytest.mark.parametrize(("form", "wrong"), [
    ({"form": 2}, "form"), ({"sections": 1}, "sections"), ({"sections": [{"key": "a", "title": {"zh": "a", "en": "a"}, "fields": [{"name": "A b", "kind": "text"}]}]}, "name"),
    ({"sections": [{"key": "a", "title": {}, "fields": []}]}, "title"), ({"extra": 1}, "extra"),
    ({"sections": [{"key": "a", "title": {"zh": "a", "en": "a"}, "fields": [{"name": "a", "kind": "sql", "label": {"zh": "a", "en": "a"}}]}]}, "sql"),
    ({"rules": [{"field": "x", "level": "error", "holds": "y > 1", "says": {"zh": "a", "en": "a"}}]}, "x, y")])
def test_a_bad_form_is_refused_with_what_is_wrong(form, wrong):
    with pytest.raises(FormRefused) as refused:
        read_form(orjson.dumps({"form": 1, "key": "a", "title": {"zh": "a", "en": "a"}, "sections": [], "rules": []} | form), "a.form.json")
    assert any(wrong in finding for finding in refused.value.facts["findings"])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"x" * 300_000])
def test_what_is_no_json_is_refused_in_one_sentence(content):
    with pytest.raises(FormRefused):
        read_form(content, "a.form.json")


def form_with(fields, *rules):
    """A form of these fields and rules."""
    said = {"zh": "错", "en": "wrong"}
    made = {"form": 1, "key": "small", "title": said, "sections": [{"key": "all", "title": said, "fields": [{"label": said, **one} for one in fields]}],
            "rules": [{"level": "error", "says": said, **rule} for rule in rules]}
    return read_form(orjson.dumps(made), "small.form.json")


def test_a_rule_waits_for_its_fields_unless_it_is_asked_with_empty_ones_too():
    fields = [{"name": "adjusted", "kind": "yes_no"}, {"name": "materials", "kind": "text"}]
    rule = {"field": "materials", "holds": "not adjusted || materials != null"}
    waiting, asked = form_with(fields, rule), form_with(fields, {**rule, "even_empty": True})
    assert waiting.read({"adjusted": "yes"}, today=TODAY).findings == ()
    assert [found.field for found in asked.read({"adjusted": "yes"}, today=TODAY).findings] == ["materials"]
    assert asked.read({}, today=TODAY).findings == asked.read({"adjusted": "yes", "materials": "钢筋"}, today=TODAY).findings == ()


@pytest.mark.parametrize(("amount", "wrong"), [("300.00", []), ("299.99", ["goods"])])
def test_in_each_row_the_count_times_the_price_is_the_amount(amount, wrong):
    columns = [{"name": name, "kind": kind, "label": {"zh": "列", "en": "column"}} for name, kind in (("count", "integer"), ("price", "money"), ("sum", "money"))]
    form = form_with([{"name": "goods", "kind": "rows", "columns": columns}], {"field": "goods", "holds": "multiplied(goods, 'count', 'price', 'sum')"})
    read = form.read({"goods": [{"count": "3", "price": "100", "sum": amount}]}, today=TODAY)
    assert [found.field for found in read.findings] == wrong


@pytest.mark.parametrize(("ends_on", "wrong"), [("2026-12-31", []), ("2027-01-01", ["starts_on"]), ("2025-12-31", ["starts_on"])])
def test_days_are_counted_with_the_first_and_the_last(ends_on, wrong):
    form = form_with([{"name": name, "kind": "date"} for name in ("starts_on", "ends_on")], {"field": "starts_on", "holds": "days(starts_on, ends_on) == 365"})
    assert [found.field for found in form.read({"starts_on": "2026-01-01", "ends_on": ends_on}, today=TODAY).findings] == wrong
