"""The console script as a whole: its help, its refusals."""

from __future__ import annotations

import tomllib
from pathlib import Path

import chancery
from workers.console.group import ELSEWHERE, SECTIONS, in_a_sentence


def test_the_help_shows_every_command_by_what_it_is_for(say):
    said = say("--help")
    assert said.exit_code == 0
    for section, names in SECTIONS.items():
        assert f"\n{section}:\n" in said.output
        assert [name for name in names if f"\n  {name} " not in said.output] == []


def test_every_command_has_a_place_in_the_help(say):
    assert set(ELSEWHERE) <= {name for names in SECTIONS.values() for name in names}
    assert [name for name in ELSEWHERE if say(name, "--help").exit_code] == []


def test_the_release_is_the_one_of_the_project(say):
    project = tomllib.loads((Path(chancery.__file__).parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert say("--version").output == f"Chancery {project['version']}\n"


def test_a_refusal_is_a_sentence_and_its_lists_stand_below():
    from engine.deploying import Conflict

    said = in_a_sentence(Conflict(key="p", live=2, known=None, published=[{"number": 2, "by": "he"}]))
    assert said.splitlines()[0].startswith("Somebody has published another edition meanwhile. (key: p, live: 2)")
    assert said.splitlines()[1] == "  number 2, by he"
