"""What projects refuse, and why."""

from __future__ import annotations

from engine.errors import Refusal, _l


class ProjectTaken(Refusal):
    """Another project has this code; facts: project."""

    code, status = "project-taken", 409
    title = _l("There is a project with this code already.")
    hint = _l("Choose another code.")


class LineTaken(Refusal):
    """Another line of the project has this code; facts: project, line."""

    code, status = "budget-line-taken", 409
    title = _l("This project has a budget line with this code already.")
    hint = _l("Choose another code, or change the amount of that line.")


class ProjectClosed(Refusal):
    """The project is closed; facts: project."""

    code, status = "project-closed", 409
    title = _l("This project is closed.")
    hint = _l("Reopen it first, or choose another project.")


class ProjectHasContracts(Refusal):
    """Contracts of the project are still under way; facts: project, count, contracts (the first of them)."""

    code, status = "project-has-contracts", 409
    title = _l("Contracts of this project are still under way.")
    hint = _l("Bring them to their end or cancel them, then close the project.")


class WrongTurn(Refusal):
    """A project can't go from this state to that; facts: project, now, to."""

    code, status = "project-wrong-turn", 409
    title = _l("The project can't be brought into this state.")
    hint = _l("A planned project is started, a running one closed, a closed one reopened.")
