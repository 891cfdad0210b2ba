"""Archive packages for tests: small and whole, then changed in one place."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile

import orjson

from contracts.archive.packages import Contents, write_package

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def links(*texts: str) -> bytes:
    """A history of these texts, link by link."""
    lines, before = [], ""
    for number, text in enumerate(texts, start=1):
        after = hashlib.sha256((before + text).encode()).hexdigest()
        lines.append(orjson.dumps({"number": number, "previous": before, "text": text, "hash": after}))
        before = after
    return b"\n".join(lines) + b"\n"


def contents(vault, *, sealed=b"%PDF approved + seal", approved=b"%PDF approved", name="HT-2026-0001", certificate=""):
    """What a package of one contract holds, with two files in the vault."""
    kept = {"documents/text-1.pdf": vault.put(approved).sha, "documents/sealed-1.pdf": vault.put(sealed).sha}
    signed = [{"side": "ours", "file": "data/documents/sealed-1.pdf", "approved_file": "data/documents/text-1.pdf"}]
    made = {"history/contract.jsonl": links("started", "completed", "filed"), "signatures.json": orjson.dumps(signed),
            "index.html": "<!doctype html><title>合同</title>".encode()}
    return Contents(name, AT, kept, made, {"External-Identifier": name}, certificate)


def package(vault, **given) -> bytes:
    whole = io.BytesIO()
    write_package(contents(vault, **given), vault, whole)
    return whole.getvalue()


def files_in(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        return {name: bag.read(name) for name in bag.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as bag:
        for name, content in files.items():
            bag.writestr(name, content)
    return whole.getvalue()


def with_manifest(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with manifests that fit them: what a careful forger would hand in."""
    root = next(iter(files)).partition("/")[0] + "/"
    data = {name.removeprefix(root): content for name, content in files.items()}
    digest = {name: hashlib.sha256(content).hexdigest() for name, content in data.items()}
    data["manifest-sha256.txt"] = "".join(f"{digest[name]}  {name}\n" for name in sorted(data) if name.startswith("data/")).encode()
    digest["manifest-sha256.txt"] = hashlib.sha256(data["manifest-sha256.txt"]).hexdigest()
    tags = sorted(name for name in data if not name.startswith("data/") and name != "tagmanifest-sha256.txt")
    data["tagmanifest-sha256.txt"] = "".join(f"{digest[name]}  {name}\n" for name in tags).encode()
    return {root + name: content for name, content in data.items()}
