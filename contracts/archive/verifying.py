"""Verify an archive package offline: which file is wrong, and how. Needs no database."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from contracts.archive.check import faults_in
from contracts.sealing.sealed_pdf import check_pdf
from engine.errors import _l

MOST_FILES, MOST_BYTES = 10_000, 1_000_000_000           # an own package holds 200 MB of papers at most
SAYS = {
    "changed": _l("is not what was archived"), "missing": _l("is missing"), "unexpected": _l("was not part of the package"),
    "unsafe-name": _l("has a name that may not be unpacked"), "other-document": _l("does not begin with the approved document"),
    "unreadable": _l("can't be read"), "broken-history": _l("is a history with a broken link"), "no-package": _l("is no archive package"),
    "too-large": _l("is too large to be a package"), "bad-signature": _l("carries a signature that does not hold"),
    "twice": _l("stands in the package twice"),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the file, and what (a key of SAYS, with a place behind it where there is one)."""

    file: str
    what: str

    @property
    def says(self) -> str:
        """The English sentence, to be translated: `FILE is not what was archived`."""
        return SAYS[self.what.split()[0]]

    @property
    def place(self) -> str:
        return " ".join(self.what.split()[1:])


@dataclass(frozen=True)
class Report:
    """What was looked at and what is wrong with it; an empty `faults` means that the package is as it was made."""

    files: int
    signatures: int
    faults: tuple[Fault, ...]

    @property
    def is_good(self) -> bool:
        return not self.faults


def verify_package(package: Path | IO[bytes]) -> Report:
    """Never raises for what is in the file: what can't be read is a fault."""
    try:
        with zipfile.ZipFile(package) as bag:
            refused = tuple(_refused(bag))
            return Report(len(bag.infolist()), 0, refused) if refused else _verified(bag)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return Report(0, 0, (Fault(package.name if isinstance(package, Path) else "", "no-package"),))


def _refused(bag: zipfile.ZipFile) -> Iterator[Fault]:
    """What is not even opened: too much, names twice, links."""
    entries = bag.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield Fault("", "too-large")
    names = [entry.filename for entry in entries]
    yield from (Fault(name, "twice") for name in sorted({name for name in names if names.count(name) > 1})[:20] if len(names) <= MOST_FILES)
    yield from (Fault(entry.filename, "unsafe-name") for entry in entries if stat.S_ISLNK(entry.external_attr >> 16))
    if len({name.partition("/")[0] for name in names}) != 1 or any("/" not in name for name in names):
        yield Fault("", "no-package")


def _verified(bag: zipfile.ZipFile) -> Report:
    root = bag.namelist()[0].partition("/")[0] + "/"
    names = [name.removeprefix(root) for name in bag.namelist() if not name.endswith("/")]
    unread: list[Fault] = []

    def read(name: str) -> bytes:
        try:
            return bag.read(root + name)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error):     # the zip's own checksum: still another kind of changed
            unread.append(Fault(name, "changed"))
            return b""

    faults = [Fault(name, what) for name, what in faults_in(names, read)]
    signatures, bad = _signatures(names, read, {fault.file for fault in faults + unread})
    found = dict.fromkeys([*unread, *faults, *bad])
    return Report(len(names), signatures, tuple(sorted(found, key=lambda fault: (fault.file, fault.what))))


def _signatures(names: list[str], read: object, wrong: set[str]) -> tuple[int, list[Fault]]:
    """The seals on the documents, against the certificate in the package; a changed file is told of once."""
    sealed = [name for name in names if name.startswith("data/documents/sealed-") and name not in wrong]
    if "seal.crt" not in names or "seal.crt" in wrong or not callable(read):
        return 0, []
    certificate = read("seal.crt").decode("ascii", "replace")
    marks = {name: check_pdf(read(name), certificate) for name in sealed}
    bad = [Fault(name, "bad-signature") for name, found in marks.items() if not found or not all(mark.is_good for mark in found)]
    return sum(len(found) for found in marks.values()), bad
