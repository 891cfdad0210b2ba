"""A vetted text as its .txt says it: what stands on cover and first page, then its lines, with the shared clauses in their places.

The head is `name: words`, one a line: heading, party_a, party_b, own (what it calls itself, in the shared clauses too), intro. Then a
clause's title stands behind `#`, its paragraphs behind `-`, points behind `--`, tags of the template behind `%`, a shared clause
(`clauses/NAME.txt`) behind `+`; `|plan` and `|goods` are where those tables stand, and what lies between `<free NAME` and `>` may be worded
freely by who drafts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
HEAD = ("heading", "party_a", "party_b", "own", "intro")
OWN = "本合同"                          # as the shared clauses are written


@dataclass(frozen=True)
class Reading:
    """What a .txt says."""

    heading: str
    party_a: str
    party_b: str
    own: str
    intro: str
    lines: tuple[str, ...]


def read_text(key: str, folder: Path = HERE) -> Reading:
    """The text `key`.txt of the library, or of another folder."""
    written = (folder / f"{key}.txt").read_text("utf-8").splitlines()
    head: Mapping[str, str] = dict(line.split(": ", 1) for line in written[:len(HEAD)])
    return Reading(lines=tuple(_with_shared(written[len(HEAD):], head["own"])), **{name: head[name] for name in HEAD})


def _with_shared(lines: list[str], own: str) -> Iterator[str]:
    for line in lines:
        if line.startswith("+ "):
            yield from (HERE / "clauses" / f"{line[2:]}.txt").read_text("utf-8").replace(OWN, own).splitlines()
        else:
            yield line
