"""Take in an uploaded file: opened once and put in the vault, with no transaction open."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import IO

from contracts.files.papers import EmptyFile, safe_name
from contracts.files.vault import CHUNK, Vault
from contracts.importing.opening import MOST_BYTES, NotASpreadsheet, SpreadsheetTooLarge, opened
from engine.desk import House


@dataclass(frozen=True)
class TakenFile:
    """A workbook in the vault that belongs to nothing yet."""

    sha: str
    name: str


def take_spreadsheet(house: House, name: str, content: IO[bytes]) -> TakenFile:
    """Raises NotASpreadsheet, UnsafeSpreadsheet, SpreadsheetTooLarge, EmptyFile, VaultFull."""
    shown = safe_name(name)
    if not shown.casefold().endswith(".xlsx"):
        raise NotASpreadsheet(name=shown, why="another kind of file")
    with tempfile.SpooledTemporaryFile(max_size=4 * CHUNK) as whole:
        while piece := content.read(CHUNK):
            whole.write(piece)
            if whole.tell() > MOST_BYTES:
                raise SpreadsheetTooLarge(size=whole.tell(), most=MOST_BYTES)
        if not whole.tell():
            raise EmptyFile(name=shown)
        with opened(whole, shown):
            whole.seek(0)
        whole.seek(0)
        vault: Vault = house.parts["vault"]
        return TakenFile(vault.put(whole).sha, shown)
