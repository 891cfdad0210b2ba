"""kill -9 of `chancery up` and of each of its children: what was begun goes on, the data is kept."""

from __future__ import annotations

import pytest

from tests.faults.whole import what_the_console_finds
from workers.processes import birth_of, is_zombie

pytestmark = pytest.mark.slow


def test_killed_while_it_makes_documents_it_starts_again_and_goes_on(stack, way):
    way.submitted()
    before = stack.children()
    stack.kill_itself()
    stack.start()
    assert [name for name, pid in before.items() if birth_of(pid) and not is_zombie(pid)] == []
    assert way.stands_at("review")
    assert way.decided("zhang", "department-head").stands()[2] == {"g:legal", "g:finance"}
    assert what_the_console_finds(stack) == []


def test_started_twice_on_one_folder_the_second_says_so_and_the_first_goes_on(stack, way):
    second = stack.command("up")
    assert (second.returncode, "already running" in second.stderr) == (1, True)
    assert way.begun().stands()[0] == "draft"


def test_each_child_that_is_killed_is_started_again_and_the_journey_goes_on(stack, way):
    steps = [lambda: way.begun(), lambda: way.submitted(), lambda: way.decided("zhang", "department-head"),
             lambda: way.decided("li", "legal-review").decided("wang", "finance-review"), lambda: way.sealed()]
    before = stack.children()
    for name, step in zip(("web", "documents-1", "ticker", "queue", "short-1"), steps, strict=True):
        stack.kill(name)
        step()
    way.countersigned(way.day(0))
    assert way.stands_at("perform")
    assert {name for name, pid in stack.children().items() if pid == before[name]} == set()
    assert what_the_console_finds(stack) == []
