"""Verifying a package: which file is wrong, and how."""

from __future__ import annotations

import datetime as dt
import io
import stat
import zipfile

import pytest

from contracts.archive import verifying
from contracts.archive.verifying import SAYS, verify_package
from contracts.files.vault import Vault
from contracts.sealing.seals import SealOrder, open_cabinet
from tests.contracts.archive.bags import files_in, links, package, with_manifest, zipped
from tests.contracts.paper_files import contract_pdf

NOW = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)
ROOT = "HT-2026-0001/"


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "vault")


@pytest.fixture(scope="module")
def cabinet(tmp_path_factory):
    return open_cabinet(tmp_path_factory.mktemp("data"), "华远工程有限公司", NOW)


def faults(content: bytes) -> list[tuple[str, str]]:
    return [(fault.file, fault.what) for fault in verify_package(io.BytesIO(content)).faults]


def changed(vault, **files: bytes | None) -> bytes:
    """A whole package in which some files are replaced (None: taken away), names without their folder."""
    inside = files_in(package(vault))
    for name, content in files.items():
        path = ROOT + name
        inside.pop(path, None) if content is None else inside.update({path: content})
    return zipped(inside)


def test_a_package_as_it_was_made_is_good(vault):
    report = verify_package(io.BytesIO(package(vault)))
    assert (report.is_good, report.faults, report.files) == (True, (), 11)


def test_every_single_byte_counts(vault):
    whole = files_in(package(vault))
    for name, content in whole.items():
        if content:
            other = zipped({**whole, name: bytes([content[0] ^ 1]) + content[1:]})
            assert not verify_package(io.BytesIO(other)).is_good, name


@pytest.mark.parametrize(("name", "content", "what"), [
    ("data/documents/text-1.pdf", b"%PDF other", "changed"), ("data/documents/text-1.pdf", None, "missing"), ("data/extra.pdf", b"x", "unexpected"),
    ("manifest-sha256.txt", None, "missing"), ("verify.py", b"print('all good')", "changed"), ("data/../../out.txt", b"x", "unsafe-name"),
    ("data/a\\b.txt", b"x", "unsafe-name"), ("data/evil\u202etxt.exe", b"x", "unsafe-name")])
def test_what_is_wrong_is_named_with_its_file(vault, name, content, what):
    assert (name, what) in faults(changed(vault, **{name: content}))


def test_a_link_taken_out_of_a_history_is_found_even_with_a_manifest_that_fits(vault):
    inside = files_in(package(vault))
    first, _, last = inside[ROOT + "data/history/contract.jsonl"].splitlines()
    inside[ROOT + "data/history/contract.jsonl"] = first + b"\n" + last + b"\n"
    assert faults(zipped(with_manifest(inside))) == [("data/history/contract.jsonl", "broken-history at line 2")]


def test_a_rewritten_entry_is_found(vault):
    inside = files_in(package(vault))
    inside[ROOT + "data/history/contract.jsonl"] = links("started", "completed", "filed").replace(b"completed", b"cancelled")
    assert ("data/history/contract.jsonl", "broken-history at line 2") in faults(zipped(with_manifest(inside)))


def test_a_sealed_file_of_another_document_is_found(vault):
    other = files_in(package(vault, sealed=b"%PDF something else + seal"))
    assert faults(zipped(other)) == [("data/documents/sealed-1.pdf", "other-document")]


def test_the_seals_are_verified_against_the_certificate_in_the_package(vault, cabinet):
    sealed = cabinet.apply(contract_pdf(), SealOrder("contract", "expense", "HT", NOW))
    given = {"sealed": sealed, "approved": contract_pdf(), "certificate": cabinet.certificate()}
    good = verify_package(io.BytesIO(package(vault, **given)))
    assert (good.is_good, good.signatures) == (True, 1)
    bad = files_in(package(vault, **given | {"sealed": contract_pdf() + sealed[len(contract_pdf()):-200]}))
    assert faults(zipped(bad)) == [("data/documents/sealed-1.pdf", "bad-signature")]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04cut", zipped({}), zipped({"loose.txt": b"x"}), zipped({"a/x": b"", "b/x": b""})])
def test_what_is_no_package_is_said_to_be_none(content):
    assert [what for _, what in faults(content)] == ["no-package"]


def test_a_name_that_stands_twice_is_refused(vault):
    whole = io.BytesIO(package(vault))
    with zipfile.ZipFile(whole, "a") as bag, pytest.warns(UserWarning, match="Duplicate"):
        bag.writestr(ROOT + "data/documents/text-1.pdf", b"shown instead")
    assert (ROOT + "data/documents/text-1.pdf", "twice") in faults(whole.getvalue())


def test_a_link_to_somewhere_else_is_refused(vault):
    whole = io.BytesIO(package(vault))
    with zipfile.ZipFile(whole, "a") as bag:
        link = zipfile.ZipInfo(ROOT + "data/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        bag.writestr(link, "/etc/passwd")
    assert (ROOT + "data/link", "unsafe-name") in faults(whole.getvalue())


def test_more_than_a_contract_can_have_is_not_even_opened(vault, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_BYTES", 1000)
    assert faults(package(vault)) == [("", "too-large")]


def test_a_zip_that_was_cut_or_damaged_is_a_fault_and_no_traceback(vault):
    whole = package(vault)
    for place in range(0, len(whole), 97):
        damaged = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1:]
        verify_package(io.BytesIO(damaged))
    assert faults(whole[: len(whole) // 2]) == [("", "no-package")]


def test_every_fault_has_a_sentence(vault):
    report = verify_package(io.BytesIO(changed(vault, **{"data/history/contract.jsonl": b"{}\n"})))
    assert {fault.says for fault in report.faults} == {SAYS["changed"], SAYS["broken-history"]}
    assert [fault.place for fault in report.faults if fault.place] == ["at line 1"]
