"""Every module of pages and resources, by name: what is not listed here is not served."""

from __future__ import annotations

from importlib import import_module

from flask import Flask
from flask_smorest import Api, Blueprint

PAGES = ("archive", "contract", "contracts", "dashboard", "decision", "drafting", "dues", "errands", "frame", "health", "inbox", "invoices",
         "language", "linked", "me", "notices", "profile", "projects", "reports", "required_papers", "running", "search",
         "steps", "templates", "wording",
         "counterparties.directory", "counterparties.one",
         "administration.approval_rows", "administration.contract_types", "administration.calendar", "administration.changes",
         "administration.departments", "administration.imports", "administration.groups", "administration.people",
         "administration.substitutes", "administration.tokens", "signing_in.first", "signing_in.forgotten", "signing_in.login",
         "signing_in.password")
RESOURCES = ("approval_rows", "contract_types",
             "archive", "changes", "contracts_reading", "dashboard", "drafts", "editions", "errands", "imports", "instances", "invoices",
             "ledger", "ledger_views", "linked", "me", "notices", "obligations", "organisation", "people", "projects", "reports",
             "required_papers", "search", "steps", "templates", "wordings", "work_items", "counterparties.resource")


def register(app: Flask, api: Api) -> None:
    """Put them under their addresses."""
    for name in PAGES:
        app.register_blueprint(import_module(f"web.pages.{name}").blueprint)
    for name in RESOURCES:
        found: Blueprint = import_module(f"web.api.{name}").blueprint
        api.register_blueprint(found)
