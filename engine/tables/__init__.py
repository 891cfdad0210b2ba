"""Decision tables: DMN files read, asked, and answered for."""

from engine.tables.deciding import decide_file
from engine.tables.reading import read_tables
from engine.tables.table import Answer, Table

__all__ = ["Answer", "Table", "decide_file", "read_tables"]
