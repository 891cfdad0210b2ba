"""Blanks: what somebody was to fill in and did not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contracts.linting.findings import LintFinding, quoted
from contracts.linting.matter import TO_SIGN, Matter
from engine.errors import _l

BLANKS = re.compile(r"＿{2,}|_{3,}|(?<![A-Za-z0-9ＸX×x])[XxＸ×]{2,}(?![A-Za-z0-9])|【\s*】|\[\s+\]|〔\s*〕|"
                    r"\{\{.*?\}\}|\{%.*?%\}|待定|待补充|待填写|\bTBD\b")


def blanks_left(matter: Matter) -> Iterator[LintFinding]:
    """`blank-left`: ＿＿＿, XX, 【 】, {{ name }} or 待定 in a clause; what is for the signature is meant to be empty."""
    for passage in matter.clauses:
        if not TO_SIGN.search(passage) and (found := BLANKS.search(passage)):
            yield LintFinding("blank-left", matter.ours_to_mend, _l("Something is not filled in: %(blank)s"), {"blank": found[0][:40]},
                              quote=quoted(passage, *found.span()))
