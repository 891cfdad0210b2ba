"""What people read of our diagrams and forms is there in Chinese and in English."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.money.taxes import RATES
from engine.flow import compile_files
from engine.flow.activities import Activity
from engine.flow.events import Catch

ROOT = Path(__file__).resolve().parents[3]
FORMS = sorted([*(ROOT / "bpmn").rglob("*.form.json"), *(ROOT / "contracts" / "documents" / "library").glob("*.form.json")])
EDITIONS = [folder for folder in sorted((ROOT / "bpmn").iterdir()) if list(folder.glob("*.bpmn"))]


def said(value: Any) -> Iterator[Any]:
    """Everything in the form that a person reads: titles, labels, hints, choices, what rules say."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else []):
        if name in ("title", "label", "hint", "says", "use"):
            yield inner
        yield from said(inner)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_says_everything_twice(path: Path) -> None:
    found = list(said(json.loads(path.read_text("utf-8"))))
    assert found and [one for one in found if not (one.get("zh", "").strip() and one.get("en", "").strip())] == []
    assert [one for one in found if any("一" <= letter <= "鿿" for letter in one["en"])] == []


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_what_a_diagram_waits_for_has_an_english_name(folder: Path) -> None:
    specs = compile_files({path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".bpmn", ".dmn")})
    waits = [node for diagram in specs.diagrams.values() for node in diagram.task_specs.values() if isinstance(node, Activity | Catch)]
    assert waits and [node.bpmn_name for node in waits if node.bpmn_name and "en" not in specs.translated.get(node.bpmn_name, {})] == []


def test_a_tax_rate_has_an_english_name() -> None:
    assert [rate for rate in RATES if not rate.english] == []
