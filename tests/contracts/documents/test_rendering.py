"""From a template and values to a .docx: everything arrives, nothing runs."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from contracts.documents.rendering import CannotRender, TextLost, paragraphs_of, render
from contracts.documents.templates import TemplateRefused, require_template
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


def word_of(change):
    """A document that `change` has worked on."""
    word = Document()
    change(word)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def test_a_tab_stop_is_no_tab_and_a_tab_is_one():
    def change(word):
        paragraph = word.add_paragraph("甲方")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(4))
        paragraph.add_run().add_tab()
        paragraph.add_run("乙方")

    assert list(paragraphs_of(word_of(change))) == ["甲方\t乙方"]


def test_headers_and_footers_of_first_and_even_pages_are_read_once_each():
    def change(word):
        word.settings.odd_and_even_pages_header_footer = word.sections[0].different_first_page_header_footer = True
        for name in ("header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer"):
            getattr(word.sections[0], name).paragraphs[0].text = name
        word.add_section()

    assert [line for line in paragraphs_of(word_of(change)) if line] == [
        "header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer"]


def test_a_tag_in_the_header_of_the_first_page_is_filled_in_and_looked_after():
    def change(word):
        word.sections[0].different_first_page_header_footer = True
        word.sections[0].first_page_header.paragraphs[0].text = "编号 {{ a }}"

    assert "编号 7" in list(paragraphs_of(render(word_of(change), {"a": "7"})))
    with pytest.raises(TemplateRefused):
        require_template(word_of(change), {"b"})


def test_the_text_of_a_box_is_a_paragraph_of_its_own_and_is_read_once():
    box = f'<w:r {nsdecls("w")}><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:r>'

    def change(word):
        word.add_paragraph("框外")._p.append(parse_xml(box))

    assert list(paragraphs_of(word_of(change))) == ["框外", "框内"]
