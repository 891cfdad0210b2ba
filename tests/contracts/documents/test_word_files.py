"""Uploaded Word files."""

from __future__ import annotations

import tracemalloc

import pytest

from contracts.documents.word_files import NotWord, UnpacksTooLarge, Unsafe, marks_left, require_safe_word
from tests.contracts.docx import docx_of, linked, with_parts

GOOD = docx_of("合同正文")
FIELD = ('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:instrText> {0} "http://x/y" '
         "</w:instrText></w:r></w:p></w:body></w:document>")


def test_a_plain_document_passes():
    require_safe_word(GOOD)
    require_safe_word(linked(GOOD, "hyperlink", "https://example.org"))


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"PK\x03\x04nonsense", with_parts(docx_of("x"), {"[Content_Types].xml": b"<a/>"})])
def test_what_only_calls_itself_a_document_is_refused(content):
    with pytest.raises(NotWord):
        require_safe_word(content)


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = with_parts(GOOD, {"word/styles.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})
    tracemalloc.start()
    with pytest.raises(UnpacksTooLarge):
        require_safe_word(bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2_000_000


@pytest.mark.parametrize(("kind", "target"), [("image", "http://127.0.0.1/a.png"), ("attachedTemplate", "http://x/y.dotm"), ("hyperlink", "file:///etc/passwd"),
                                              ("oleObject", "http://x/y")])
def test_a_document_that_fetches_from_outside_is_refused(kind, target):
    with pytest.raises(Unsafe):
        require_safe_word(linked(GOOD, kind, target))


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "../x.xml", "word\\x.xml", "/x.xml", "WORD/document.xml", "word/embeddings/a.bin"])
def test_a_document_with_macros_or_odd_names_is_refused(name):
    with pytest.raises(Unsafe):
        require_safe_word(with_parts(GOOD, {name: b"<x/>"}))


@pytest.mark.parametrize("field", ["DDEAUTO", "INCLUDEPICTURE", "INCLUDETEXT"])
def test_a_field_that_fetches_is_refused(field):
    with pytest.raises(Unsafe):
        require_safe_word(with_parts(GOOD, {"word/document.xml": FIELD.format(field).encode()}))


def test_a_document_type_declaration_is_refused():
    with pytest.raises(Unsafe, match="DOCTYPE"):
        require_safe_word(with_parts(GOOD, {"word/document.xml": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}))


def test_tracked_changes_are_seen():
    changed = FIELD.format("PAGE").replace("<w:p>", '<w:p><w:ins w:id="1"/>').encode()
    assert list(marks_left(with_parts(GOOD, {"word/document.xml": changed}))) == ["ins"]
