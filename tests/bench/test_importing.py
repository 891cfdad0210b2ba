"""What bench measures of imports is a whole import: checked, entered, begun, taken back."""

from __future__ import annotations

import pytest

from bench.importing import MEASURED, measure_imports

pytestmark = pytest.mark.both


def test_every_part_of_an_import_is_measured(store):
    said = {}
    measure_imports(store, lambda name, value, unit: said.update({name: (value, unit)}), 6)
    assert [(name, unit) for name, (_, unit) in said.items()] == [(f"import_6.{name}", unit) for name, unit in MEASURED]
