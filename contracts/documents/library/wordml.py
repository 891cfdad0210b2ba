"""What python-docx has no words for: East Asian faces, real numbering, page fields, borders; and saving to the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FACES = {"body": "宋体", "heading": "黑体", "title": "黑体"}
BORN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LEVELS = (("chineseCountingThousand", "第%1条", "Clause", 0, 0), ("decimal", "%2.", "Paragraph", 0, 2),
          ("decimal", "（%3）", "Point", 2, 2))
LATIN = "Times New Roman"
REGION = "Region"                         # the style of the marks that `gather_free_regions` replaces


def set_page(word: Word) -> None:
    """A4 with the margins of an official paper."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Cm(2.6), Cm(2.4), Cm(2.5), Cm(2.5)
    section.header_distance, section.footer_distance = Cm(1.5), Cm(1.4)


def set_face(run: Run, face: str, size: float, *, bold: bool = False) -> None:
    """Give the run a Chinese and a Latin face."""
    run.font.size, run.font.bold = Pt(size), bold
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script, name in (("eastAsia", FACES[face]), ("ascii", "Times New Roman"), ("hAnsi", "Times New Roman")):
        fonts.set(qn(f"w:{script}"), name)


def set_styles(word: Word) -> None:
    """The styles of a contract: 小四 宋体 with one and a half lines; 黑体 for the clauses."""
    _language(word)
    normal = word.styles["Normal"]
    _face(normal, "body", 12)
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(0)
    _style(word, "Text", indent=Pt(24))
    _style(word, "Clause", face="heading", before=10, after=2, keep=True, outline=0)
    _style(word, "Paragraph", justify=True)
    _style(word, "Point", justify=True)
    _style(word, "Cell", size=10.5, single=True, before=3, after=3)
    _style(word, "Cell Head", face="heading", size=10.5, single=True, before=3, after=3, centre=True)
    _style(word, "Signing", single=True)
    _style(word, "Gap", size=4, single=True)
    _style(word, REGION)
    _style(word, "Contract Title", face="title", size=20, before=6, after=14, centre=True)
    _style(word, "Cover", size=15, single=True, after=16).paragraph_format.left_indent = Cm(1.6)


def _language(word: Word) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")) + defaults.findall(qn("w:rFonts")):
        defaults.remove(old)
    defaults.insert(0, parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="宋体" w:cs="{LATIN}"/>'))
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'))
    settings = word.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        settings.remove(old)
    settings.append(parse_xml(f'<w:themeFontLang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))


def _face(style: Any, face: str, size: float) -> None:
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script, name in (("ascii", "Times New Roman"), ("hAnsi", "Times New Roman"), ("eastAsia", FACES[face])):
        fonts.set(qn(f"w:{script}"), name)


def _style(word: Word, name: str, *, face: str = "body", size: float = 12, before: float = 0, after: float = 0,
           indent: Pt | None = None, justify: bool = False, centre: bool = False, single: bool = False, keep: bool = False,
           outline: int | None = None) -> ParagraphStyle:
    style: ParagraphStyle = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    _face(style, face, size)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.first_line_indent, shape.keep_with_next = Pt(before), Pt(after), indent, keep
    if justify or centre:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.JUSTIFY
    if single:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(outline))
        style.element.get_or_add_pPr().append(level)
    return style


def set_numbering(word: Word) -> None:
    """第一条, 1., （1）: one list of three levels, each tied to its style, so that Word renumbers by itself."""
    numbering = word.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left * 240}" w:firstLine="{first * 240}"/></w:pPr></w:lvl>'
        for depth, (shape, text, style, left, first) in enumerate(LEVELS))
    kind = '<w:multiLevelType w:val="multilevel"/>'
    numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1">{kind}{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))
    for depth, (_shape, _text, style, _left, _first) in enumerate(LEVELS):
        properties = word.styles[style].element.get_or_add_pPr()
        properties.insert(0, parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'))


def set_furniture(word: Word, heading: str) -> None:
    """Header with title and number, footer 第 X 页 共 Y 页; the cover has neither."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    for tabs in word.styles["Header"].element.findall(f"{qn('w:pPr')}/{qn('w:tabs')}"):
        tabs.getparent().remove(tabs)
    head.paragraph_format.tab_stops.add_tab_stop(Cm(16), alignment=WD_TAB_ALIGNMENT.RIGHT)
    for part in (heading, "\t合同编号：", "{{ number }}"):
        set_face(head.add_run(part), "body", 9)
    head._element.get_or_add_pPr().append(parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="3" w:color="808080"/></w:pBdr>'))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"):
        _page_field(foot, part) if part.isupper() else set_face(foot.add_run(part), "body", 9)


def _page_field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", code, "separate", "1", "end"):
        run = paragraph.add_run()
        set_face(run, "body", 9)
        if kind == "1":
            run.text = kind
            continue
        inner = OxmlElement("w:instrText" if kind == code else "w:fldChar")
        if kind == code:
            inner.text = f" {code} "
        else:
            inner.set(qn("w:fldCharType"), kind)
        run._element.append(inner)


def set_borders(table: Table) -> None:
    """Thin lines round all cells."""
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    table._element.tblPr.append(parse_xml(f'<w:tblBorders {nsdecls("w")}>{sides}</w:tblBorders>'))


def set_widths(table: Table, widths: tuple[float, ...]) -> None:
    """Fixed columns, in centimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def keep_row_together(row: _Row, *, is_head: bool) -> None:
    """No row breaks over a page; the head is repeated on the next."""
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", *(("w:tblHeader",) if is_head else ())):
        properties.append(OxmlElement(tag))


def gather_free_regions(word: Word) -> None:
    """What stands between the marks `<free NAME` and `>` goes into content controls with the tag `free`; all else is locked."""
    region = None
    for element in list(word.element.body):
        mark = Paragraph(element, word) if element.tag == qn("w:p") else None
        if mark is None or mark.style is None or mark.style.name != REGION:
            if region is not None:
                region.append(element)
            continue
        if mark.text == ">":
            region = None
        else:
            control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{mark.text.removeprefix("<free ")}"/><w:tag w:val="free"/>'
                                "</w:sdtPr><w:sdtContent/></w:sdt>")
            element.addprevious(control)
            region = control[1]
        word.element.body.remove(element)
    word.styles[REGION].delete()


def save_same_bytes(word: Word, path: Path) -> None:
    """Save so that the same text gives the same bytes: fixed dates inside and in the zip."""
    core = word.core_properties
    core.author, core.title, core.comments, core.created, core.modified, core.last_modified_by = "Chancery", "", "", BORN, BORN, ""
    made = io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), before.read(name), zipfile.ZIP_DEFLATED)
