"""Deviations (偏离): where an uploaded wording says something else than the vetted text would with the same values, clause by clause."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from contracts.templates.regions import Passage
from contracts.wording.passages import Said

COUNT = "一二三四五六七八九十"
NUMBERING = re.compile(rf"^(?:第[{COUNT}百零\d]+[条章节款]|[（(][{COUNT}\d]{{1,3}}[)）]|[{COUNT}]{{1,3}}、"
                       r"|\d{1,2}(?:\.\d{1,2})*[.、．](?!\d)|[-—–•·])")
TOKEN = re.compile(r"[A-Za-z]+|\d[\d,.]*|\s+|.", re.S)
LONGEST, LIKE = 3_000, 0.5
MOST_PAIRS = 2_500                          # beyond it a text is another one altogether: clauses are paired in their order


@dataclass(frozen=True)
class Deviation:
    """One clause. `words` are its pieces: same, del (of ours), ins (of the wording); `clause` is the heading above it."""

    kind: str                               # changed, removed, added
    clause: str
    words: tuple[tuple[str, str], ...]

    @property
    def row(self) -> dict[str, Any]:
        return asdict(self)


def deviations(ours: Sequence[Passage], theirs: Sequence[Said], *, same: Sequence[str] = ()) -> tuple[Deviation, ...]:
    """What differs in locked regions; numbering and spaces are nothing, nor is which of the texts in `same` stands somewhere."""
    vetted = [passage for passage in ours if passage.text.strip()]
    worded = [said for said in theirs if said.text.strip()]
    before, after = [_plain(one.text, same) for one in vetted], [_plain(one.text, same) for one in worded]
    found: list[Deviation] = []
    for act, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act != "equal":
            found += _of_block(vetted, worded, (a, b, c, d), same)
    return tuple(found)


def _of_block(vetted: Sequence[Passage], worded: Sequence[Said], block: tuple[int, int, int, int],
              same: Sequence[str]) -> Iterator[Deviation]:
    a, b, c, d = block
    pairs = dict(_paired([one.text for one in vetted[a:b]], [one.text for one in worded[c:d]]))
    beside_free = any(one.is_free for one in vetted[max(a - 1, 0):b + 1])
    for at in range(a, b):
        passage = vetted[at]
        said = worded[c + pairs[at - a]].text if at - a in pairs else ""
        if passage.is_free or (said and _keeps_what_is_locked(passage, said, same)):
            continue
        words = _words(passage.text, said) if said else (("del", passage.text),)
        yield Deviation("changed" if said else "removed", _heading(vetted, at), words)
    for at in sorted(set(range(d - c)) - set(pairs.values())):
        if not (worded[c + at].is_free and beside_free):
            yield Deviation("added", _heading(vetted, min(b, len(vetted)) - 1), (("ins", worded[c + at].text),))


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which clause became which: the next that is like it."""
    if len(before) == len(after) or len(before) * len(after) > MOST_PAIRS:
        yield from ((at, at) for at in range(min(len(before), len(after))))
        return
    begin = 0
    for at, text in enumerate(before):
        likeness = [(_likeness(text, after[other]), -other) for other in range(begin, len(after))]
        if likeness and (best := max(likeness))[0] >= LIKE:
            yield at, -best[1]
            begin = 1 - best[1]


def _likeness(one: str, other: str) -> float:
    compared = difflib.SequenceMatcher(None, one[:LONGEST], other[:LONGEST], autojunk=False)
    return compared.ratio() if compared.real_quick_ratio() >= LIKE and compared.quick_ratio() >= LIKE else 0.0


def _keeps_what_is_locked(passage: Passage, said: str, same: Sequence[str]) -> bool:
    """Do all locked pieces of a passage with a free part stand in the wording, in their order, from its beginning to its end?"""
    if not any(piece.is_free for piece in passage.pieces):
        return False
    rest, is_first = _plain(said, same), True
    for piece in passage.pieces:
        locked = _plain(piece.text, same, numbering=is_first) if not piece.is_free else ""
        at = rest.find(locked)
        if at < 0 or (is_first and locked and at):
            return False
        rest, is_first = rest[at + len(locked):], False
    return passage.pieces[-1].is_free or not rest


def _words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The pieces of both, as one reads them."""
    then, now = TOKEN.findall(before[:LONGEST]), TOKEN.findall(after[:LONGEST])
    pieces: list[tuple[str, str]] = []
    for act, a, b, c, d in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(("same", "".join(then[a:b])))
            continue
        pieces += [(kind, "".join(words)) for kind, words in (("del", then[a:b]), ("ins", now[c:d])) if words]
    return tuple(pieces)


def _heading(vetted: Sequence[Passage], at: int) -> str:
    """The nearest short line above that is no sentence: a clause's heading."""
    for passage in reversed(vetted[:at + 1]):
        text = passage.text.strip()
        if passage.place == "body" and len(text) <= 24 and not re.search(r"[。；;，,：:]", text):
            return text
    return ""


def _plain(text: str, same: Sequence[str], *, numbering: bool = True) -> str:
    bare = re.sub(r"\s+", "", text)
    for one in same:
        bare = bare.replace(one, "№") if one else bare
    return NUMBERING.sub("", bare) if numbering else bare
