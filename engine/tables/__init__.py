"""Decision tables: DMN files read, asked, and answered for."""

from engine.tables.reading import read_tables
from engine.tables.table import Answer, Table

__all__ = ["Answer", "Table", "read_tables"]
