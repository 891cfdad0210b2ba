"""How often an activity runs: multi-instances and standard loops."""

from __future__ import annotations

from engine.flow.markup import Element, child, extension, text_of
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.slots import condition_of, formula
from engine.flow.rounds import MAX_ROUNDS, Repeats, Rounds


def rounds_of(file: Drawn, activity: Element) -> Rounds | None:
    """The rounds of an activity; None where it runs once."""
    drawn = child(activity, "multiInstanceLoopCharacteristics")
    if drawn is None:
        return _repeats(file, activity)
    collection = extension(drawn, "collection") or text_of(child(drawn, "loopDataInputRef"))
    cardinality = text_of(child(drawn, "loopCardinality"))
    if not collection and not cardinality:
        file.error(activity, "The multi-instance has neither a collection nor a number of rounds. Give it one of them.")
    if cardinality.isascii() and cardinality.isdigit() and int(cardinality[:9]) > MAX_ROUNDS:
        file.error(activity, f"The multi-instance asks for {cardinality[:20]} rounds, more than {MAX_ROUNDS}.")
    return Rounds(
        sequential=drawn.get("isSequential") == "true",
        collection=formula(file, activity, "collection", collection) if collection else "",
        variable=_variable(drawn),
        cardinality=formula(file, activity, "number of rounds", cardinality) if cardinality else "",
        completion=condition_of(file, child(drawn, "completionCondition"), "completion condition", activity),
    )


def _variable(drawn: Element) -> str:
    item = child(drawn, "inputDataItem")
    return extension(drawn, "elementVariable") or ("" if item is None else item.get("name") or item.get("id") or "")


def _repeats(file: Drawn, activity: Element) -> Repeats | None:
    drawn = child(activity, "standardLoopCharacteristics")
    if drawn is None:
        return None
    condition = condition_of(file, child(drawn, "loopCondition"), "loop condition", activity)
    most = drawn.get("loopMaximum") or ""
    if most and not (most.isascii() and most.isdigit() and 0 < int(most[:9]) <= MAX_ROUNDS):
        file.error(activity, f"The loop's maximum {most[:20]!r} is no number from 1 to {MAX_ROUNDS}.")
        most = ""
    elif not condition and not most:
        file.error(activity, "The loop has neither a condition nor a maximum, so it never ends. Give it one of them.")
    return Repeats(sequential=True, condition=condition, before=drawn.get("testBefore") == "true", most=int(most or 0))
