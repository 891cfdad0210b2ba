"""What the roles are, and what each is allowed; people have them beside their departments and groups."""

from __future__ import annotations

from collections.abc import Mapping

from engine.desk import Desk
from engine.errors import NotYours, _l

ROLES: Mapping[str, str] = {
    "admin": _l("Administrator: people, departments, groups, roles, calendar"),
    "process-admin": _l("Process administrator: publishes diagrams, tables and forms"),
    "ops": _l("Operations: watches what runs, retries, cancels"),
    "manager": _l("Management: sees every contract"),
    "auditor": _l("Auditor: sees every contract and all history, changes nothing"),
    "legal": _l("Legal: sees every contract, keeps the templates"),
    "finance": _l("Finance: sees every contract"),
    "archivist": _l("Archivist: sees every contract"),
    "department-reader": _l("Department reader: sees the contracts of their department and those under it"),
}
TITLES: Mapping[str, str] = {
    "admin": _l("Administrator"), "process-admin": _l("Process administrator"), "ops": _l("Operations"), "manager": _l("Management"),
    "auditor": _l("Auditor"), "legal": _l("Legal"), "finance": _l("Finance"), "archivist": _l("Archivist"),
    "department-reader": _l("Department reader"),
}
SEES_ALL = frozenset({"admin", "ops", "manager", "auditor", "legal", "finance", "archivist"})
OPERATES = frozenset({"admin", "ops", "process-admin"})
CANCELS = frozenset({"admin", "ops"})
PUBLISHES = frozenset({"process-admin"})
KEEPS_TEMPLATES = frozenset({"legal"})
ADMINISTERS = frozenset({"admin"})
BLACKLISTS = frozenset({"admin", "legal"})
CONFIRMS_ACCOUNTS = frozenset({"finance"})
IMPORTS = frozenset({"admin"})
EDITS_TYPES = frozenset({"admin", "process-admin"})
READS_TYPES = EDITS_TYPES | {"legal"}
READS_HISTORY = frozenset({"admin", "auditor"})


def require_admin(desk: Desk) -> None:
    """Raises NotYours for whoever may not change people and calendar; the house itself may."""
    if desk.actor.user != "system" and not desk.actor.roles & ADMINISTERS:
        raise NotYours(act="administer")


def require_importer(desk: Desk) -> None:
    """Raises NotYours for whoever may not bring in contracts that nobody here has reviewed."""
    if desk.actor.user != "system" and not desk.actor.roles & IMPORTS:
        raise NotYours(act="import contracts")


def require_history_reader(desk: Desk) -> None:
    """Raises NotYours for whoever may not read who changed what."""
    if not desk.actor.roles & READS_HISTORY:
        raise NotYours(act="read history")


def require_type_editor(desk: Desk) -> None:
    """Raises NotYours for whoever may not change what types of contracts there are."""
    if desk.actor.user != "system" and not desk.actor.roles & EDITS_TYPES:
        raise NotYours(act="edit contract types")


def require_type_reader(desk: Desk) -> None:
    """Raises NotYours for whoever may not read how the types of contracts are defined."""
    if desk.actor.user != "system" and not desk.actor.roles & READS_TYPES:
        raise NotYours(act="read contract types")
