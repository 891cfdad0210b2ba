"""Files by SHA-256."""

from __future__ import annotations

import errno
import hashlib
import io
import os

import pytest

from contracts.files.vault import Vault, VaultFull
from engine.errors import NotFound


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "files")


def test_what_is_put_is_found_by_its_sha(vault):
    stored = vault.put("合同".encode())
    assert (stored.sha, stored.size) == (hashlib.sha256("合同".encode()).hexdigest(), 6)
    assert vault.exists(stored.sha)
    assert vault.read(stored.sha).decode() == "合同"


def test_the_same_bytes_are_kept_once_and_a_stream_is_as_good(vault):
    assert vault.put(b"x") == vault.put(io.BytesIO(b"x"))
    assert len(list(vault.folder.glob("*/*"))) == 1


@pytest.mark.parametrize("sha", ["", "../../app.db", "0" * 64, "g" * 64, "a/" + "0" * 62])
def test_a_name_that_is_no_sha_of_ours_is_not_found(vault, sha):
    with pytest.raises(NotFound):
        vault.read(sha)


def test_a_full_disk_leaves_no_half_file(vault, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "no space")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VaultFull):
        vault.put(b"x" * 1000)
    assert [*vault.folder.glob("**/*")] == []


def test_sweeping_takes_old_files_that_no_row_names(vault):
    kept, left = vault.put(b"kept"), vault.put(b"left")
    assert vault.sweep({kept.sha}, older_than=2e9) == 1
    assert (vault.exists(kept.sha), vault.exists(left.sha)) == (True, False)


def test_sweeping_spares_what_was_only_just_put(vault):
    stored = vault.put(b"not yet committed")
    assert vault.sweep(set(), older_than=1.0) == 0
    assert vault.exists(stored.sha)
