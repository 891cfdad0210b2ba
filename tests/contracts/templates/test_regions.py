"""Which regions of a .docx are free."""

from __future__ import annotations

from contracts.documents.library import LIBRARY
from contracts.documents.rendering import paragraphs_of, render
from contracts.documents.templates import template
from contracts.templates.regions import Piece, passages
from tests.contracts.docx import body_of, docx_of

W = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
FREE = '<w:sdt><w:sdtPr><w:tag w:val="free"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
OTHER = FREE.replace('"free"', '"date"')


def test_what_stands_in_a_control_tagged_free_is_free_and_all_else_is_locked():
    docx = body_of(W.format("甲方付款"), FREE.format(W.format("地点") + W.format("时间")), OTHER.format(W.format("日期")))
    assert [(one.text, one.is_free) for one in passages(docx)] == [("甲方付款", False), ("地点", True), ("时间", True), ("日期", False)]


def test_a_part_of_a_paragraph_may_be_free_and_the_rest_locked():
    runs = "<w:p><w:r><w:t>期限为</w:t></w:r>" + FREE.format("<w:r><w:t>十</w:t></w:r>") + "<w:r><w:t>日</w:t></w:r></w:p>"
    found = passages(body_of(runs))[0]
    assert found.pieces == (Piece("期限为", False), Piece("十", True), Piece("日", False))
    assert not found.is_free and found.locked_text == "期限为日"


def test_a_paragraph_whose_words_are_all_free_is_free():
    found = passages(body_of("<w:p>" + FREE.format("<w:r><w:t>全部</w:t></w:r>") + "<w:r><w:t> </w:t></w:r></w:p>"))[0]
    assert found.is_free and found.locked_text == " "


def test_a_free_row_of_a_table_is_free_and_says_that_it_stands_in_one():
    row = "<w:tr><w:tc>" + W.format("{}") + "</w:tc></w:tr>"
    table = "<w:tbl>" + row.format("锁定") + FREE.format(row.format("自由")) + "</w:tbl>"
    assert [(one.text, one.is_free, one.place) for one in passages(body_of(table))] == [("锁定", False, "table"), ("自由", True, "table")]


def test_an_empty_paragraph_is_as_free_as_what_it_stands_in():
    assert [one.is_free for one in passages(body_of("<w:p/>", FREE.format("<w:p/>")))] == [False, True]


def test_a_control_keeps_its_region_when_the_template_is_filled_in():
    filled = render(body_of(W.format("{{ title }}"), FREE.format(W.format("{{ place }}"))), {"title": "维保", "place": "上海"})
    assert [(one.text, one.is_free) for one in passages(filled)] == [("维保", False), ("上海", True)]


def test_a_text_box_is_read_once_and_apart_from_the_paragraph_that_holds_it():
    box = ('<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
           f'{W.format("框内")}</mc:Choice><mc:Fallback>{W.format("框内")}</mc:Fallback></mc:AlternateContent><w:t>框外</w:t></w:r></w:p>')
    assert [one.text for one in passages(body_of(box))] == ["框外", "框内"]


def test_a_stop_of_the_tabulator_is_no_text_and_a_tabulator_is():
    line = '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>'
    assert passages(body_of(line))[0].text == "甲\t乙"


def test_all_that_our_own_texts_say_is_read():
    for key in LIBRARY:
        docx = template(key).docx
        read = {one.text.strip() for one in passages(docx)}
        assert {text.strip() for text in paragraphs_of(docx)} <= read


def test_a_document_without_controls_is_locked_as_a_whole():
    assert not any(one.is_free for one in passages(docx_of("一", "二")))
