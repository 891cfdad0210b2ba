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


@pytest.mark.parametrize("name", ["web", "short-1", "documents-1", "ticker", "queue"])
def test_a_child_that_is_killed_is_started_again_and_the_journey_goes_on(stack, way, name):
    before = stack.children()[name]
    way.begun()
    stack.kill(name)
    way.submitted()
    assert way.stands_at("review")
    assert stack.children()[name] != before
