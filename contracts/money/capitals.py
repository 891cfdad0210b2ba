"""大写: an amount in Chinese capitals, as the rules for filling bills (支付结算办法, annex 1) and for invoices both accept it."""

from __future__ import annotations

from decimal import Decimal

from contracts.money.column import CENT, LARGEST
from engine.errors import Invalid, _l

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
GROUPS = ("", "万", "亿", "万")                        # the fourth group counts 万 of 亿


def in_capitals(amount: Decimal) -> str:
    """The amount in words: 1680.32 is 壹仟陆佰捌拾元零叁角贰分.

    整 stands after 元 and after 角; 零 before 角 where 元 ends in 0. Raises ValueError for parts of a fen, NaN and 10^16 on.
    """
    if not amount.is_finite() or abs(amount) > LARGEST or amount != amount.quantize(CENT):
        raise ValueError(f"{amount} can't be written in capitals")
    fen_in_all = int(abs(amount).scaleb(2))
    yuan, (jiao, fen) = fen_in_all // 100, divmod(fen_in_all % 100, 10)
    words = ("负" if fen_in_all and amount < 0 else "") + (_whole(yuan) + "元" if yuan or not fen_in_all else "")
    if not jiao and not fen:
        return words + "整"
    if yuan and (not jiao or yuan % 10 == 0):
        words += "零"
    return words + (DIGITS[jiao] + "角" if jiao else "") + (DIGITS[fen] + "分" if fen else "整")


def _whole(yuan: int) -> str:
    if not yuan:
        return "零"
    words, skipped = "", False
    for place in range((len(str(yuan)) - 1) // 4, -1, -1):
        group = yuan // 10_000**place % 10_000
        if group:
            words += ("零" if words and (skipped or group < 1000) else "") + _group(group) + GROUPS[place]
        elif place == 2:
            words += "亿"
        skipped = not group
    return words


def _group(number: int) -> str:
    words, gap = "", False
    for digit, place in zip(f"{number:04d}", PLACES, strict=True):
        if digit == "0":
            gap = True
            continue
        words += ("零" if gap and words else "") + DIGITS[int(digit)] + place
        gap = False
    return words


def read_capitals(text: str) -> Decimal:
    """The amount that the words say; 圆 for 元, 正 for 整, 人民币 before and either use of 零 are accepted.

    Raises Invalid for anything else: the words are written anew from the number and must say the same.
    """
    said = text.strip().removeprefix("人民币").strip().replace("圆", "元").replace("正", "整")
    amount = _counted(said)
    if amount is None or amount > LARGEST or not set(DIGITS) & set(said) or _bare(in_capitals(amount)) != _bare(said):
        raise Invalid(fields={"capitals": _l("These words are no amount in Chinese capitals.")})
    return amount


def _bare(words: str) -> str:
    return words.replace("零", "").removesuffix("整")


def _counted(words: str) -> Decimal | None:
    sign, words = (-1, words[1:]) if words.startswith("负") else (1, words)
    yuan, found, rest = words.partition("元")
    if not found:
        yuan, rest = "", words
    parts = {"角": 0, "分": 0}
    digit = 0
    for sign_of_place in rest.removesuffix("整"):
        if sign_of_place in DIGITS:
            digit = DIGITS.index(sign_of_place)
        elif sign_of_place in parts:
            parts[sign_of_place], digit = digit, 0
        else:
            return None
    whole = _counted_whole(yuan)
    return None if whole is None else sign * (Decimal(whole) + Decimal(parts["角"] * 10 + parts["分"]).scaleb(-2))


def _counted_whole(words: str) -> int | None:
    total, section, digit = 0, 0, 0
    units = {"仟": 1000, "佰": 100, "拾": 10}
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in units:
            section, digit = section + digit * units[sign], 0
        elif sign == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        elif sign == "亿":
            total, section, digit = (total + section + digit) * 100_000_000, 0, 0
        else:
            return None
    return total + section + digit
