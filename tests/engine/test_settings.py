"""Settings come from config.toml, a file over it, and the environment over both."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.settings import BadSetting, read_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text('[web]\nport = 8000\nsecure_cookies = false\nhost = "127.0.0.1"\n[ticker]\nseconds = 1.5\n')
    return path


def test_the_environment_overrides_as_its_default_is(file: Path) -> None:
    environ = {"CHANCERY_WEB_PORT": "9000", "CHANCERY_WEB_SECURE_COOKIES": "true", "CHANCERY_TICKER_SECONDS": "2", "HOME": "/root"}
    settings = read_settings(file, environ)
    assert settings == {"web": {"port": 9000, "secure_cookies": True, "host": "127.0.0.1"}, "ticker": {"seconds": 2.0}}


@pytest.mark.parametrize(("name", "value"), [("CHANCERY_WEB_PROT", "9000"), ("CHANCERY_WEB", "x"), ("CHANCERY_WEB_PORT", "many"),
                                             ("CHANCERY_WEB_SECURE_COOKIES", "maybe")])
def test_a_setting_that_is_none_or_can_not_be_read_is_refused(file: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read_settings(file, {name: value})


def test_a_file_lies_between_the_defaults_and_the_environment(file: Path, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[web]\nport = 7000\nsecure_cookies = true\n")
    settings = read_settings(file, {"CHANCERY_WEB_PORT": "9000"}, tmp_path / "own.toml")
    assert (settings["web"]["port"], settings["web"]["secure_cookies"]) == (9000, True)


def test_our_own_file_is_read() -> None:
    assert read_settings(ROOT / "config.toml", {})["house"]["timezone"] == "Asia/Shanghai"
