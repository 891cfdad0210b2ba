"""Take in a text that somebody wrote elsewhere: into the vault, checked and read, with no transaction open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import orjson

from contracts.documents.word_files import marks_left
from contracts.files.papers import DOCX, PDF, Taken, take_in
from contracts.files.vault import Vault
from contracts.templates.regions import passages
from contracts.wording.passages import Said, as_file, of_pages
from engine.desk import House
from engine.errors import Refusal, _l

SECONDS = 40
MOST_PASSAGES, MOST_SIGNS = 5_000, 1_000_000


class NotAWording(Refusal):
    """A file of another kind than is taken here; facts: name, kinds."""

    code, status = "not-a-wording", 415
    title = _l("This can't be the text of the contract.")
    hint = _l("Our own text is changed in Word and uploaded as .docx; the counterparty's paper may be .docx or PDF.")


class MarksLeft(Refusal):
    """Tracked changes, comments or hidden words are still in the document; facts: marks."""

    code, status = "marks-left", 422
    title = _l("Tracked changes, comments or hidden words are still in this document.")
    hint = _l("Accept or reject all changes, delete the comments, then upload it again.")


class TooLong(Refusal):
    """More text than a contract has; facts: passages."""

    code, status = "too-long-a-text", 422
    title = _l("This text is longer than any contract.")
    hint = _l("Upload the contract alone, and its annexes as attachments.")


class PaperEncrypted(Refusal):
    """The PDF opens with a password only, or is locked against changes."""

    code, status = "paper-encrypted", 422
    title = _l("This PDF is protected, so it can't be sealed.")
    hint = _l("Ask for a copy without a password and without restrictions.")


class PaperActive(Refusal):
    """The PDF brings scripts, other files or forms that compute along; facts: what."""

    code, status = "paper-active", 422
    title = _l("This PDF brings along things that are not only pages.")
    hint = _l("Print it to PDF anew, so that what is signed is what one sees.")


class PaperUnsealable(Refusal):
    """Our seal can't be put on the PDF, or nobody can read it; facts: why."""

    code, status = "paper-unsealable", 422
    title = _l("Our seal could not be put on this PDF.")
    hint = _l("It is damaged, has no page or too many, or was closed for changes: print it to PDF anew, or ask for the Word file.")


@dataclass(frozen=True)
class TakenWording:
    """A text in the vault that belongs to nothing yet; `said_sha` names its passages."""

    taken: Taken
    said_sha: str


def take_wording(house: House, name: str, content: IO[bytes], *, theirs: bool) -> TakenWording:
    """Check and read an upload.

    Raises what `take_in` raises, NotAWording, MarksLeft, TooLong, PaperEncrypted, PaperActive, PaperUnsealable.
    """
    taken = take_in(house, name, content)
    vault: Vault = house.parts["vault"]
    if taken.media not in ((DOCX, PDF) if theirs else (DOCX,)):
        raise NotAWording(name=taken.name, kinds="docx pdf" if theirs else "docx")
    said = list(_said_in_word(vault.read(taken.sha)) if taken.media == DOCX else _said_in_pdf(vault.read(taken.sha)))
    if len(said) > MOST_PASSAGES or sum(len(one.text) for one in said) > MOST_SIGNS:
        raise TooLong(passages=len(said))
    return TakenWording(taken, vault.put(as_file(said)).sha)


def _said_in_word(content: bytes) -> Iterator[Said]:
    if marks := list(marks_left(content)):
        raise MarksLeft(marks=", ".join(marks))
    for passage in passages(content):
        if passage.text.strip():
            yield Said(passage.place, passage.text, passage.is_free)


def _said_in_pdf(content: bytes) -> list[Said]:
    found = _read_apart(content)
    why, what = found.get("refused", ""), found.get("what", "")
    if why == "encrypted":
        raise PaperEncrypted()
    if why == "active":
        raise PaperActive(what=what)
    if why:
        raise PaperUnsealable(why=f"{why}: {what}".rstrip(": "))
    return of_pages(found["pages"])


def _read_apart(content: bytes) -> dict[str, Any]:
    """In a process of its own: a PDF can be made to fill all memory, or to keep its reader busy for ever."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LANG": "C.UTF-8"}
    try:
        ran = subprocess.run([sys.executable, "-m", "contracts.wording.pdf_reader"], input=content, capture_output=True, timeout=SECONDS,
                             env=environment, check=False)
        found: dict[str, Any] = orjson.loads(ran.stdout)
    except (subprocess.TimeoutExpired, orjson.JSONDecodeError) as ended:
        raise PaperUnsealable(why="too much to read") from ended
    return found
