"""What errands there are: kind to work. A new kind is a new line here."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.errands.working import Kind
from contracts.ledger.exporting import LedgerExport

ERRANDS: Mapping[str, Kind] = {"ledger-export": LedgerExport()}
