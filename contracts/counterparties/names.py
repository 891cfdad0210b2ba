"""Names as they are compared: one company is written in many ways, and two companies nearly alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

SIMILAR = 80                               # percent, from which two names are shown to who adds the second
SAME_WORDS = (("有限责任公司", "有限公司"), ("companylimited", "coltd"), ("limited", "ltd"), ("corporation", "corp"),
              ("incorporated", "inc"))
LEGAL_FORMS = ("集团股份有限公司", "股份有限公司", "集团有限公司", "有限公司", "coltd", "ltd", "corp", "inc", "公司", "集团")


def name_key(name: str) -> str:
    """The letters and digits of a name, small and in half width; 有限责任公司 is 有限公司.

    >>> name_key("北京（恒立达） 电梯有限责任公司") == name_key("北京(恒立达)电梯有限公司")
    True
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    key = "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN")
    for written, as_well in SAME_WORDS:
        key = key.replace(written, as_well)
    return key[:400]


def core(key: str) -> str:
    """The name without its legal form; the whole where nothing else is in it."""
    form = next((form for form in LEGAL_FORMS if key.endswith(form) and len(key) > len(form)), "")
    return key.removesuffix(form)


def percent_alike(one: str, other: str) -> int:
    """How much two keys are alike without their legal forms; 100 are the same."""
    if one == other:
        return 100
    return min(99, int(SequenceMatcher(None, core(one), core(other), autojunk=False).ratio() * 100))


def pieces(key: str) -> Iterator[str]:
    """Parts of the core, of which a similar name has at least one as it is."""
    rest = core(key)
    size = max(2, -(-len(rest) // 4))
    yield from (part for at in range(0, len(rest), size) if len(part := rest[at:at + size]) >= 2)
