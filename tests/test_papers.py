"""The papers say what there is: every setting, command, problem and page of the docs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click

import chancery
from tests.papers import problems, problems_paper

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def commands(group: click.Command, prefix: str = "chancery") -> Iterator[str]:
    if not isinstance(group, click.Group):
        yield prefix
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from commands(command, f"{prefix} {name}")


def test_every_problem_is_explained() -> None:
    assert (DOCS / "problems.md").read_text("utf-8") == problems_paper(), "run python -m tests.papers"


def test_a_code_means_one_problem() -> None:
    codes = list(problems().values())
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == []


def test_every_command_is_explained() -> None:
    told = (DOCS / "operations.md").read_text("utf-8")
    assert [command for command in commands(chancery.main) if f"`{command}" not in told] == []


def test_every_setting_is_named_where_it_is_explained() -> None:
    """config.toml explains its own lines (tests/test_house_rules.py); the paper says how a section is overridden."""
    told = (DOCS / "operations.md").read_text("utf-8")
    sections = tomllib.loads((ROOT / "config.toml").read_text("utf-8"))
    assert [name for name in sections if f"`[{name}]`" not in told] == []


def test_every_link_of_the_papers_leads_somewhere() -> None:
    broken = []
    for paper in (ROOT / "README.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", paper.read_text("utf-8")):
            if not (paper.parent / target).exists():
                broken.append(f"{paper.name}: {target}")
    assert broken == []


def test_the_first_page_names_every_paper() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [paper.name for paper in DOCS.glob("*.md") if f"docs/{paper.name}" not in readme] == []
