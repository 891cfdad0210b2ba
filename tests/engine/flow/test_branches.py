"""Which nodes a single fresh token may be placed on."""

from __future__ import annotations

import pytest

from engine.flow import compile_files
from tests.engine.flow.shapes import boundary, diagram, end

BLOCK = "start a and1 b and2 c end; and1 d and2"


def steps(files):
    return {name for name in compile_files(files).diagrams["p"].walkable if len(name) == 1}


@pytest.mark.parametrize("ways, expected", [
    ("start a b end", "ab"),
    (BLOCK, "ac"),
    (BLOCK.replace("and", "or"), "ac"),
    ("start a xor1 b xor2 c end; xor1 d xor2", "abcd"),
    ("start a b e c end; a d e", "aec"),                                                # an implicit fork
    ("start a and1 b xor1 and2 c end; xor1 a; and1 d and2", "ac"),                      # a way back from inside the block
    ("start a and1 b and3 e and4 and2 c end; and3 f and4; and1 d and2", "ac"),
    ("start a and1 b end1; and1 c end2", "a"),
    ("start and1 a and2 xor1 b end; and1 d and2; xor1 and1", "b"),
])
def test_steps_in_a_parallel_or_inclusive_block_are_left_out(ways, expected):
    when = {"xor1_a": "x", "xor1_b": "y", "xor1_and2": "z", "xor1_and1": "x", "a_b": "x", "a_d": "y"}
    assert steps(diagram(ways, **when)) == set(expected)


def test_an_end_that_stops_everything_leads_no_branch_past_its_join():
    ways = "start a and1 b xor1 and2 c end; xor1 end1; and1 d and2"
    assert steps(diagram(ways, end("end1", "terminate"), xor1_end1="x", xor1_and2="default")) == {"a", "c"}


def test_what_a_boundary_event_starts_beside_the_main_way_is_left_out():
    files = diagram("start a b end; late c end2; gone d b", boundary("late", "a", "timer", "P1D", interrupts=False),
                    boundary("gone", "a", "timer", "P3D"))
    assert steps(files) == {"a", "b", "d"}
