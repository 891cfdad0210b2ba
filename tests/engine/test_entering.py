"""An instance that is entered now and begun later, also in the middle: held it asks nobody, begun it is as any other."""

from __future__ import annotations

import pytest

from engine import history, projections
from engine.desk import SYSTEM, at_desk, reading_at
from engine.editions import live, publish, specs_for
from engine.errors import NotFound, NotRunning
from engine.flow.compiling import compile_files
from engine.instances import begin_instance, cancel_instance, enter_instance
from engine.records import Holder, Instance, Job, Timer, Visit
from tests.engine.drawn import HEAD, fork, row
from tests.people import actor

pytestmark = pytest.mark.both


@pytest.fixture
def entered(house):
    """Enter an instance of this diagram; its id."""
    def enter(files):
        with at_desk(house, actor("zheng")) as desk:
            publish(desk, "p", files, "test")
        with at_desk(house, actor("chen")) as desk:
            return enter_instance(desk, "p", subject="thing", subject_id="1", initiator="chen")
    return enter


def look(house, instance_id):
    """(status, elements that ask, rows of holders, jobs and timers)."""
    with reading_at(house, SYSTEM) as desk:
        visits = desk.session.query(Visit).filter_by(instance_id=instance_id, closed_at=None)
        rows = [desk.session.query(record).filter_by(instance_id=instance_id).count() for record in (Holder, Job, Timer)]
        return desk.session.get_one(Instance, instance_id).status, [one.element for one in visits], rows


def begin(house, instance_id, at=None):
    with at_desk(house, SYSTEM) as desk:
        return begin_instance(desk, instance_id, at=at)


def test_what_is_entered_waits_for_nothing_and_the_doctor_finds_nothing_wrong(house, entered):
    instance = entered(row("a", "job:print", a={"dueDate": "P1D"}))
    assert look(house, instance) == ("held", [], [0, 0, 0])
    with reading_at(house, SYSTEM) as desk:
        assert (projections.differences(desk), history.verify(desk)) == ([], [])


def test_it_begins_at_its_start_or_in_the_middle(house, entered):
    first, second = entered(row("a", "b", "c")), entered(row("a", "b", "c"))
    begin(house, first)
    begin(house, second, at="b")
    assert (look(house, first)[:2], look(house, second)[:2]) == (("running", ["a"]), ("running", ["b"]))


def test_what_begins_at_the_end_has_ended(house, entered):
    instance = entered(row("a"))
    moved = begin(house, instance, at="end")
    assert (moved.status, look(house, instance)) == ("completed", ("completed", [], [0, 0, 0]))


@pytest.mark.parametrize("place", ["nowhere", "b"])
def test_it_begins_nowhere_that_no_single_token_may_stand(house, entered, place):
    instance = entered(fork("b", "c"))
    with pytest.raises(NotFound):
        begin(house, instance, at=place)
    assert look(house, instance)[0] == "held"


def test_it_begins_once(house, entered):
    instance = entered(row("a"))
    begin(house, instance)
    with pytest.raises(NotRunning):
        begin(house, instance)


def test_a_held_one_can_be_cancelled(house, entered):
    instance = entered(row("a"))
    with at_desk(house, actor("zheng")) as desk:
        cancel_instance(desk, instance, "not wanted")
    assert look(house, instance) == ("cancelled", [], [0, 0, 0])
    with pytest.raises(NotRunning):
        begin(house, instance)


def test_the_edition_that_was_live_when_it_was_entered_is_run(house, entered):
    instance = entered(row("a", "b"))
    entered(row("a", "z"))
    begin(house, instance, at="b")
    assert look(house, instance)[1] == ["b"]
    with reading_at(house, SYSTEM) as desk:
        assert "b" not in specs_for(desk, live(desk, "p").digest).tasks


def test_the_first_step_of_a_stage_and_the_end_are_found_by_the_diagram():
    steps = "".join(f'<bpmn:userTask id="{name}"><bpmn:extensionElements><camunda:properties><camunda:property name="stage" value="{stage}" />'
                    "</camunda:properties></bpmn:extensionElements></bpmn:userTask>" for name, stage in (("a", "one"), ("b", "two"), ("c", "two")))
    flows = "".join(f'<bpmn:sequenceFlow id="f{one}" sourceRef="{one}" targetRef="{other}" />' for one, other in zip(("s", *"abc"), (*"abc", "e"), strict=True))
    drawn = f'{HEAD}<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s" />{steps}<bpmn:endEvent id="e" />{flows}</bpmn:process></bpmn:definitions>'
    specs = compile_files({"p.bpmn": drawn.encode()})
    assert [specs.step_of_stage(stage) for stage in ("one", "two", "three")] == ["a", "b", None] and specs.end == "e"
