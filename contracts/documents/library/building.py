"""Makes the vetted texts' .docx from their clauses: `python -m contracts.documents.library.building`; a test holds the two together."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from contracts.documents.library import LIBRARY, wordml
from contracts.documents.library.reading import HERE, Reading, read_text
from contracts.documents.library.tables import (
    IDENTITY,
    PARTIES,
    TABLES,
    TAG,
    Labelled,
    add_compared,
    add_parties,
    add_rows,
    add_signatures,
    fill,
)


def build(key: str) -> Word:
    """The template that `key`.txt makes."""
    return built(read_text(key))


def built(read: Reading, *, has_cover: bool = True) -> Word:
    """The template that this makes; one without a cover names of the parties what identifies them, the rest stands in its main contract."""
    word = Document()
    wordml.set_page(word)
    wordml.set_styles(word)
    wordml.set_numbering(word)
    wordml.set_furniture(word, read.heading)
    if has_cover:
        _cover(word, read)
    else:
        word.sections[0].different_first_page_header_footer = False
    _first_page(word, read, PARTIES if has_cover else IDENTITY)
    for line in read.lines:
        _line(word, line)
    add_signatures(word)
    wordml.gather_free_regions(word)
    return word


def _cover(word: Word, read: Reading) -> None:
    _on_cover(word, "合同编号：{{ number }}", 12, before=10, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _on_cover(word, read.heading, 36, before=90, after=18, face="title")
    _on_cover(word, "（{{ title }}）", 15, after=120, face="heading")
    for label, value in ((f"甲　方（{read.party_a}）", "{{ party_a.name }}"), (f"乙　方（{read.party_b}）", "{{ party_b.name }}"),
                         ("签订日期", "　　　　年　　月　　日")):
        paragraph = word.add_paragraph(style="Cover")
        paragraph.add_run(f"{label}：")
        fill(paragraph, value)
    word.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False


def _on_cover(word: Word, text: str, size: float, *, before: float = 0, after: float = 0, face: str = "body",
              align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER) -> None:
    paragraph = word.add_paragraph(style="Cover")
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = Cm(0)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    for part in filter(None, TAG.split(text)):
        wordml.set_face(paragraph.add_run(part), face, size, bold=face == "title")


def _first_page(word: Word, read: Reading, rows: Labelled) -> None:
    word.add_paragraph(style="Contract Title").add_run(read.heading)
    add_parties(word, read.party_a, read.party_b, rows)
    intro = word.add_paragraph(style="Text")
    intro.paragraph_format.space_before = Pt(12)
    fill(intro, read.intro)


def _line(word: Word, line: str) -> None:
    if line == "|effect":
        add_compared(word)
    elif line in TABLES:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
        add_rows(word, TABLES[line])
    elif line.startswith("# "):
        word.add_paragraph(line[2:], style="Clause")
    elif line.startswith("-- "):
        fill(word.add_paragraph(style="Point"), line[3:], underlined=TAG.fullmatch(line[3:]) is None)
    elif line.startswith("- "):
        paragraph = word.add_paragraph(style="Paragraph")
        paragraph.paragraph_format.keep_with_next = line.endswith("：") or None
        fill(paragraph, line[2:], underlined=TAG.fullmatch(line[2:]) is None)
    elif line.startswith("%"):
        word.add_paragraph("{%p " + line[1:] + " %}", style="Text")
    elif line.startswith("<free ") or line == ">":
        word.add_paragraph(line, style=wordml.REGION)
    else:
        raise ValueError(f"no line of a text: {line[:40]}")


if __name__ == "__main__":
    for text in LIBRARY:
        wordml.save_same_bytes(build(text), HERE / f"{text}.docx")
