"""Random processes have the same history whether finished tokens are kept or cut, and whether the state stays in memory or is reloaded."""

from __future__ import annotations

from functools import cache

import pytest

from engine.flow import Flow, Specs, compile_files
from tests.engine.flow.conftest import DAYS
from tests.engine.random_diagrams import Drawing
from tests.engine.random_walks import Walk

SEEDS = range(40)


@cache
def specs_of(seed: int, reading: int = 1) -> Specs:
    """The diagram of a seed; each reading is parsed anew."""
    return compile_files(Drawing(seed).files())


def kept(seed, cuts):
    """Walk with the flow kept in memory; what was passed is told since the last step only, as after a reload."""
    def between(flow, now):
        flow._top.passed.clear()
        flow._top.now = now
        return flow

    return Walk(specs_of(seed), seed, cuts, between).go()


def reloaded(seed, cuts):
    """Walk with the state saved and loaded between all steps, against another reading of the diagram."""
    return Walk(specs_of(seed), seed, cuts, lambda flow, now: Flow.load(specs_of(seed, 2), flow.save(), now, DAYS, cuts=cuts)).go()


@pytest.mark.parametrize("seed", SEEDS)
def test_histories_are_equal_cut_and_uncut_reloaded_and_not(seed):
    uncut = kept(seed, cuts=False)
    for other in (kept(seed, cuts=True), reloaded(seed, cuts=True), reloaded(seed, cuts=False)):
        assert other.seen == uncut.seen, f"seed {seed}"


def test_the_walks_meet_every_construct_and_most_come_to_an_end():
    drawings, walks = [Drawing(seed) for seed in SEEDS], [kept(seed, cuts=True) for seed in SEEDS]
    met = {kind for drawing in drawings if drawing.files() for kind in drawing.kinds}
    assert met >= {"userTask", "serviceTask", "receiveTask", "intermediateCatchEvent", "boundaryEvent", "subProcess", "callActivity", "rounds",
                   "loop", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"}
    assert {act for walk in walks for act in walk.acts} == {"user", "job", "timer", "message", "return"}
    assert sum(walk.flow.is_ended for walk in walks) > len(walks) / 2


def test_a_cut_state_does_not_grow_with_its_history():
    seed = max(SEEDS, key=lambda seed: len(kept(seed, cuts=True).seen))
    assert kept(seed, cuts=True).largest * 2 < kept(seed, cuts=False).largest
