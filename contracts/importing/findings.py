"""What can be wrong with a row (error) or is worth a look (warning), each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contracts.importing.columns import CONTRACTS
from engine.errors import _l

MISSING = _l("This has to be filled in.")
FORMULA = _l("This formula has no value: open the file in Excel or WPS, save it, and upload it again.")
EXCEL_ERROR = _l("Excel shows an error here: correct the formula.")
NO_DATE = _l("This is no date: write 2024-03-01, 2024/3/1 or 2024年3月1日.")
FAR_DATE = _l("Is this the right year?")
NO_MONEY = _l("This is no amount: digits with two decimals at most, as 1200000.00 or 1,200,000.00.")
TEN_THOUSANDS = _l("Amounts are in yuan: write the zeros out instead of 万 or 亿.")
NEGATIVE = _l("An amount is not below zero.")
NO_RATE = _l("This is no tax rate: write 6% or 0.06.")
ODD_RATE = _l("There is no such VAT rate now.")
TOO_LONG = _l("%(most)s signs at most: this has %(signs)s.")
NO_CHOICE = _l("This is none of: %(known)s.")
NUMBER_FORMAT = _l("Excel has rounded this number: format the column as text and type the code again.")
CODE_LENGTH = _l("A credit code has 18 characters.")
CODE_SIGNS = _l("A credit code has no I, O, S, V, Z and no other signs.")
CODE_REGION = _l("Characters 3 to 8 of a credit code are the digits of a region.")
CODE_CHECK = _l("The last character does not fit the others: one of them is wrong.")
NO_PLACE = _l("The process in force has no step for this stage.")
NO_COMPANY = _l("There is no such company or department.")
NO_DEPARTMENT = _l("There is no such department.")
TWO_DEPARTMENTS = _l("Several departments are called so: write the code, or name the company.")
NOT_IN_COMPANY = _l("This department is not in that company.")
NO_OWNER = _l("Nobody here has this name or login name.")
TWO_OWNERS = _l("Several people are called so: write the login name.")
OWNER_GONE = _l("This person is disabled: name who is responsible now.")
OWNER_NOWHERE = _l("This person is in no department, so the department has to be filled in.")
NO_PROJECT = _l("There is no such project: add it first, or leave this empty.")
NO_LINE = _l("This project has no such budget line.")
LINE_ALONE = _l("A budget line needs its project.")
NO_DIRECTION = _l("This type does not say who pays: fill it in.")
OTHER_DIRECTION = _l("Contracts of this type have the other direction.")
NO_NUMBER_RULE = _l("The rule for numbers of this type needs the project or the main contract: write the number.")
TWICE = _l("Row %(row)s has the same.")
TAKEN = _l("A contract in the system has this number.")
FILE_TAKEN = _l("A contract in the archive has this file number.")
FILE_SHAPE = _l("A file number has letters, digits and - . / ( ) only.")
NOT_ARCHIVED = _l("This is for archived contracts only.")
ENDS_FIRST = _l("This is before the first day.")
SIGNED_LATE = _l("This is after the first day of the term.")
SIGNED_AHEAD = _l("This day is still to come.")
OVER_ALREADY = _l("The term is over: the owner will be asked at once what follows.")
TERM_RUNS = _l("The term is not over, and yet the contract is archived.")
NO_TERM = _l("Without a last day and without an open payment the archivist is asked at once to file it.")
PAID_TOO_MUCH = _l("More than the contract's amount.")
PAID_TWICE = _l("The sheet of the payment plan has this contract: leave this empty.")
REST_UNASKED = _l("The day on which the rest is due is missing: nobody will be asked for it.")
REST_OPEN = _l("Not all is paid; what is open falls away with this stage.")
NO_REST = _l("Nothing is left that could be due.")
NEW_PARTY = _l("This counterparty is new: it comes into the directory.")
OTHER_NAME = _l("The directory knows this code under another name: %(name)s.")
OTHER_CODE = _l("The directory knows this name with another code: %(code)s.")
ROW_OTHER_NAME = _l("Row %(row)s has this code with another name: %(name)s.")
BLACKLISTED = _l("This counterparty is on the blacklist.")
PLAN_SUM = _l("The payment plan adds up to %(sum)s, the contract to %(amount)s.")
PLAN_STRAY = _l("The first sheet has no contract with this number.")
SETTLED_AHEAD = _l("A day that is still to come can't have been settled.")
UNKNOWN_HEADING = _l("This column is not known, so it is left out.")
LOST_HEADING = _l("The column %(name)s is missing.")
TWO_HEADINGS = _l("This column stands twice.")


@dataclass(frozen=True)
class Found:
    """One finding: `column` by our name, empty for the whole row; `value` as it stands in the file."""

    row: int
    column: str
    level: str
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    value: str = ""
    sheet: str = CONTRACTS
    letter: str = ""

    @property
    def is_error(self) -> bool:
        return self.level == "error"


def all_sentences() -> list[str]:
    """Every sentence, so that a worker, who knows no languages, can be handed their translations."""
    return [value for name, value in globals().items() if name.isupper() and isinstance(value, str) and " " in value]
