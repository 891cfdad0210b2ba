"""Files by SHA-256: put, open, exists. A folder at first; another store later, behind the same three."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from engine.errors import NotFound, Unavailable, _l

CHUNK = 1 << 20
NAME = re.compile(r"[0-9a-f]{64}")


class VaultFull(Unavailable):
    """The disk took no more; nothing was kept under the file's name."""

    code, status = "vault-full", 507
    title = _l("There is no room left to keep this file.")
    hint = _l("Nothing was changed. Tell an administrator, then try again.")


@dataclass(frozen=True)
class Stored:
    """A file in the vault."""

    sha: str
    size: int


class Vault:
    """A folder of files named by their SHA-256; what is in it never changes."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, content: bytes | IO[bytes]) -> Stored:
        """Keep the bytes; written, fsynced and renamed before this returns, so before any commit that names them. Raises VaultFull."""
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(prefix=".new-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as new:
                for piece in _pieces(content):
                    digest.update(piece)
                    size += len(piece)
                    new.write(piece)
                new.flush()
                os.fsync(new.fileno())
            self._name(name, digest.hexdigest())
        except OSError as failed:
            Path(name).unlink(missing_ok=True)
            if failed.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise VaultFull() from failed
            raise
        return Stored(digest.hexdigest(), size)

    def open(self, sha: str) -> BinaryIO:
        """The file, for reading. Raises NotFound."""
        try:
            return self._place(sha).open("rb")
        except FileNotFoundError as missing:
            raise NotFound(sha=sha) from missing

    def read(self, sha: str) -> bytes:
        """All of the file. Raises NotFound."""
        with self.open(sha) as file:
            return file.read()

    def exists(self, sha: str) -> bool:
        """Is there such a file?"""
        return bool(NAME.fullmatch(sha)) and self._place(sha).exists()

    def sweep(self, named: Collection[str], older_than: float) -> int:
        """Remove what no row names and what was never finished, if last written before `older_than` (seconds since 1970); how many."""
        gone = 0
        for file in [*self.folder.glob(".new-*"), *self.folder.glob("??/*")]:
            if file.name not in named and file.stat().st_mtime < older_than:
                file.unlink(missing_ok=True)
                gone += 1
        return gone

    def _place(self, sha: str) -> Path:
        if not NAME.fullmatch(sha):
            raise NotFound(sha=sha[:80])
        return self.folder / sha[:2] / sha

    def _name(self, new: str, sha: str) -> None:
        place = self._place(sha)
        place.parent.mkdir(exist_ok=True, mode=0o700)
        os.replace(new, place)
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _pieces(content: bytes | IO[bytes]) -> Iterator[bytes]:
    return iter([content]) if isinstance(content, bytes) else iter(lambda: content.read(CHUNK), b"")
