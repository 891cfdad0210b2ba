"""The tables' history, one Alembic tree: bring a database to this release, refuse one of another."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from engine.errors import Unavailable, _l
from engine.store import Store

LOCK = 0x6368616E63657279        # "chancery": two that upgrade at once, one after the other


class OldDatabase(Unavailable):
    """The database is of another release; facts: found, needed."""

    code = "old-database"
    title = _l("The database belongs to another release.")
    hint = _l("Run `chancery upgrade`, then start again.")


def upgrade(store: Store) -> tuple[str | None, str]:
    """Bring the tables to this release, all or nothing: the revision before and after. Safe to run twice and at once."""
    engine = sa.create_engine(store.writing.url, poolclass=sa.NullPool)
    if store.is_sqlite:
        sa.event.listen(engine, "connect", lambda connection, _record: setattr(connection, "isolation_level", None))
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN EXCLUSIVE"))
    with engine.begin() as connection:          # SQLite checks no foreign key here, so a table may be made anew in batch mode
        if not store.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        before = MigrationContext.configure(connection).get_current_revision()
        command.upgrade(_config(connection), "head")
    return before, newest()


def newest() -> str:
    """The revision of this release."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found
    return found


def is_known(revision: str | None) -> bool:
    """Is it this release's revision, or an older one?"""
    return revision in {known.revision for known in ScriptDirectory.from_config(_config()).walk_revisions()}


def revision_of(store: Store) -> str | None:
    """The revision that the database has; None when it is empty."""
    with store.reading.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require_newest(store: Store) -> None:
    """Raises OldDatabase unless the database is of this release."""
    found, needed = revision_of(store), newest()
    if found != needed:
        raise OldDatabase(found=found, needed=needed)


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
