"""The console script on the test's own House, without a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import chancery
from engine.desk import House
from engine.store import Store


@dataclass
class TestPlace:
    """A Place that hands out the test's House; it must not be asked where `given` is None."""

    given: House | None
    data: Path
    settings: dict[str, Any]
    diagrams: Path
    __test__ = False

    def house(self) -> House:
        assert self.given is not None, "this command needs no database"
        return self.given

    def store(self) -> Store:
        return self.house().store


Say = Callable[..., Result]


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """`say("check", path)`: what `chancery check PATH` answers where there is no database and no data folder."""
    return _said_to(TestPlace(None, tmp_path / "no-data", {}, tmp_path / "no-diagrams"))


@pytest.fixture
def say_at_home(house: House, tmp_path: Path) -> Say:
    """The same, with the House of the test."""
    return _said_to(TestPlace(house, tmp_path / "data", {}, tmp_path / "bpmn"))


def _said_to(place: TestPlace) -> Say:
    def said(*words: Any) -> Result:
        result = CliRunner().invoke(chancery.main, [str(word) for word in words], obj=place)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return said
