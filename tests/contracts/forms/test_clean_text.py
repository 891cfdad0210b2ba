"""Text that can stand in a contract."""

from __future__ import annotations

import pytest

from contracts.forms.clean_text import BadText, clean


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "a\x0bb", "a\x0cb", "a\x01", "\ufffe", "\uffff", "a\u202excod.exe"])
def test_signs_that_cut_or_turn_a_document_are_refused(text):
    with pytest.raises(BadText):
        clean(text)


def test_markup_is_only_text():
    assert clean('A & B <C> "D" </w:t>') == 'A & B <C> "D" </w:t>'


def test_breaks_are_kept_only_where_lines_are_asked_for():
    assert clean(" 一\r\n二 \n") == "一 二"
    assert clean(" 一\r\n二 \n", lines=True) == "一\n二"
