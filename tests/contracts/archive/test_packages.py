"""Archive packages: a zip that anybody can read and verify without us."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile

import pytest

from contracts.archive.packages import write_package, zip_safe
from contracts.files.vault import Vault
from engine.errors import NotFound
from tests.contracts.archive.bags import contents, files_in, package

ROOT = "HT-2026-0001/"


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "vault")


@pytest.fixture
def unpacked(vault, tmp_path):
    (tmp_path / "bag.zip").write_bytes(package(vault))
    zipfile.ZipFile(tmp_path / "bag.zip").extractall(tmp_path)
    return tmp_path / ROOT


def test_the_same_contents_give_the_same_bytes(vault):
    assert package(vault) == package(vault)


def test_a_few_lines_of_anybodys_python_verify_the_manifest(vault):
    files = files_in(package(vault))
    listed = dict(reversed(line.split("  ", 1)) for line in files[ROOT + "manifest-sha256.txt"].decode().splitlines())
    assert listed == {name.removeprefix(ROOT): hashlib.sha256(content).hexdigest() for name, content in files.items() if name.startswith(ROOT + "data/")}


def test_sha256sum_verifies_it_without_python(unpacked):
    said = subprocess.run(["sha256sum", "-c", "--strict", "manifest-sha256.txt", "tagmanifest-sha256.txt"], cwd=unpacked, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    (unpacked / "data/documents/text-1.pdf").write_bytes(b"%PDF approveD")
    assert subprocess.run(["sha256sum", "-c", "--quiet", "manifest-sha256.txt"], cwd=unpacked, capture_output=True, check=False).returncode == 1


def test_the_package_carries_its_own_check(unpacked):
    check = [sys.executable, "-I", "verify.py"]
    assert subprocess.run(check, cwd=unpacked, capture_output=True, check=False).returncode == 0
    (unpacked / "data/history/contract.jsonl").write_bytes(b"{}\n")
    said = subprocess.run(check, cwd=unpacked, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "data/history/contract.jsonl: changed" in said.stdout and "broken-history at line 1" in said.stdout


def test_it_is_a_bag_that_says_what_it_is(vault):
    files = files_in(package(vault))
    assert files[ROOT + "bagit.txt"].startswith(b"BagIt-Version: 1.0\n")
    assert b"External-Identifier: HT-2026-0001\n" in files[ROOT + "bag-info.txt"]
    assert b"Bagging-Date: 2026-03-02\n" in files[ROOT + "bag-info.txt"]


def test_what_is_said_of_it_can_not_forge_a_second_line(vault):
    whole = contents(vault)
    told = files_in(package(vault, name="a\nBagging-Date: 1999"))
    assert whole.name == "HT-2026-0001"
    assert told["a-Bagging-Date-1999/bag-info.txt"].count(b"\n") == 3


@pytest.mark.parametrize(("name", "safe"), [
    ("HT-2026-0001", "HT-2026-0001"), ("../../etc", "etc"), ("合同 2026/1", "2026-1"), ("..", "contract"), ("C:\\x", "C-x"), ("", "contract"), ("a" * 200, "a" * 80)])
def test_a_file_number_makes_a_safe_folder(name, safe):
    assert zip_safe(name) == safe


def test_a_file_that_the_vault_lost_stops_the_package(vault):
    lost = contents(vault)
    next(vault.folder.glob("??/*")).unlink()
    with pytest.raises(NotFound):
        write_package(lost, vault, io.BytesIO())
