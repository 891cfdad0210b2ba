"""How often an activity runs: multi-instances."""

from __future__ import annotations

from engine.flow.markup import Element, child, extension, text_of
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.slots import condition_of, formula
from engine.flow.rounds import Rounds

MOST = 200


def rounds_of(file: Drawn, activity: Element) -> Rounds | None:
    """The rounds of an activity; None where it runs once."""
    drawn = child(activity, "multiInstanceLoopCharacteristics")
    if drawn is None:
        return None
    collection = extension(drawn, "collection") or text_of(child(drawn, "loopDataInputRef"))
    cardinality = text_of(child(drawn, "loopCardinality"))
    if not collection and not cardinality:
        file.error(activity, "The multi-instance has neither a collection nor a number of rounds. Give it one of them.")
    if cardinality.isascii() and cardinality.isdigit() and int(cardinality[:9]) > MOST:
        file.error(activity, f"The multi-instance asks for {cardinality[:20]} rounds, more than {MOST}.")
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
