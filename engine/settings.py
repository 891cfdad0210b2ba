"""Settings: config.toml holds each with its default, the environment overrides them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PREFIX = "CHANCERY_"
OWN = frozenset({"CHANCERY_CONFIG"})          # read by chancery.py itself: the file to read instead
Settings = dict[str, dict[str, Any]]


class BadSetting(ValueError):
    """A setting that can't be read; the text says which and why."""


def read_settings(file: Path, environ: Mapping[str, str], over: Path | None = None) -> Settings:
    """{section: {name: value}}: the file, then `over` (some of the same keys), then CHANCERY_SECTION_NAME.

    A value from the environment becomes what its default is: text, whole number, number, true or false.
    Raises BadSetting for a name that the file does not have, so that a misspelt one is never silently ignored.
    """
    settings: Settings = _read(file)
    if over:
        for section, values in _read(over).items():
            for name, value in values.items():
                _set(settings, section, name, value, f"{over.name}: [{section}] {name}")
    for variable, text in sorted(environ.items()):
        if variable.startswith(PREFIX) and variable not in OWN:
            section, _, name = variable.removeprefix(PREFIX).lower().partition("_")
            _set(settings, section, name, text, variable)
    return settings


def _read(file: Path) -> Settings:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as wrong:
        raise BadSetting(f"{file} can't be read: {wrong}") from wrong


def _set(settings: Settings, section: str, name: str, value: Any, source: str) -> None:
    if name not in settings.get(section, {}):
        raise BadSetting(f"{source} is no setting; config.toml has all that there are")
    default = settings[section][name]
    settings[section][name] = _like(default, value, source) if isinstance(value, str) else value


def _like(default: Any, text: str, source: str) -> Any:
    if isinstance(default, bool):
        known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        if text.lower() not in known:
            raise BadSetting(f"{source} must be true or false, not {text!r}")
        return known[text.lower()]
    try:
        return type(default)(text) if isinstance(default, int | float) else text
    except ValueError as wrong:
        raise BadSetting(f"{source} must be a number, not {text!r}") from wrong
