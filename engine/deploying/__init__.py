"""Folders to editions and back: deploy all or none, export byte for byte, bury nothing that was published elsewhere."""

from __future__ import annotations

from engine.deploying.changes import Change, Conflict, deploy
from engine.deploying.folders import edition_folders, export, read_folder, read_mark, write_mark
from engine.deploying.rehearsing import ProcessTestsFailed, rehearse

__all__ = [
    "Change", "Conflict", "ProcessTestsFailed", "deploy", "edition_folders", "export", "read_folder", "read_mark", "rehearse", "write_mark"]
