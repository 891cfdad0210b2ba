"""A whole house whose documents are made in a hundredth of LibreOffice's time."""

from __future__ import annotations

import pytest

from engine.desk import House
from tests.quick_pdf import QuickPdf


@pytest.fixture
def quick_house(chancery_house: House) -> House:
    """Everything joined, on an empty ledger; real PDFs, set quickly."""
    chancery_house.parts["converter"] = QuickPdf()
    return chancery_house
