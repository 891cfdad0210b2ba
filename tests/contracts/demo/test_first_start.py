"""The first start: diagrams once, the demo company or a code; the second start changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from contracts.demo import company
from contracts.demo.making import NotTheDemo, make_demo
from contracts.demo.outlines import outlines
from contracts.documents.pdf import Missing
from contracts.keeping.first_start import settle_in
from contracts.people.first_administrator import WrongCode, make_first_admin
from contracts.records import Contract
from engine.desk import SYSTEM, reading_at
from engine.errors import Invalid
from engine.flow.refusals import DiagramRefused
from engine.records import Edition


def start(house, diagrams, *, demo=False) -> tuple[str, list[str]]:
    said: list[str] = []
    return settle_in(house, diagrams, demo=demo, say=said.append), said


def editions(house) -> set[tuple[str, int]]:
    with reading_at(house, SYSTEM) as desk:
        return {(key, number) for key, number in desk.session.execute(sa.select(Edition.key, Edition.number))}


def test_the_diagrams_are_published_once(bare_house, diagrams):
    start(bare_house, diagrams)
    (diagrams / "contract" / "note.txt").write_text("later")
    start(bare_house, diagrams)
    assert editions(bare_house) == {("contract", 1), ("obligation", 1), ("renewal", 1)}


def test_without_people_it_prints_a_code_that_makes_the_first_administrator(bare_house, diagrams):
    words, _ = start(bare_house, diagrams)
    code = words.rpartition(" ")[2]
    assert make_first_admin(bare_house, code, "root", "管理员", "correct horse battery")
    assert start(bare_house, diagrams)[0] == ""


def test_the_code_of_an_earlier_start_opens_nothing(bare_house, diagrams):
    first = start(bare_house, diagrams)[0].rpartition(" ")[2]
    assert start(bare_house, diagrams)[0].rpartition(" ")[2] != first
    with pytest.raises(WrongCode):
        make_first_admin(bare_house, first, "root", "管理员", "correct horse battery")


def test_with_demo_it_prints_the_logins_and_again_when_it_is_started_again(bare_house, diagrams):
    bare_house.parts["converter"] = Missing()
    first, said = start(bare_house, diagrams, demo=True)
    assert first == company.logins_table() and "30 of 30" in said[-1]
    assert start(bare_house, diagrams, demo=True) == (first, [])


class Killed(BaseException):
    """Stands for SIGKILL."""


def test_an_interrupted_demo_goes_on_at_the_next_start(bare_house, diagrams):
    bare_house.parts["converter"] = Missing()

    def say(sentence: str) -> None:
        if "10 of 30" in sentence:
            raise Killed

    with pytest.raises(Killed):
        settle_in(bare_house, diagrams, demo=True, say=say)
    assert "20 of 20" in start(bare_house, diagrams, demo=True)[1][-1]
    planned = outlines(30, dt.date(2026, 11, 24))
    with reading_at(bare_house, SYSTEM) as desk:
        assert sorted(desk.session.scalars(sa.select(Contract.title))) == sorted(one.title for one in planned)


def test_where_other_people_work_no_demo_is_made(bare_house, diagrams):
    code = start(bare_house, diagrams)[0].rpartition(" ")[2]
    make_first_admin(bare_house, code, "root", "管理员", "correct horse battery")
    assert "not made" in start(bare_house, diagrams, demo=True)[1][0]
    with pytest.raises(NotTheDemo):
        make_demo(bare_house, 1, say=lambda _: None)


@pytest.mark.parametrize("count", [0, 1001])
def test_at_most_a_thousand_demo_contracts_at_once(bare_house, count):
    with pytest.raises(Invalid):
        make_demo(bare_house, count, say=lambda _: None)


def test_a_broken_diagram_is_refused_and_nothing_is_published(bare_house, diagrams):
    (diagrams / "contract" / "review.bpmn").write_text("<nonsense")
    with pytest.raises(DiagramRefused):
        start(bare_house, diagrams)
    assert editions(bare_house) == set()
