"""Papers (附件): files of a contract, kept by SHA-256; what a person called a file is only ever shown."""

from __future__ import annotations

import io
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import sqlalchemy as sa

from contracts.documents.word_files import NotWord, require_safe_word
from contracts.files.vault import CHUNK, Vault
from contracts.forms.clean_text import is_unprintable
from contracts.records import Contract, Paper
from engine.desk import Desk, House
from engine.errors import NotFound, Refusal, _l

FILE_BYTES, CONTRACT_BYTES = 50 * 1024 * 1024, 200 * 1024 * 1024
LONGEST_NAME = 120
OURS = ("sealed", "package", "approval-sheet")      # made by us, and not counted: a full contract can still be sealed and archived
ZIP, OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0",)
MEDIA: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ZIP),
    "doc": ("application/msword", OLE), "xls": ("application/vnd.ms-excel", OLE), "ofd": ("application/ofd", ZIP),
    "zip": ("application/zip", ZIP), "png": ("image/png", (b"\x89PNG",)), "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)), "txt": ("text/plain", ()), "csv": ("text/csv", ()),
}

DOCX, PDF = MEDIA["docx"][0], MEDIA["pdf"][0]


class WrongKind(Refusal):
    """Files of this kind are not kept, or the file is not what its name says; facts: name, kinds."""

    code, status = "wrong-kind-of-file", 415
    title = _l("Files of this kind can't be attached.")
    hint = _l("PDF, Word, Excel, pictures and zip files can be; the content must be what the name says.")


class TooLarge(Refusal):
    """The file is larger than may be; facts: size, most."""

    code, status = "too-large", 413
    title = _l("This file is too large.")
    hint = _l("Make it smaller, or split it.")


class EmptyFile(Refusal):
    """There is nothing in the file; facts: name."""

    code, status = "empty-file", 422
    title = _l("There is nothing in this file.")
    hint = _l("It may not have been saved completely: save it again, then attach it.")


class TooMuch(Refusal):
    """The contract's files together would be too large; facts: size, most."""

    code, status = "too-much", 413
    title = _l("The files of this contract would be too large together.")
    hint = _l("Remove what is not needed, then try again.")


@dataclass(frozen=True)
class Taken:
    """An upload that lies in the vault and belongs to nothing yet."""

    sha: str
    size: int
    name: str
    media: str


def take_in(house: House, name: str, content: IO[bytes]) -> Taken:
    """Check an upload and put it in the vault, no transaction open. Raises TooLarge, EmptyFile, WrongKind, NotWord, Unsafe, VaultFull."""
    shown = safe_name(name)
    media, magic = MEDIA.get(_ending(shown), ("", ()))
    if not media:
        raise WrongKind(name=shown, kinds=" ".join(MEDIA))
    most = int(house.settings.get("papers", {}).get("file_bytes", FILE_BYTES))
    with tempfile.SpooledTemporaryFile(max_size=2 * CHUNK) as whole:
        for piece in _at_most(content, most):
            whole.write(piece)
        whole.seek(0)
        _require_content(shown, whole, magic)
        vault: Vault = house.parts["vault"]
        stored = vault.put(whole)
    return Taken(stored.sha, stored.size, shown, media)


def _at_most(content: IO[bytes], most: int) -> Iterator[bytes]:
    size = 0
    while piece := content.read(CHUNK):
        size += len(piece)
        if size > most:
            raise TooLarge(size=size, most=most)
        yield piece


def _require_content(name: str, whole: IO[bytes], magic: tuple[bytes, ...]) -> None:
    begins = whole.read(8)
    if not begins:
        raise EmptyFile(name=name)
    if magic and not begins.startswith(magic):
        raise NotWord(why=name) if _ending(name) == "docx" else WrongKind(name=name, kinds=" ".join(MEDIA))
    whole.seek(0)
    if _ending(name) == "docx":
        require_safe_word(whole.read())
        whole.seek(0)


def keep(desk: Desk, contract: Contract, kind: str, taken: Taken, *, plan_row: int | None = None) -> Paper:
    """Note that the file belongs to the contract, whose row is locked behind the caller's instance. Raises TooMuch."""
    # A receipt comes under the lock of its obligation: without this two papers could be given one number on PostgreSQL.
    desk.session.scalar(sa.select(Contract.id).where(Contract.id == contract.id).with_for_update())
    counted = sa.case((sa.and_(Paper.removed_at.is_(None), Paper.kind.not_in(OURS)), Paper.size), else_=0)
    mine = sa.select(sa.func.coalesce(sa.func.max(Paper.number), 0), sa.func.coalesce(sa.func.sum(counted), 0))
    last, size = desk.session.execute(mine.where(Paper.contract_id == contract.id)).one()
    most = int(desk.house.settings.get("papers", {}).get("contract_bytes", CONTRACT_BYTES))
    if kind not in OURS and int(size) + taken.size > most:
        raise TooMuch(size=int(size) + taken.size, most=most)
    paper = Paper(
        contract_id=contract.id, number=int(last) + 1, kind=kind, name=taken.name, media=taken.media, sha=taken.sha, size=taken.size,
        plan_row=plan_row, added_by=desk.actor.user, added_at=desk.now)
    desk.session.add(paper)
    return paper


def add_paper(desk: Desk, contract: Contract, kind: str, name: str, content: bytes, *,
              plan_row: int | None = None) -> Paper:
    """Take in and keep at once: for small files, and for those that we made ourselves."""
    return keep(desk, contract, kind, take_in(desk.house, name, io.BytesIO(content)), plan_row=plan_row)


def papers_of(desk: Desk, contract_id: str, kind: str | None = None) -> list[Paper]:
    """The papers that were not removed, in the order in which they came."""
    query = sa.select(Paper).where(Paper.contract_id == contract_id, Paper.removed_at.is_(None)).order_by(Paper.number)
    return list(desk.session.scalars(query if kind is None else query.where(Paper.kind == kind)))


def remove(desk: Desk, contract_id: str, number: int) -> Paper:
    """Take an attachment away; the file stays in the vault while an older text names it. Raises NotFound."""
    paper = desk.session.get(Paper, (contract_id, number))
    if paper is None or paper.removed_at is not None or paper.kind != "attachment":
        raise NotFound(paper=number)
    paper.removed_at, paper.removed_by = desk.now, desk.actor.user
    return paper


def safe_name(name: str) -> str:
    """The name as it may be shown: no path, no controls, nothing that turns the direction, 120 signs at most, the ending kept."""
    last = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode()).replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign not in "\n\t\r" and not is_unprintable(sign)).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > LONGEST_NAME and dot and len(ending) <= 8:
        shown = stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
    return shown[:LONGEST_NAME] or "file"


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold()
