"""统一社会信用代码: the 18 characters by which an organisation is known (GB 32100-2015), and their check."""

from __future__ import annotations

from contracts.money.amounts import half_width
from engine.errors import Refusal, _l

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class BadCreditCode(Refusal):
    """These characters are no credit code; facts: why."""

    code, status = "bad-credit-code", 422
    title = _l("This is not a unified social credit code.")
    hint = _l("Compare it with the business licence, character by character.")


def read_credit_code(text: str) -> str:
    """The code, trimmed, in upper case and half width. Raises BadCreditCode. (O is never taken for 0: a guess could name another.)"""
    code = half_width(text).upper().replace(" ", "")
    if len(code) != 18:
        raise BadCreditCode(why=_l("A credit code has 18 characters."))
    if any(sign not in ALPHABET for sign in code):
        raise BadCreditCode(why=_l("A credit code has no I, O, S, V, Z and no other signs."))
    if not code[2:8].isdigit():
        raise BadCreditCode(why=_l("Characters 3 to 8 of a credit code are the digits of a region."))
    if code[17] != check_character(code):
        raise BadCreditCode(why=_l("The last character does not fit the others: one of them is wrong."))
    return code


def check_character(code: str) -> str:
    """The 18th character that belongs to the first 17."""
    total = sum(ALPHABET.index(sign) * weight for sign, weight in zip(code, WEIGHTS, strict=False))
    return ALPHABET[(31 - total % 31) % 31]


def body_is_doubtful(code: str) -> bool:
    """Does the organisation's own check (GB 11714, characters 9 to 17) fail? Worth a warning: some real codes do."""
    body = code[8:17]
    values = [int(sign) if sign.isdigit() else ord(sign) - ord("A") + 10 for sign in body[:8]]
    rest = 11 - sum(value * weight for value, weight in zip(values, BODY_WEIGHTS, strict=True)) % 11
    return body[8] != {10: "X", 11: "0"}.get(rest, str(rest))
