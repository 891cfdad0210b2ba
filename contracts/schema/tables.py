"""Every module that has rows: importing this one makes the metadata complete."""

from __future__ import annotations

import importlib

from sqlalchemy import MetaData

from engine.store import Record

HOMES = ("engine.records", "engine.leases", "contracts.records", "contracts.templates.records", "contracts.sealing.register",
         "contracts.archive.filings", "contracts.people.records", "contracts.keeping.kept_answers", "contracts.types.records",
         "contracts.projects.records", "contracts.ledger.records", "contracts.errands.records", "contracts.linting.screenings",
         "contracts.wording.records", "contracts.counterparties.records", "contracts.performing.invoicing.records",
         "contracts.linking.records", "contracts.importing.records", "contracts.linking.renewing.records", "contracts.process.stage_times")


def all_tables() -> MetaData:
    """The metadata with all tables of the house."""
    for home in HOMES:
        importlib.import_module(home)
    return Record.metadata
