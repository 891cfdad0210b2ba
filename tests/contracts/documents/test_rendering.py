"""From a template and values to a .docx: everything arrives, nothing runs."""

from __future__ import annotations

import pytest

from contracts.documents.rendering import CannotRender, TextLost, paragraphs_of, render
from tests.contracts.docx import docx_of

ATTACKS = ["{{ cycler.__init__.__globals__ }}", "{{ lipsum.__globals__['os'].popen('id') }}", "{{ '{0.__class__}'.format(a) }}",
           "{{ a.__class__.__mro__ }}", "{% for i in range(1000000000) %}{% endfor %}",
           "{% for i in range(9) %}x{% endfor %}", "{{ items.append(1) }}", "{{ contrct }}"]


def test_a_value_stands_in_the_text_where_its_name_stood():
    assert "甲方：华远" in list(paragraphs_of(render(docx_of("甲方：{{ a }}"), {"a": "华远"})))


@pytest.mark.parametrize("value", ['A & B <C> "D"', "a<b", "</w:t></w:r></w:p><w:p><w:r><w:t>", "{{ b }}", "{% if x %}"])
def test_markup_in_a_value_is_printed_as_it_was_typed(value):
    made = list(paragraphs_of(render(docx_of("{{ a }} 之后", "第二段"), {"a": value})))
    assert made == [f"{value} 之后", "第二段"]


@pytest.mark.parametrize("value", ["\ud800", "a\x00b", "a\x0cb", "\ufffe"])
def test_a_sign_that_would_cut_the_document_is_refused(value):
    with pytest.raises(TextLost):
        render(docx_of("{{ a }}", "第二段"), {"a": value})


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_that_reaches_for_more_than_its_values_is_refused(attack):
    with pytest.raises(CannotRender):
        render(docx_of(attack), {"a": "x", "items": ["y"]})


def test_only_text_and_lists_of_text_go_into_a_template():
    with pytest.raises(CannotRender):
        render(docx_of("{{ a }}"), {"a": object()})


def test_a_loop_prints_every_row_and_a_condition_may_hide_its_text():
    template = docx_of("{%p for line in lines %}", "- {{ line }}", "{%p endfor %}", "{%p if no %}", "不应出现 {{ a }}", "{%p endif %}", "末")
    assert list(paragraphs_of(render(template, {"lines": ["一", "二"], "no": "", "a": "x"}))) == ["- 一", "- 二", "末"]


def test_a_template_that_drops_a_value_is_noticed(monkeypatch):
    monkeypatch.setattr("docxtpl.DocxTemplate.render", lambda self, *_given, **_more: None)
    with pytest.raises(TextLost):
        render(docx_of("甲方：{{ a }}"), {"a": "华远"})
