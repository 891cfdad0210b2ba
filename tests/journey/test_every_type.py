"""A contract of each type is submitted over the API."""

from __future__ import annotations

import pytest

from contracts.documents.library import LIBRARY
from contracts.types.catalog import shipped
from tests.contracts.documents.samples import SAMPLES, THEIRS


@pytest.mark.parametrize("text", LIBRARY)
def test_a_contract_of_each_type_is_submitted_and_numbered_by_its_type(quick_way, text):
    quick_way.of(text, {**THEIRS, **SAMPLES[text]}).submitted()
    assert quick_way.read()["number"].startswith(f"{shipped()[LIBRARY[text]]['code']}-ENG-2026-")
    assert quick_way.stands()[0] == "review"
