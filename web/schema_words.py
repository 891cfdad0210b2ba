"""What a schema says of a field that it can't take, in sentences of ours that can be translated."""

from __future__ import annotations

import re

from contracts.forms.steps import Sentence
from engine.errors import _l

PLAIN = {
    "Missing data for required field.": _l("Fill this in."),
    "Field may not be null.": _l("This may not be null."),
    "Unknown field.": _l("There is no such field."),
    "Invalid value.": _l("This value can't be taken."),
    "Invalid input type.": _l("This is of the wrong kind."),
    "Invalid type.": _l("This is of the wrong kind."),
    "Not a valid string.": _l("This is no text."),
    "Not a valid utf-8 string.": _l("This is no text."),
    "Not a valid integer.": _l("This is no whole number."),
    "Not a valid number.": _l("This is no number."),
    "Number too large.": _l("This number is too large."),
    "Special numeric values (nan or infinity) are not permitted.": _l("This is no number."),
    "Not a valid boolean.": _l("Answer yes or no."),
    "Not a valid date.": _l("This is no date: write it as 2026-03-02."),
    "Not a valid list.": _l("This is no list."),
    "Not a valid mapping type.": _l("This is of the wrong kind."),
    "String does not match expected pattern.": _l("This is not written as it has to be."),
}
WITH_VALUES = (
    (re.compile(r"Shorter than minimum length (?P<least>\d+)\."), _l("At least %(least)s characters.")),
    (re.compile(r"Longer than maximum length (?P<longest>\d+)\."), _l("This is too long: %(longest)s characters at most.")),
    (re.compile(r"Length must be between (?P<least>\d+) and (?P<longest>\d+)\."), _l("From %(least)s to %(longest)s characters.")),
    (re.compile(r"Must be greater than or equal to (?P<least>\S+) and less than or equal to (?P<most>\S+)\."),
     _l("From %(least)s to %(most)s.")),
    (re.compile(r"Must be one of: (?P<choices>.*)\.", re.DOTALL), _l("Choose one of these: %(choices)s.")),
)


def in_our_words(message: str) -> str:
    """Our sentence for marshmallow's, its values in place; a sentence of our own schemas as it is."""
    for pattern, template in WITH_VALUES:
        if found := pattern.fullmatch(message):
            return Sentence(template, found.groupdict())
    return PLAIN.get(message, message)
