"""What the domain misses in an edition."""

from __future__ import annotations

import pytest

from contracts.forms.editions import known_facts, look_over
from engine.flow.compiling import check_files
from tests.engine.drawn import row
from tests.engine.flow.shapes import call, diagram

FORM = b'{"form": 1, "key": "review", "title": {"zh": "a", "en": "a"}, "sections": [{"key": "s", "title": {"zh": "a", "en": "a"}, "fields": ' \
       b'[{"name": "remark", "kind": "text", "label": {"zh": "a", "en": "a"}}]}]}'


def missed(drawn, **forms):
    files = {**drawn, **{f"{key}.form.json": content for key, content in forms.items()}}
    return [f"{found.level}: {found.sentence}" for found in look_over(check_files(drawn)[0], files)]


def test_a_form_that_no_file_has_is_an_error():
    assert missed(row("a", a={"formKey": "reviw"}), review=FORM) == [
        "error: a: The form 'reviw' is missing in this edition: there is no file reviw.form.json. Do you mean 'review'?"]


@pytest.mark.parametrize("key", ["embedded:app:forms/a.html", "camunda-forms:deployment:a.form"])
def test_a_form_of_another_engine_is_told(key):
    assert [one[:7] for one in missed(row("a", a={"formKey": key}))] == ["warning"]


def test_a_form_that_is_there_with_its_fields_is_fine():
    assert missed(row("a", a={"formKey": "review", "fields": "remark:write,risk:write,amount:hidden"}), review=FORM) == []


def test_a_field_that_no_form_has_is_told_with_a_near_one():
    assert missed(row("a", a={"formKey": "review", "fields": "remrk:write"}), review=FORM) == [
        "warning: a: No form of this edition has the field 'remrk'. Do you mean 'remark'?"]


def test_a_form_that_can_not_be_read_is_an_error():
    assert missed(row("a", a={"formKey": "review"}), review=b'{"form": 2}') == [
        'error: form: a JSON object with "form": 1 is expected']


def test_a_stage_that_no_contract_has_is_told():
    drawn = diagram("start c end", call("c", "q")) | diagram("start2 a end2", key="q")
    drawn = {path: content.replace(b'name="stage" value="c"', b'name="stage" value="reviwe"') for path, content in drawn.items()}
    assert missed(drawn) == ["warning: c: No contract has the stage 'reviwe', so the ledger does not show it. Do you mean 'review'?"]


def test_the_facts_of_contracts_and_of_obligations_are_known():
    assert {"amount", "department", "risk", "comes_up_at"} <= known_facts()
