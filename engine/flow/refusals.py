"""What a diagram or a running flow refuses, each named for what happened."""

from __future__ import annotations

from engine.errors import Refusal, _l
from engine.flow.specs import Finding


class DiagramRefused(Refusal):
    """The files of an edition can't be run; `findings` names every reason with file and line."""

    code, status = "diagram-refused", 422
    title = _l("The diagram can't be run as it is drawn.")
    hint = _l("Each finding names the file and the line.")

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings=list(map(str, findings)))
        self.findings = findings


class FlowRefused(Refusal):
    """A flow can't be started, loaded or moved in this way."""

    code, status, stops = "flow-refused", 409, True
    title = _l("The process can't go on in this way.")
    hint = _l("An administrator can look at the diagram and at the process's data.")


class StepBudget(FlowRefused):
    """One command took more steps than a flow may; facts: steps."""

    code = "step-budget"
    title = _l("The process goes round and round without stopping at a person.")


class ExpressionFailed(FlowRefused):
    """An expression of the diagram could not be computed; facts: element, text, why."""

    code = "expression-failed"
    title = _l("A condition of the diagram could not be computed.")


class NoWayOut(FlowRefused):
    """No condition of a gateway holds and no flow is its default; facts: element."""

    code = "no-way-out"
    title = _l("No way leads out of this gateway with these values.")


class TooEarly(FlowRefused):
    """A timer is asked to fire before it is due; facts: element, due_at."""

    code = "too-early"
    title = _l("This timer is not due yet.")


class TooDeep(FlowRefused):
    """Called processes are nested too deeply, or a loop over too many items; facts: element, limit."""

    code = "too-deep"
    title = _l("The process calls itself too often, or repeats a step too often.")


class NotKept(FlowRefused):
    """A value is no plain one (text, number, yes or no, date, list, mapping), or nested too deeply; facts: why."""

    code = "not-kept"
    title = _l("A value can't be kept with the process.")


class NoSuchProcess(FlowRefused):
    """A call names a process that the edition doesn't have; facts: element, process."""

    code = "no-such-process"
    title = _l("The called process isn't part of this edition.")


class ForeignState(FlowRefused):
    """The stored state is not of this edition or not of this format; facts: what."""

    code = "foreign-state"
    title = _l("The stored state doesn't belong to this edition.")


class NotALegalTarget(FlowRefused):
    """Nothing can be returned to that step; facts: element."""

    code = "not-a-legal-target"
    title = _l("The process can't be returned to that step.")
