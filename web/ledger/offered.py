"""What the choices of the ledger's filters offer, on the ledger and on reports."""

from __future__ import annotations

from typing import Any

from contracts.ledger.papers import MISSING
from contracts.ledger.payments import PAYMENTS
from contracts.ledger.terms import EXPIRING
from contracts.ledger.waiting import WAITS_FOR
from contracts.people.company import company
from contracts.people.departments import tree
from contracts.process.subject import STAGES
from contracts.projects.names import project_names
from contracts.types.catalog import catalog
from engine.desk import Desk
from web.ledger.filters import DIRECTIONS, RELATIONS, RENEWALS, RISKS, STATUSES

PROJECTS = 300                             # the newest: any other is typed


def offered(mine: Desk) -> dict[str, list[Any]]:
    """By the filter's name."""
    known = company(mine)
    return {"status": list(STATUSES), "type": [kind.key for kind in catalog(mine)], "direction": list(DIRECTIONS), "risk": list(RISKS),
            "stage": list(STAGES), "relation": list(RELATIONS), "renewal": list(RENEWALS), "payments": list(PAYMENTS),
            "expiring": list(EXPIRING), "waits_for": list(WAITS_FOR), "over_budget": ["yes"],
            "deviating": ["yes"], "papers": [MISSING], "left_stage": list(STAGES),
            "company": [branch.unit.code for branch in tree(mine)],
            "project": list(project_names(mine))[:PROJECTS],
            "owner": sorted(known.users, key=lambda login: known.users[login].name)}
