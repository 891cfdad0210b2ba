"""Compensation: what was done is undone by its handlers, all at once, and the thrower waits for them."""

from __future__ import annotations

from tests.engine.flow.shapes import diagram, end, event, sub, throw


def undoable(step: str, by: str) -> str:
    """A compensation event on the step, and its handler."""
    return (f'<bpmn:boundaryEvent id="undo-{step}" attachedToRef="{step}">{event("compensate")}</bpmn:boundaryEvent>'
            f'<bpmn:userTask id="{by}" isForCompensation="true" />'
            f'<bpmn:association id="to-{by}" associationDirection="One" sourceRef="undo-{step}" targetRef="{by}" />')


def step(name: str) -> str:
    return f'<bpmn:userTask id="{name}" />'


BOOKED = (step("a"), step("b"), undoable("a", "unbook"), undoable("b", "refund"))


def test_all_handlers_open_at_once_and_the_thrower_waits(walk):
    one = walk(diagram("start a b back c end", *BOOKED, throw("back", "compensate"))).complete("a", "b")
    assert one.open == ["refund", "unbook"]
    assert one.complete("unbook").open == ["refund"] and one.complete("refund").open == ["c"]


def test_what_was_not_done_is_not_undone(walk):
    one = walk(diagram("start and1 a and2 back c end; and1 d and2; b end2", *BOOKED, throw("back", "compensate"))).complete("a", "d")
    assert one.open == ["unbook"]


def test_nothing_is_undone_twice(walk):
    one = walk(diagram("start a b back c back2 d end", *BOOKED, throw("back", "compensate"), throw("back2", "compensate")))
    assert one.complete("a", "b", "unbook", "refund", "c").open == ["d"]


def test_with_nothing_to_undo_the_thrower_goes_on(walk):
    assert walk(diagram("start back c end; a b end2", *BOOKED, throw("back", "compensate"))).open == ["c"]


def test_a_finished_subprocess_is_undone_by_the_handlers_inside_it(walk):
    inner = sub("part", "start2 a b end2", *BOOKED)
    one = walk(diagram("start part c back end", inner, throw("back", "compensate"))).complete("a", "b", "c")
    assert one.open == ["refund", "unbook"] and one.complete("refund", "unbook").flow.is_ended


def test_a_cancelled_transaction_is_undone_before_its_boundary_is_taken(walk):
    inner = sub("deal", "start2 a b x end2", *BOOKED, end("end2", "cancel")).replace("subProcess", "transaction")
    away = f'<bpmn:boundaryEvent id="away" attachedToRef="deal">{event("cancel")}</bpmn:boundaryEvent>'
    one = walk(diagram("start deal c end; away d end3", inner, away)).complete("a", "b", "x")
    assert one.open == ["refund", "unbook"]
    assert one.complete("refund", "unbook").open == ["d"]


def test_what_is_done_again_after_a_return_is_undone_once(walk):
    one = walk(diagram("start a b back c end", *BOOKED, throw("back", "compensate")))
    one.complete("a").returned("b", "a").complete("a", "b")
    assert one.open == ["refund", "unbook"]


def test_what_is_not_done_again_after_a_return_is_still_undone(walk):
    files = diagram("start r xor1 a b back c end; xor1 back", *BOOKED, throw("back", "compensate"),
                    xor1_a="again != 'no'", xor1_back="default")
    assert walk(files).complete("r", "a").returned("b", "r", again="no").complete("r").open == ["unbook"]


def test_what_was_done_before_the_step_that_is_returned_to_stays_remembered(walk):
    one = walk(diagram("start a r b c back d end", *BOOKED, throw("back", "compensate"))).complete("a", "r", "b")
    assert one.returned("c", "r").complete("r", "b", "c").open == ["refund", "unbook"]


def test_returned_into_a_subprocess_what_was_done_in_it_before_stays_remembered(walk):
    inner = sub("part", "start2 a b end2", *BOOKED)
    one = walk(diagram("start part c back end", inner, throw("back", "compensate"))).complete("a", "b")
    assert one.returned("c", "b").complete("b", "c").open == ["refund", "unbook"]


def test_what_a_drawn_loop_does_twice_is_undone_twice(walk):
    files = diagram("start m a xor1 back c end; xor1 m", *BOOKED[0::2], throw("back", "compensate"), xor1_m="a.outcome == 'more'", xor1_back="default")
    one = walk(files).complete("m").complete("a", outcome="more").complete("m", "a")
    assert one.open == ["unbook", "unbook"]
