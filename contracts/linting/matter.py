"""What the linter looks at: the paragraphs of a text, the values that the draft says, and what its type asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contracts.types.definitions import ContractType

WRITTEN_BY = ("template", "own", "theirs")           # our text as it is rendered, the drafter's wording of it, the counterparty's paper
SIGNING = re.compile(r"签署页|以下无正文|签字页|盖章页")
TO_SIGN = re.compile(r"签\s*字|签\s*章|盖\s*章|签\s*署|签\s*订\s*日\s*期|日\s*期\s*[:：]")
CLAUSE_ENDS = re.compile(r"(?<=[。；;！!])")


@dataclass(frozen=True)
class Matter:
    """A draft as the linter sees it. `said` has no text where it could not be read (a scanned page)."""

    said: tuple[str, ...]
    values: Mapping[str, Any]
    kind: ContractType
    written_by: str
    ours: str                             # our name
    number: str = ""
    is_there: bool = True                 # False: the counterparty's paper is still to come

    @property
    def is_theirs(self) -> bool:
        return self.written_by == "theirs"

    @property
    def is_uploaded(self) -> bool:
        return self.written_by != "template"

    @cached_property
    def bare(self) -> str:
        """The whole text without spaces, to look for words in."""
        return bare("".join(self.said))

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The text before the page for signing, which is full of blanks that are meant."""
        page = next((at for at, passage in enumerate(self.said) if SIGNING.search(passage)), len(self.said))
        return self.said[:page]

    @property
    def sentences(self) -> Iterator[str]:
        for passage in self.clauses:
            yield from (part for part in CLAUSE_ENDS.split(passage) if part.strip())

    @property
    def ours_to_mend(self) -> str:
        """The level of what we could mend ourselves: in the counterparty's paper we can't write."""
        return "warning" if self.is_theirs else "error"


def bare(text: str) -> str:
    """Without any white space, with brackets of one kind: converters and people put spaces where they like."""
    return re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）")
