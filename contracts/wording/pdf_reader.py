"""Read a PDF that somebody sent, in a process of its own with little memory and time: `python -m contracts.wording.pdf_reader < file`.

Writes one JSON object: `refused` with why it can't be a contract of ours, or `pages` with their lines.
"""

from __future__ import annotations

import datetime as dt
import io
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from contracts.sealing.keys import key_in
from contracts.sealing.places import place_for
from contracts.sealing.sealed_pdf import Mark, NotSealable, seal_pdf

SOME_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MEMORY, SECONDS = 1 << 30, 20
MOST_PAGES, MOST_SIGNS, DEEPEST = 500, 1_000_000, 60
ACTIVE = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/GoToE", "/RichMedia", "/FileAttachment",
          "/3D", "/Screen", "/EmbeddedFile"}
CARRIERS = ("/JS", "/XFA", "/EmbeddedFiles", "/AA")


def read(content: bytes) -> dict[str, Any]:
    """What stands in it, or why it is refused."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return {"refused": "encrypted"}
        if not 1 <= len(reader.pages) <= MOST_PAGES:
            return {"refused": "pages", "what": str(len(reader.pages))}
        if what := next(_active(reader), ""):
            return {"refused": "active", "what": what}
        _try_to_seal(content)
        return {"pages": _lines(reader)}
    except NotSealable as no:
        return {"refused": "unsealable", "what": str(no.facts.get("why", ""))}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError) as damaged:
        return {"refused": "damaged", "what": str(damaged)[:200]}


def _active(reader: PdfReader) -> Iterator[str]:
    """What would run, or bring other files along: a contract is what stands on its pages."""
    for number in range(1, min(int(reader.trailer.get("/Size", 0)) + 1, 200_000)):
        yield from _within(reader.get_object(IndirectObject(number, 0, reader)), 0)
    yield from _within(reader.trailer, 0)


def _within(found: Any, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise RecursionError("nested too deeply")
    if isinstance(found, DictionaryObject):
        yield from (name for name in CARRIERS if name in found)
        yield from (str(kind) for name in ("/S", "/Subtype", "/Type") if (kind := found.raw_get(name) if name in found else None) in ACTIVE)
        for inner in found.values():
            yield from _within(inner, depth + 1)
    elif isinstance(found, ArrayObject):
        for inner in found:
            yield from _within(inner, depth + 1)


def _try_to_seal(content: bytes) -> None:
    """With a key that is thrown away: what can't be sealed in the end is better refused at the beginning. Raises NotSealable."""
    dot = io.BytesIO()
    Image.new("RGBA", (4, 4)).save(dot, "PNG")
    with tempfile.TemporaryDirectory(prefix="chancery-trial-") as folder:
        key = key_in(Path(folder), "trial", SOME_DAY)
        sealed = seal_pdf(content, Mark(dot.getvalue(), place_for(content, "expense"), "trial", SOME_DAY), key)
    if not sealed.startswith(content):
        raise NotSealable(why="not appended")


def _lines(reader: PdfReader) -> list[list[str]]:
    pages, left = [], MOST_SIGNS
    for page in reader.pages:
        text = page.extract_text()[:left]
        left -= len(text)
        pages.append(text.encode("utf-8", "ignore").decode().replace("\x00", "").splitlines())
    return pages


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(orjson.dumps(read(sys.stdin.buffer.read())))
