"""What the choices of the ledger's filters offer, on the ledger and on reports."""

from __future__ import annotations

from typing import Any

from contracts.people.company import company
from contracts.people.departments import tree
from contracts.process.subject import STAGES
from contracts.types.catalog import catalog
from engine.desk import Desk
from web.ledger.filters import DIRECTIONS, RELATIONS, RISKS, STATUSES


def offered(mine: Desk) -> dict[str, list[Any]]:
    """By the filter's name."""
    known = company(mine)
    return {"status": list(STATUSES), "type": [kind.key for kind in catalog(mine)], "direction": list(DIRECTIONS), "risk": list(RISKS),
            "stage": list(STAGES), "relation": list(RELATIONS), "company": [branch.unit.code for branch in tree(mine)],
            "owner": sorted(known.users, key=lambda login: known.users[login].name)}
