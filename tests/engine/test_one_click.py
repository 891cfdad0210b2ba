"""docs/one-click.md says what completing a work item reads and writes, and what a reader opens to understand it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.engine.drawn import row

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs" / "one-click.md").read_text("utf-8")
SAID = [("SELECT", "instance"), ("SELECT", "work_item"), ("DELETE", "holder"), ("DELETE", "timer"), ("INSERT", "visit"), ("INSERT", "work_item"),
        ("INSERT", "holder"), ("INSERT", "timer"), ("INSERT", "entry"), ("UPDATE", "instance"), ("UPDATE", "visit"), ("UPDATE", "work_item")]


def asked_of(text: str) -> tuple[str, str]:
    verb = text.split(maxsplit=1)[0]
    table = re.search({"SELECT": r"FROM (\w+)", "DELETE": r"FROM (\w+)", "INSERT": r"INTO (\w+)", "UPDATE": r"UPDATE (\w+)"}[verb], text)
    assert table is not None
    return verb, table[1]


@pytest.mark.both
def test_a_completion_asks_the_database_what_the_paper_says_and_no_more(running, house):
    running.start(row("a", "b", a={"dueDate": "P1D"}, b={"dueDate": "P1D"}))
    statements, commits = [], []
    sa.event.listen(house.store.writing, "before_cursor_execute", lambda *sent: statements.append(sent[2]))
    sa.event.listen(house.store.writing, "commit", lambda connection: commits.append(connection))
    running.complete("a", "li")
    assert [asked_of(text) for text in statements if not text.startswith("BEGIN")] == SAID and len(commits) == 1
    assert "twelve statements" in PAPER and len(SAID) == 12


def test_a_reader_opens_at_most_twelve_files_and_a_thousand_lines_of_the_engine():
    files = re.findall(r"^\d+\. `([\w/]+\.py)`", PAPER, re.MULTILINE)
    lines = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in files}
    assert len(files) <= 12 and sum(count for name, count in lines.items() if name.startswith("engine/")) <= 1000, lines
