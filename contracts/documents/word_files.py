"""Uploaded Word files: what a .docx must not be or hold before anybody opens it; and what a template may say."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from engine.errors import Refusal, _l

MOST_ENTRIES, LARGEST, WORST_RATIO = 300, 50 * 1024 * 1024, 100
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FETCHING = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|LINK)\b")
ACTIVE = re.compile(r"vba(project\.bin|data\.xml)$|/activex/|/embeddings/")
MARKS = ("ins", "del", "moveFrom", "moveTo", "commentReference", "vanish")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class NotWord(Refusal):
    """The file is not a Word document, whatever its name says; facts: why."""

    code, status = "not-word", 415
    title = _l("This is not a Word document.")
    hint = _l("Open it in Word or WPS and save it as .docx.")


class UnpacksTooLarge(Refusal):
    """A small file that unpacks to far more than a document has; facts: size (unpacked), most."""

    code, status = "unpacks-too-large", 413
    title = _l("This document unpacks to far more than its size: it is damaged, or made to do harm.")
    hint = _l("Open it in Word or WPS, save it anew and attach that.")


class Unsafe(Refusal):
    """The document fetches or runs something when it is opened; facts: what."""

    code, status = "unsafe-file", 422
    title = _l("This document brings along things that are not only text.")
    hint = _l("Remove what is named here, save it and try again.")


def require_safe_word(content: bytes) -> None:
    """Raises NotWord, UnpacksTooLarge or Unsafe before anything is unpacked in full: bombs, macros, links to the outside, altChunk, DDE."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as no_zip:
        raise NotWord(why="no zip") from no_zip
    with archive:
        _require_small(archive)
        _require_names(archive)
        _require_main(archive)
        for entry in archive.infolist():
            _require_harmless(entry.filename, _read(archive, entry))


def _require_small(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    size, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or size > LARGEST or size > WORST_RATIO * max(packed, 1) + 1_000_000:
        raise UnpacksTooLarge(size=size, most=LARGEST)


def _require_names(archive: zipfile.ZipFile) -> None:
    seen: set[str] = set()
    for name in archive.namelist():
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or name.casefold() in seen:
            raise Unsafe(what=name[:80])
        if ACTIVE.search(name.casefold()):
            raise Unsafe(what=name[:80])
        seen.add(name.casefold())


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as opened:
            content = opened.read(LARGEST + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as broken:
        raise NotWord(why=entry.filename[:80]) from broken
    if len(content) > LARGEST:                                  # the size in the directory was a lie
        raise UnpacksTooLarge(size=len(content), most=LARGEST)
    return content


def _require_main(archive: zipfile.ZipFile) -> None:
    if "[Content_Types].xml" not in archive.namelist() or "word/document.xml" not in archive.namelist():
        raise NotWord(why="no document")
    kinds = parse_part(_read(archive, archive.getinfo("[Content_Types].xml")), "[Content_Types].xml")
    if MAIN not in [part.get("ContentType") for part in kinds]:
        raise NotWord(why="not a plain .docx")


def parse_part(content: bytes, name: str) -> Any:
    """The XML of a part, entities off. Raises Unsafe for a DOCTYPE, NotWord for what is none."""
    if b"<!DOCTYPE" in content:
        raise Unsafe(what=f"{name}: DOCTYPE")
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as broken:
        raise NotWord(why=name[:80]) from broken


def _require_harmless(name: str, content: bytes) -> None:
    if name.endswith(".rels"):
        for link in parse_part(content, name):
            target, kind = link.get("Target", ""), link.get("Type", "").rpartition("/")[2]
            is_link = kind == "hyperlink" and urlsplit(target).scheme in ("http", "https", "mailto")
            if (link.get("TargetMode") == "External" and not is_link) or kind in ("aFChunk", "attachedTemplate", "oleObject", "frame"):
                raise Unsafe(what=f"{kind}: {target[:80]}")
    elif name.endswith(".xml"):
        tree = parse_part(content, name)
        fields = b" ".join((node.text or "").encode() for node in tree.iter(f"{W}instrText"))
        fields += b" ".join((node.get(f"{W}instr") or "").encode() for node in tree.iter(f"{W}fldSimple"))
        if found := FETCHING.search(fields.upper()):
            raise Unsafe(what=found[0].decode())
        if next(tree.iter(f"{W}altChunk"), None) is not None:
            raise Unsafe(what="altChunk")


def marks_left(content: bytes) -> Iterator[str]:
    """Open tracked changes and comments: they would be printed, or hide what is signed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = parse_part(archive.read("word/document.xml"), "word/document.xml")
    yield from sorted({str(node.tag).removeprefix(W) for node in tree.iter(*(W + mark for mark in MARKS))})
