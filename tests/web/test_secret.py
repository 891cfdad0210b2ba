"""The key of tokens: made at first start, once, for nobody else to read."""

from __future__ import annotations

import stat
import threading

import pytest

from engine.settings import BadSetting
from web.asking.secret import bound, key_in


def test_many_that_start_at_once_share_one_key(tmp_path):
    keys: list[bytes] = []
    starting = [threading.Thread(target=lambda: keys.append(key_in(tmp_path))) for _ in range(8)]
    [one.start() for one in starting]
    [one.join() for one in starting]
    assert len(set(keys)) == 1 and len(keys) == 8 and len(keys[0]) == 32
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["web.key"]


def test_nobody_else_reads_it(tmp_path):
    key_in(tmp_path)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys", tmp_path / "keys" / "web.key")] == [0o700, 0o600]


@pytest.mark.parametrize("content", [b"", b"secret"])
def test_a_key_that_can_be_guessed_is_refused_in_a_sentence(tmp_path, content):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "web.key").write_bytes(content)
    with pytest.raises(BadSetting, match="too short"):
        key_in(tmp_path)


def test_a_token_is_good_for_its_key_its_purpose_and_its_cookie_only():
    tokens = {bound(key, purpose, cookie) for key in (b"a" * 32, b"b" * 32) for purpose in ("csrf", "other") for cookie in ("1", "2")}
    assert len(tokens) == 8
