"""Refusals: what was understood and not done, with a stable code, a sentence and a hint for people."""

from __future__ import annotations

from typing import Any, ClassVar


def _l(text: str) -> str:
    """Mark a text for translation; who shows it translates it."""
    return text


class Refusal(Exception):
    """Understood and not done: nothing has changed. `facts` go into the problem document and the log.

    `stops`: not the person but the process is at fault; whoever operates it finds an incident.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    stops: ClassVar[bool] = False
    title: ClassVar[str] = _l("This can't be done.")
    hint: ClassVar[str] = _l("Check what you asked for, then try again.")

    def __init__(self, **facts: Any) -> None:
        super().__init__(f"{self.code}: {facts}" if facts else self.code)
        self.facts = facts


class Unavailable(Exception):
    """Try later: something that we need does not answer. Jobs retry, pages say so (503)."""

    code: ClassVar[str] = "unavailable"
    status: ClassVar[int] = 503
    title: ClassVar[str] = _l("A part of the service does not answer at the moment.")
    hint: ClassVar[str] = _l("Nothing was lost. Try again in a minute.")

    def __init__(self, **facts: Any) -> None:
        super().__init__(f"{self.code}: {facts}" if facts else self.code)
        self.facts = facts


class NotFound(Refusal):
    """There is no such thing, or not for this person."""

    code, status = "not-found", 404
    title = _l("We can't find that.")
    hint = _l("It may have been moved, or you may not have access to it.")


class NotYours(Refusal):
    """The actor may see it but may not do this."""

    code, status = "not-yours", 403
    title = _l("This is not yours to do.")
    hint = _l("Ask the person who has it, or an administrator.")


class AlreadyDone(Refusal):
    """Somebody was first; facts: by, at, outcome."""

    code, status = "already-done", 409
    title = _l("Somebody has already done this.")
    hint = _l("Nothing that you wrote was recorded. Look at what was decided.")


class ChangedMeanwhile(Refusal):
    """Another command changed the same thing between reading and writing."""

    code, status = "changed-meanwhile", 409
    title = _l("This changed while you were working on it.")
    hint = _l("Open it again, then repeat what you did.")


class UnknownOutcome(Refusal):
    """The task has no such button; facts: outcome, outcomes."""

    code, status = "unknown-outcome", 422
    title = _l("This step has no such answer.")
    hint = _l("Choose one of the answers that the step offers.")


class Invalid(Refusal):
    """Fields that do not hold; facts: fields = {name: sentence}."""

    code, status = "invalid", 422
    title = _l("Some fields need another look.")
    hint = _l("Correct the marked fields, then try again.")


class NotRunning(Refusal):
    """The instance has ended or is suspended; facts: instance, status."""

    code, status = "not-running", 409
    title = _l("This process does not run any more, or is suspended.")
    hint = _l("Look at its history; an operator can resume a suspended one.")


class NotYet(Refusal):
    """The item waits for something else first; facts: item."""

    code, status = "not-yet", 409
    title = _l("It is not this item's turn yet.")
    hint = _l("Another person decides first; you will be told.")


class NobodyWaits(Refusal):
    """A message came and nothing in the instance waits for it; facts: instance, name."""

    code, status = "nobody-waits", 409
    title = _l("The process does not wait for this message.")
    hint = _l("Look at where the process stands.")


class NotReturnable(Refusal):
    """The item can't be returned there, or the decision can't be taken back; facts: item, to, reason."""

    code, status = "not-returnable", 409
    title = _l("This can't be returned or taken back any more.")
    hint = _l("Choose one of the steps that are offered.")
