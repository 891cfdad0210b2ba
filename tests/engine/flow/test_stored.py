"""The stored state: small, bound to its edition, and as good in another process as in this one."""

from __future__ import annotations

import orjson
import pytest
import zstandard

from engine.flow import Flow, compile_files
from engine.flow.refusals import ForeignState
from tests.engine.flow.conftest import DAYS
from tests.engine.flow.shapes import diagram, each, user

SIGNERS = diagram("start sign b end", user("sign", each()))


def test_a_state_loads_in_a_process_that_has_just_read_the_diagram(walk):
    one = walk(SIGNERS, people=["li", "wang"]).complete("sign")
    again = Flow.load(compile_files(one.files), one.flow.save(), one.now, DAYS)
    again.complete(again.tokens()[0].id, {"outcome": "approve"})
    assert [token.element for token in again.tokens()] == ["b"]


def test_one_state_serves_as_often_as_it_is_loaded(walk):
    one = walk(SIGNERS, people=["li", "wang"])
    state = one.flow.save()
    for _ in range(3):
        flow = Flow.load(one.specs, state, one.now, DAYS)
        flow.complete(flow.tokens()[0].id, {})
        assert len(flow.tokens()) == 1 and Flow.load(one.specs, state, one.now, DAYS).save() == state


def test_what_is_kept_beside_the_state_comes_back(walk):
    one = walk(SIGNERS, people=["li"])
    one.flow.kept["rows"] = {"1": ["user", 7, 0]}
    one.reload()
    assert one.flow.kept == {"rows": {"1": ["user", 7, 0]}}


def test_a_state_of_another_edition_is_refused(walk):
    state = walk(diagram("start a b end")).flow.save()
    with pytest.raises(ForeignState) as foreign:
        Flow.load(compile_files(diagram("start a c b end")), state, walk(SIGNERS, people=[]).now, DAYS)
    assert foreign.value.facts["what"] == "edition"


def packed(state: object) -> bytes:
    return zstandard.compress(orjson.dumps(state))


@pytest.mark.parametrize("garbage", [b"", b"{}", b"\x00" * 40, packed([]), packed({}), packed({"format": 99}), zstandard.compress(b"{")])
def test_what_is_no_state_is_refused(walk, garbage):
    one = walk(SIGNERS, people=[])
    with pytest.raises(ForeignState):
        Flow.load(one.specs, garbage, one.now, DAYS)


@pytest.mark.parametrize("spoilt", [{"scopes": 3}, {"process": "other"}, {"scopes": [[None, "p", {}, [[1, "nowhere", 16]]]]}, {"kept": None}])
def test_a_spoilt_state_is_refused(walk, spoilt):
    one = walk(SIGNERS, people=["li"])
    state = orjson.loads(zstandard.decompress(one.flow.save()))
    with pytest.raises(ForeignState):
        Flow.load(one.specs, packed({**state, **spoilt}), one.now, DAYS)


def test_a_torn_state_is_refused(walk):
    one = walk(SIGNERS, people=["li"])
    with pytest.raises(ForeignState):
        Flow.load(one.specs, one.flow.save()[:-5], one.now, DAYS)


def test_a_drawn_loop_of_two_thousand_rounds_costs_no_more_at_its_end(walk):
    one = walk(diagram("start a xor1 a; xor1 end", xor1_a="a.outcome == 'again'", xor1_end="default")).complete("a", outcome="again")
    size = len(one.flow.save())
    for _ in range(2000):
        one.complete("a", outcome="again")
    assert one.open == ["a"] and not one.flow.is_ended
    assert len(one.flow.save()) < size + 20


def test_a_flow_of_five_steps_stays_under_half_a_kilobyte(walk):
    one = walk(diagram("start a b c d e end"), amount="368000.00", type="service", department="ENG")
    for step in "abcd":
        one.complete(step, by=["li"], at="2026-03-02T09:00:00+08:00")
        assert len(one.flow.save()) < 500


def test_finished_tokens_stay_only_where_that_is_asked_for():
    from tests.engine.flow.conftest import Walk

    cut, whole = (Walk(diagram("start a b c end"), cuts=cuts, reload=True).complete("a", "b") for cuts in (True, False))
    assert cut.open == whole.open and len(cut.flow.save()) < len(whole.flow.save())


def test_a_thousand_ends_that_a_cycle_reached_take_no_room(walk):
    from tests.engine.flow.shapes import boundary

    one = walk(diagram("start a end; late end2", boundary("late", "a", "timer", "R/P1D", interrupts=False))).advance("P3D")
    size = len(one.flow.save())
    assert len(one.advance("P900D").flow.ended) == 903 and len(one.flow.save()) < size + 20
