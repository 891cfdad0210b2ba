"""Check an archive package with nothing but Python: every file against the manifests, every history link by link.

This very file lies in each package as verify.py: run `python3 verify.py` in the unpacked folder.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
LINE = re.compile(r"([0-9a-f]{64})  (.+)")
HISTORY = re.compile(r"data/history/[0-9a-z-]+\.jsonl")
SIGNED = "data/signatures.json"

Read = Callable[[str], bytes]


def faults_in(names: Iterable[str], read: Read) -> Iterator[tuple[str, str]]:
    """What is wrong, as (file, what): changed, missing, unexpected, unsafe-name, unreadable, broken-history, other-document."""
    there = set(names)
    yield from ((name, "unsafe-name") for name in sorted(there) if not is_safe(name))
    listed: dict[str, str] = {}
    for manifest in (TAGS, MANIFEST):
        if manifest not in there:
            yield manifest, "missing"
            continue
        for number, line in enumerate(read(manifest).decode("utf-8", "replace").splitlines(), start=1):
            found = LINE.fullmatch(line)
            if found is None or found[2] in listed:
                yield manifest, f"unreadable line {number}"
            else:
                listed[found[2]] = found[1]
    for name, digest in sorted(listed.items()):
        if name not in there:
            yield name, "missing"
        elif hashlib.sha256(read(name)).hexdigest() != digest:
            yield name, "changed"
    yield from ((name, "unexpected") for name in sorted(there - listed.keys() - {TAGS}))
    for name in sorted(there):
        if HISTORY.fullmatch(name):
            yield from _broken_links(name, read(name))
    if SIGNED in there:
        yield from _other_documents(there, read)


def is_safe(name: str) -> bool:
    """Is it a plain relative path: no way out, no drive, no sign that turns the direction of reading?"""
    parts = set(name.split("/"))
    return name.isascii() and name.isprintable() and "\\" not in name and ":" not in name and not {"", ".", ".."} & parts


def _broken_links(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Each line holds the text that was hashed, the hash of the line before, and its own."""
    before = ""
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
        try:
            link = json.loads(line)
            whole = (link["previous"] + link["text"]).encode()
            good = link["previous"] == before and hashlib.sha256(whole).hexdigest() == link["hash"]
            before = link["hash"]
        except (ValueError, KeyError, TypeError):
            good = False
        if not good:
            yield name, f"broken-history at line {number}"
            return


def _other_documents(there: set[str], read: Read) -> Iterator[tuple[str, str]]:
    """A file that our seal was put on begins with the bytes that were approved."""
    try:
        signed = [(str(one["file"]), str(one["approved_file"])) for one in json.loads(read(SIGNED)) if one.get("side") == "ours"]
    except (ValueError, KeyError, TypeError, AttributeError):
        yield SIGNED, "unreadable"
        return
    for file, approved in signed:
        if file in there and approved in there and not read(file).startswith(read(approved)):
            yield file, "other-document"


def main() -> int:
    """Check the folder that this file lies in; 1 if anything is wrong."""
    folder = Path(__file__).resolve().parent
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    faults = list(faults_in(names, lambda name: (folder / name).read_bytes()))
    for name, what in faults:
        print(f"{name}: {what}")
    print(f"{len(names)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
