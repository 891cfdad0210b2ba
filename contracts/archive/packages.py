"""Archive packages (归档包): a zip with everything of a contract, in the manner of BagIt, that is verified without us."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import IO

from contracts.archive.check import MANIFEST, TAGS
from contracts.files.vault import CHUNK, Vault

README = """这是一份合同归档包 / This is the archive package of one contract.

data/index.html   先看这里：合同、审批、签署、履行 / start here
data/documents    冻结的文本、用印件、对方签署件 / the frozen texts, the sealed file, the counterparty's copy
data/papers       附件与凭证 / attachments and receipts
data/history      过程记录，逐条相扣 / the history, each line holding the hash of the one before

校验无需本系统 / To verify, nothing of the system that made it is needed:
  sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt
  python3 verify.py
  pdfsig data/documents/sealed-*.pdf        (poppler-utils; seal.crt 是印章证书 / is the seal's certificate)
"""
BAG = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True)
class Contents:
    """What goes into a package: `kept` are files of the vault by path, `made` are texts by path; `about` fills bag-info.txt."""

    name: str
    at: dt.datetime
    kept: Mapping[str, str]
    made: Mapping[str, bytes]
    about: Mapping[str, str]
    certificate: str = ""


def write_package(contents: Contents, vault: Vault, to: IO[bytes]) -> None:
    """Write the zip. The same contents give the same bytes: names sorted, times those of the filing."""
    root, moment = f"{zip_safe(contents.name)}/", contents.at.timetuple()[:6]
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as bag:
        manifest = {}
        for path, sha in sorted(contents.kept.items()):
            manifest[f"data/{path}"] = _copy(bag, _entry(f"{root}data/{path}", moment), vault, sha)
        for path, made in sorted(contents.made.items()):
            manifest[f"data/{path}"] = _put(bag, _entry(f"{root}data/{path}", moment), made)
        tags = {path: _put(bag, _entry(root + path, moment), text) for path, text in _tags(contents, manifest).items()}
        _put(bag, _entry(root + TAGS, moment), _lines(tags))


def zip_safe(name: str) -> str:
    """A name for a file on any system: letters, digits, `-`, `_` and dots, never at an end."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-._")[:80] or "contract"


def _tags(contents: Contents, manifest: Mapping[str, str]) -> dict[str, bytes]:
    about = {"Bag-Software-Agent": "Chancery", "Bagging-Date": f"{contents.at:%Y-%m-%d}", **contents.about}
    told = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in about.items())
    check = files("contracts.archive").joinpath("check.py").read_bytes()
    found = {"README.txt": README.encode(), "bag-info.txt": told.encode(), "bagit.txt": BAG.encode(), MANIFEST: _lines(manifest),
             "verify.py": check}
    return found | ({"seal.crt": contents.certificate.encode()} if contents.certificate else {})


def _lines(digests: Mapping[str, str]) -> bytes:
    """As `sha256sum -c` reads them: digest, two blanks, path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _entry(path: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, moment)                    # type: ignore[arg-type]
    entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o100644 << 16, 3
    return entry


def _put(bag: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> str:
    bag.writestr(entry, content)
    return hashlib.sha256(content).hexdigest()


def _copy(bag: zipfile.ZipFile, entry: zipfile.ZipInfo, vault: Vault, sha: str) -> str:
    """Digest what is really written: a damaged vault must not go into an archive under its old name."""
    digest = hashlib.sha256()
    with vault.open(sha) as source, bag.open(entry, "w") as target:
        while piece := source.read(CHUNK):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()
