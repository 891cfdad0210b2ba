"""`restore` of a file that is not whole: a sentence, and nothing where the house would be."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import chancery


@pytest.mark.parametrize("content", [None, b"", b"no backup"], ids=["missing", "empty", "another kind"])
def test_what_can_not_be_restored_leaves_no_database_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    monkeypatch.setenv("CHANCERY_HOUSE_DATA", str(tmp_path / "data"))
    if content is not None:
        (tmp_path / "all.backup").write_bytes(content)
    said = CliRunner().invoke(chancery.main, ["restore", str(tmp_path / "all.backup")])
    assert said.exit_code != 0 and said.output and "Traceback" not in said.output
    assert list((tmp_path / "data").rglob("*")) == []
