"""What the engine says of a cell of the approval table, in sentences that can be translated: what may stand there instead."""

from __future__ import annotations

import re
from collections.abc import Mapping

from contracts.forms.faults import Fault
from engine.errors import _l

CONDITIONS: Mapping[str, str] = {
    "number": _l("%(cell)s is no condition on a number. Write for instance 5000, <= 5000, (5000..10000], or - for any."),
    "string": _l('%(cell)s is no condition on a word. Write for instance "a", "a","b", not("a"), or - for any.'),
    "boolean": _l("%(cell)s is no condition on yes or no. Write true, false, or - for any."),
}
CONDITION = _l("%(cell)s is no condition.")
ANSWER = _l("%(cell)s is no answer. Write true or false.")
WORD = _l('%(cell)s is read as the name of a fact. If a word is meant, write it between quotation marks: "%(cell)s".')
UNREADABLE = _l("This can't be read: %(why)s")
FACTS = ((re.compile(r"(.+) is no (?:whole )?number"), _l("%(cell)s is no number.")),
         (re.compile(r"(.+) is neither true nor false"), _l("%(cell)s is neither yes nor no.")))
NO_ANSWER = _l("the facts can't be compared with row %(row)s")


def of_cell(place: str, level: str, cell: str, kind: str, *, is_condition: bool) -> Fault:
    """What is wrong with a cell: a warning is about a word without quotation marks, an error about what it can't be."""
    if level == "warning":
        return Fault(place, WORD, cell=cell[:80])
    return Fault(place, CONDITIONS.get(kind, CONDITION) if is_condition else ANSWER, cell=cell[:80])


def of_facts(why: str, row: str) -> Fault:
    """Why the table gave no answer to facts that somebody typed."""
    for pattern, sentence in FACTS:
        if found := pattern.fullmatch(why):
            return Fault("facts", sentence, cell=found[1].strip("'\"")[:80])
    return Fault("facts", NO_ANSWER, row=row)
