"""Small .docx files, good and bad, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from docx import Document


def docx_of(*paragraphs: str) -> bytes:
    """A document of these paragraphs."""
    word, made = Document(), io.BytesIO()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(made)
    return made.getvalue()


def body_of(*blocks: str) -> bytes:
    """A document whose body is this WordprocessingML."""
    plain = docx_of()
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        document = archive.read("word/document.xml").decode()
    return with_parts(plain, {"word/document.xml": document.replace("<w:body>", "<w:body>" + "".join(blocks), 1).encode()})


def with_parts(docx: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The document with parts replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, content in parts.items():
            after.writestr(name, content)
    return made.getvalue()


def linked(docx: bytes, kind: str, target: str) -> bytes:
    """The document with one more relationship to the outside."""
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        rels = archive.read(name).decode()
    link = (f'<Relationship Id="rId999" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
            f'Target="{target}" TargetMode="External"/>')
    return with_parts(docx, {name: rels.replace("</Relationships>", link + "</Relationships>").encode()})


def pictured(docx: bytes, url: str) -> bytes:
    """The document with a picture that lies elsewhere: whoever draws it fetches it."""
    fetching = linked(docx, "image", url)
    with zipfile.ZipFile(io.BytesIO(fetching)) as archive:
        body = archive.read("word/document.xml").decode()
    return with_parts(fetching, {"word/document.xml": body.replace("<w:body>", f"<w:body>{PICTURE}", 1).encode()})


DRAWING, OFFICE = "http://schemas.openxmlformats.org/drawingml/2006", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURE = (f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="990000" cy="990000"/><wp:docPr id="1" name="p"/>'
           f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture">'
           '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
           f'<pic:blipFill><a:blip xmlns:r="{OFFICE}" r:link="rId999"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
           '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
           "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>")
