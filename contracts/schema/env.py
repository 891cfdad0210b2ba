"""Run by Alembic: the connection comes from `contracts.schema.upgrade`."""

from __future__ import annotations

from alembic import context

from contracts.schema.tables import all_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=all_tables(),
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
