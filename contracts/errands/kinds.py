"""What errands there are: kind to work. A new kind is a new line here."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.errands.working import Kind
from contracts.importing.carrying_out import KIND as RUN
from contracts.importing.carrying_out import ImportRun
from contracts.importing.dry_run import KIND as CHECK
from contracts.importing.dry_run import DryRun
from contracts.importing.undoing import KIND as UNDO
from contracts.importing.undoing import ImportUndo
from contracts.ledger.exporting import LedgerExport

ERRANDS: Mapping[str, Kind] = {"ledger-export": LedgerExport(), CHECK: DryRun(), RUN: ImportRun(), UNDO: ImportUndo()}
