"""A real Chancery of processes on a folder of its own, with the demo people and no contract."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.orders import Orders
from tests.faults.patience import PatientWay
from tests.faults.settled_house import ROOT, settle
from tests.faults.stack import Stack


@pytest.fixture
def settled(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The data folder and the tokens. Its path is short: a socket lies in it."""
    with tempfile.TemporaryDirectory(prefix="chancery-faults-") as folder:
        data, diagrams = Path(folder) / "data", tmp_path / "bpmn"
        shutil.copytree(ROOT / "bpmn", diagrams, ignore=shutil.ignore_patterns(".edition"))
        yield data, settle(data, diagrams)


@pytest.fixture
def stack(settled: tuple[Path, dict[str, str]]) -> Iterator[Stack]:
    running = Stack(settled[0])
    running.start()
    yield running
    running.end()


@pytest.fixture
def orders(stack: Stack) -> Orders:
    return Orders(stack.data / "faults")


@pytest.fixture
def way(stack: Stack, settled: tuple[Path, dict[str, str]]) -> PatientWay:
    """A contract on its way through the stack."""
    return PatientWay(stack, settled[1])
