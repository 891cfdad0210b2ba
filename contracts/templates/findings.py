"""What is wrong with a template, each with its place; and the sentences that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from engine.errors import _l

MOST, QUOTED = 100, 160
FOREIGN = _l("A template only fills in: %(expression)s can't stand here.")
UNKNOWN = _l("There is no field %(name)s. Did you mean %(near)s?")
NOWHERE = _l("There is no field %(name)s.")
NO_PART = _l("%(whole)s has no part %(name)s. It has: %(near)s.")
WHOLE = _l("%(name)s has parts: name one of them. It has: %(near)s.")
OPEN = _l("%(expression)s is begun and never ended.")
NOT_BEGUN = _l("%(expression)s ends what was not begun.")
BROKEN = _l("A tag begins or ends here, and its other half is not in this paragraph.")
ALONE = _l("The whole paragraph of %(expression)s is taken away: nothing else may stand in it.")
IN_TABLE = _l("%(expression)s belongs in a row of a table.")
A_LIST = _l("%(name)s is a list: go through it with “for”.")
NO_LIST = _l("%(name)s is no list that “for” could go through.")
COMPARE = _l("Compare %(name)s with an answer: whether it is filled in can't be asked.")
MARKS = _l("Tracked changes, comments or hidden text are left (%(expression)s): accept or remove them.")
HIDDEN = _l("A tag stands where no text is, as in a picture's name or the document's properties.")
NOT_USED = _l("The field %(name)s is asked for and stands nowhere in the text.")
DOUBLED = _l("The field %(name)s is asked for by every contract already: give it another name.")
NOT_SAID = _l("%(name)s stands nowhere in the text: its contracts will not say it.")
SAID = ("number", "party_a", "party_b")    # what a contract of any type names


@dataclass(frozen=True)
class Named:
    """A name that a template may use: a `value` is printed, `lines` and `rows` are gone through, of a `whole` the parts are printed."""

    shape: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: an English sentence with its facts, and where: the text of the paragraph or cell, and its place."""

    level: str                             # error, warning
    sentence: str
    quote: str = ""
    place: str = ""                        # body, table, header, footer, footnotes, endnotes
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Use:
    """How a name that nothing is known of is used, so that a field can be made of it."""

    name: str
    quote: str
    place: str
    is_printed: bool = False
    is_gone_through: bool = False
    parts: list[str] = field(default_factory=list)                # of a row, while it is gone through
    answers: list[str] = field(default_factory=list)              # what it is compared with


@dataclass
class Read:
    """What a reading of the tags found."""

    findings: list[Finding] = field(default_factory=list)
    uses: dict[str, Use] = field(default_factory=dict)            # of unknown names
    used: set[str] = field(default_factory=set)                   # of known ones
    variables: set[str] = field(default_factory=set)              # of loops

    def told(self) -> dict[str, Any]:
        """As plain JSON, for the process that asked."""
        return {"findings": [asdict(one) for one in self.findings[:MOST]], "uses": [asdict(one) for one in self.uses.values()][:MOST],
                "used": sorted(self.used)}


def heard(told: Mapping[str, Any]) -> Read:
    """What the other process told."""
    return Read([Finding(**one) for one in told["findings"]], {one["name"]: Use(**one) for one in told["uses"]}, set(told["used"]))
