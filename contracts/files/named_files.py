"""Which files of the vault the rows name: what is missing, and what may be swept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa

from contracts.documents.templates import files_of_version
from contracts.records import Contract, Text
from contracts.schema.tables import all_tables
from engine.desk import Desk

DIGESTS_ONLY = {"facts_sha", "papers_sha"}       # over values, not over a file
YOUNG = dt.timedelta(days=1)                     # a file is kept before the row that names it is committed


def named_files(desk: Desk) -> set[str]:
    """The SHA-256 of every file that a row names, and of those that a pinned template is made of."""
    named = {sha for column in _columns() for sha in desk.session.scalars(sa.select(column).distinct()) if sha}
    pinned = set(desk.session.scalars(sa.union(sa.select(Contract.template_version), sa.select(Text.template_version))))
    return named.union(*(files_of_version(desk.house.parts["vault"], version) for version in pinned if version))


def missing_files(desk: Desk) -> list[str]:
    """Named, and not in the vault."""
    vault = desk.house.parts["vault"]
    return sorted(sha for sha in named_files(desk) if not vault.exists(sha))


def sweep_files(desk: Desk) -> int:
    """Remove what no row names and what is older than a day. How many."""
    swept: int = desk.house.parts["vault"].sweep(named_files(desk), (desk.now - YOUNG).timestamp())
    return swept


def _columns() -> Iterator[sa.Column[str]]:
    for table in all_tables().sorted_tables:
        yield from (column for column in table.columns if column.name.split("_")[-1] == "sha" and column.name not in DIGESTS_ONLY)
