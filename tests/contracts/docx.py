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
