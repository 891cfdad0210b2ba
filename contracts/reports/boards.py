"""The boards of the dashboard: for each role what it counts, at most six numbers, and the chart beside the cycle times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from contracts.ledger.filters import Filters
from contracts.people.company import company
from contracts.projects.records import Project, ProjectMember
from engine.desk import Desk
from engine.errors import _l

CONTRACTS, INBOX, PAYMENTS, RUNNING = "contracts", "inbox", "payments", "running"
MOST = 50                                  # values of one filter in an address
Scope = Callable[[Desk], Filters | None]


@dataclass(frozen=True)
class Wanted:
    """One number. `narrows`: the ledger's filters beside the board's own; elsewhere `which` of a place's lists is counted.

    `owes`: the payments that make the number, overdue or soon, whose money is added up; `columns` and `sort`: how the ledger shows these
    contracts; `tone`: late, waiting.
    """

    name: str
    label: str
    narrows: Mapping[str, Any] = field(default_factory=dict)
    place: str = CONTRACTS
    which: str = ""
    owes: str = ""
    columns: tuple[str, ...] = ()
    sort: str = ""
    tone: str = ""


@dataclass(frozen=True)
class WantedChart:
    """A report that is drawn: contracts by this, counted or summed, of the board's contracts that these filters leave."""

    label: str
    rows: str
    measure: str = "count"
    columns: str = ""
    narrows: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Board:
    """`scope` gives the filters of all its contracts, None for whom it is not."""

    key: str
    name: str
    scope: Scope
    figures: tuple[Wanted, ...]
    chart: WantedChart


def boards_of(desk: Desk) -> list[tuple[Board, Filters]]:
    """The boards of the actor, the one of their role first."""
    return [(board, scope) for board in BOARDS if (scope := board.scope(desk)) is not None]


def _of_roles(*roles: str, groups: tuple[str, ...] = ()) -> Scope:
    def scope(desk: Desk) -> Filters | None:
        mine = desk.actor.roles & set(roles) or set(groups) & set(desk.directory.groups(desk.actor.user))
        return Filters() if mine else None

    return scope


def _department(desk: Desk) -> Filters | None:
    """What one heads, or reads as a department's reader; whose board is the whole house's has this in it."""
    known, user = company(desk), desk.actor.user
    me = known.users.get(user)
    codes = [*known.headed_by(user), *([me.department] if me and me.department and "department-reader" in desk.actor.roles else [])]
    return Filters(company=tuple(dict.fromkeys(codes))[:MOST]) if codes and not desk.actor.roles & {"manager", "auditor"} else None


def _projects(desk: Desk) -> Filters | None:
    """The projects that are not closed and that one manages or works on, the newest first."""
    mine = sa.select(ProjectMember.project).where(ProjectMember.user == desk.actor.user)
    query = (sa.select(Project.code).where(Project.status != "closed", sa.or_(Project.manager == desk.actor.user, Project.code.in_(mine)))
             .order_by(Project.created_at.desc(), Project.code).limit(MOST))
    codes = tuple(desk.session.scalars(query))
    return Filters(project=codes) if codes else None


def _mine(desk: Desk) -> Filters | None:
    return None if "auditor" in desk.actor.roles else Filters(owner=(desk.actor.user,))


WHO = ("title", "counterparty", "amount", "stage", "held", "owner", "ends_on")
PAID = ("title", "counterparty", "current_amount", "settled_amount", "open_amount", "overdue_amount", "soon_amount", "next_due_on")
FILED = ("title", "file_number", "counterparty", "signed_on", "ends_on", "owner")
TERM = ("title", "counterparty", "current_amount", "open_amount", "ends_on", "renewal", "owner")
UNDER_WAY = {"status": ("running",)}
SPENDING = {"stage": ("perform",), "direction": ("expense",), **UNDER_WAY}
TO_DO = Wanted("to_do", _l("To do"), place=INBOX)
LATE = Wanted("late", _l("Somebody is late"), {"waits_for": "late"}, columns=WHO, tone="late")
IN_REVIEW = Wanted("in_review", _l("Under review"), {"stage": ("review",), **UNDER_WAY}, columns=WHO, sort="submitted_at")
EXPIRING = Wanted("expiring", _l("End within 90 days"), {"expiring": "90"}, columns=TERM, sort="ends_on", tone="waiting")
EXPIRED = Wanted("expired", _l("Ended, nothing decided"), {"expiring": "expired"}, columns=TERM, sort="ends_on", tone="late")
OVER_BUDGET = Wanted("over_budget", _l("Over budget"), {"over_budget": "yes", **UNDER_WAY}, tone="waiting")


def _paid(name: str, label: str, which: str, *, direction: str = "", tone: str = "") -> Wanted:
    narrows = {"payments": (which,), **({"direction": (direction,)} if direction else {})}
    return Wanted(name, label, narrows, owes=which, columns=PAID, sort=f"-{which}_amount", tone=tone)


OVERDUE = _paid("overdue", _l("Payments overdue"), "overdue", tone="late")
BY_STAGE = WantedChart(_l("Contracts under way, by stage"), "stage", narrows=UNDER_WAY)
BOARDS = (
    Board("management", _l("Management"), _of_roles("manager", "auditor"), (TO_DO, IN_REVIEW, LATE, OVERDUE, EXPIRING, OVER_BUDGET),
          WantedChart(_l("Spending in performance, by department"), "department", "current_amount", narrows=SPENDING)),
    Board("finance", _l("Finance"), _of_roles("finance", groups=("finance",)), (
        TO_DO,
        _paid("receivable_overdue", _l("Receivables overdue"), "overdue", direction="income", tone="late"),
        _paid("payable_overdue", _l("Payables overdue"), "overdue", direction="expense", tone="late"),
        _paid("receivable_soon", _l("To receive in 30 days"), "soon", direction="income"),
        _paid("payable_soon", _l("To pay in 30 days"), "soon", direction="expense"),
        Wanted("asked_for", _l("Payments asked for"), place=PAYMENTS, which="open")),
        WantedChart(_l("Not paid yet, by department"), "department", "open_amount", narrows=SPENDING)),
    Board("legal", _l("Legal"), _of_roles("legal", groups=("legal",)), (
        TO_DO, IN_REVIEW,
        Wanted("deviating", _l("Differ from our text"), {"deviating": "yes", "stage": ("review", "sign"), **UNDER_WAY}, columns=WHO),
        Wanted("high_risk", _l("High risk"), {"risk": ("high",), "stage": ("review", "sign", "perform"), **UNDER_WAY}, columns=WHO),
        EXPIRING, EXPIRED),
        WantedChart(_l("Under review, by type and risk"), "type", columns="risk", narrows={"stage": ("review",), **UNDER_WAY})),
    Board("archive", _l("The archive"), _of_roles("archivist", groups=("archivists",)), (
        TO_DO,
        Wanted("to_be_filed", _l("To be filed"), {"stage": ("archive",), **UNDER_WAY}, columns=WHO),
        Wanted("papers_missing", _l("A paper is missing"), {"papers": "missing"}, columns=WHO, tone="waiting"),
        Wanted("filed_late", _l("Filing is late"), {"stage": ("archive",), "waits_for": "late"}, columns=WHO, tone="late"),
        EXPIRING,
        Wanted("archived", _l("In the archive"), {"status": ("archived",)}, columns=FILED)),
        WantedChart(_l("To be filed, by department"), "department", narrows={"stage": ("archive",), **UNDER_WAY})),
    Board("operations", _l("Operations"), _of_roles("ops", "admin", "process-admin"), (
        TO_DO,
        Wanted("stuck", _l("Stuck"), place=RUNNING, which="incidents", tone="late"),
        Wanted("jobs", _l("Jobs that wait"), place=RUNNING, which="jobs"),
        Wanted("letters", _l("Letters on their way"), place=RUNNING, which="letters"),
        LATE, IN_REVIEW), BY_STAGE),
    Board("department", _l("My department"), _department, (TO_DO, IN_REVIEW, LATE, OVERDUE, EXPIRING, OVER_BUDGET), BY_STAGE),
    Board("mine", _l("My contracts"), _mine, (
        TO_DO,
        Wanted("drafts", _l("My drafts"), {"stage": ("draft",), **UNDER_WAY}),
        Wanted("waiting", _l("Wait for others"), {"waits_for": "others"}, columns=WHO, tone="waiting"),
        LATE, OVERDUE, EXPIRING), BY_STAGE),
    Board("projects", _l("My projects"), _projects, (
        TO_DO, IN_REVIEW, OVER_BUDGET, OVERDUE, _paid("soon", _l("Due in 30 days"), "soon"), EXPIRING),
        WantedChart(_l("Spending in performance, by project"), "project", "current_amount", narrows=SPENDING)),
)
