"""The library of vetted texts."""

from __future__ import annotations

import io
import zipfile

import pytest

from contracts.documents.rendering import paragraphs_of
from contracts.documents.templates import TemplateRefused, pin, pinned, require_template, template
from contracts.documents.word_files import Unsafe, require_safe_word
from contracts.files.vault import Vault
from engine.errors import NotFound
from tests.contracts.docx import docx_of, linked

NAMES = {"number", "party_a", "lines", "title"}


def test_the_service_contract_has_numbered_clauses_pages_and_chinese_set_in_chinese():
    with zipfile.ZipFile(io.BytesIO(template("service").docx)) as parts:
        numbering, styles, document = (parts.read(f"word/{name}.xml").decode() for name in ("numbering", "styles", "document"))
        footers = "".join(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
    assert "chineseCountingThousand" in numbering
    assert 'w:eastAsia="zh-CN"' in styles
    assert document.count('w:val="Clause"') >= 15
    assert "NUMPAGES" in footers and " PAGE " in footers


@pytest.mark.parametrize("expression", ["{{ cycler.__init__.__globals__ }}", "{{ title.__class__ }}", "{{ title.upper() }}", "{{ title|length }}", "{{ lines[0] }}",
                                        "{% set x = 1 %}", "{% include 'x' %}", "{% for l in range(9) %}", "{% if title", "{{ 9 ** 9 }}"])
def test_a_template_that_does_more_than_fill_in_is_refused_and_quoted(expression):
    with pytest.raises(TemplateRefused) as refused:
        require_template(docx_of(expression + (" {{ title }}" if expression.endswith("title") else "")), set(NAMES))
    assert refused.value.facts["expression"][:8] in expression


def test_a_misspelt_name_is_refused_with_the_names_that_are_near():
    with pytest.raises(TemplateRefused) as refused:
        require_template(docx_of("{{ numbr }}"), set(NAMES))
    assert refused.value.facts == {"expression": "{{ numbr }}", "near": "number"}


def test_a_template_with_a_link_to_the_outside_is_refused():
    with pytest.raises(Unsafe):
        require_template(linked(docx_of("x"), "image", "http://127.0.0.1/x.png"), set(NAMES))


def test_a_contract_finds_its_version_after_the_library_has_moved_on(house, tmp_path, monkeypatch):
    house.parts["vault"] = Vault(tmp_path / "files")
    chosen = pin(house, "service")
    monkeypatch.setattr("contracts.documents.templates.LIBRARY", {})
    assert pinned(house, chosen.version).docx == chosen.docx
    require_safe_word(chosen.docx)
    assert any("第" not in text and "合同编号" in text for text in paragraphs_of(chosen.docx))


def test_a_text_that_is_not_in_the_library_is_not_found():
    with pytest.raises(NotFound):
        template("../../etc/passwd")
