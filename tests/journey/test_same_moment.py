"""Two people at the same moment: on one work item one wins; on two items both count."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests.journey.way import API, Ask, Said, Way

pytestmark = pytest.mark.both


def together(ask: Ask, *requests: tuple[str, str, dict[str, Any]]) -> list[Said]:
    """POST all of them, each from a thread that starts when all are ready; the answers in the order of the requests."""
    barrier, answers = threading.Barrier(len(requests)), [Said(0, None, {})] * len(requests)

    def act(number: int, user: str, path: str, body: dict[str, Any]) -> None:
        barrier.wait(10)
        answers[number] = ask(user, "POST", API + path, body)

    threads = [threading.Thread(target=act, args=(number, *one)) for number, one in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def at_finance(way: Way) -> Way:
    return way.submitted().decided("zhang", "department-head").decided("li", "legal-review")


@pytest.mark.parametrize("turn", range(5))
def test_of_two_on_one_item_one_wins_and_the_other_reads_who_and_when(quick_way, ask, turn):
    at_finance(quick_way)
    requests = [(user, *quick_way.decision(user, "finance-review")) for user in ("wang", "zhao")]
    answers = together(ask, *requests)
    quick_way.settle_down()
    assert sorted(said.status for said in answers) == [201, 409]
    winner, loser = ("wang", answers[1]) if answers[0].status == 201 else ("zhao", answers[0])
    assert (loser.body["code"], loser.body["facts"]["by"]) == ("already-done", winner)
    assert loser.body["facts"]["at"].startswith("2026-03-02T01:00")
    assert quick_way.stands()[2] == {"g:seal-keepers"}


@pytest.mark.parametrize("turn", range(5))
def test_two_on_parallel_items_both_count(quick_way, ask, turn):
    quick_way.submitted().decided("zhang", "department-head")
    requests = [(user, *quick_way.decision(user, element)) for user, element in (("li", "legal-review"), ("wang", "finance-review"))]
    answers = together(ask, *requests)
    quick_way.settle_down()
    assert [said.status for said in answers] == [201, 201]
    assert quick_way.stands() == ("sign", "running", {"g:seal-keepers"})
    acts = [(line["act"], line["actor"]) for line in quick_way.read("/history") if line["act"] == "completed"]
    assert {("completed", "li"), ("completed", "wang")} <= set(acts)


def test_one_item_twice_by_one_person_with_one_key_is_done_once(quick_way, ask):
    at_finance(quick_way)
    path, body = quick_way.decision("wang", "finance-review")
    keyed = [ask("wang", "POST", API + path, body, key="the-same") for _ in range(2)]
    assert [said.status for said in keyed] == [201, 201]
    assert keyed[0].body == keyed[1].body
