"""Whatever the bytes: specs or findings, never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.flow.compiling import check_files
from tests.engine.flow.found import loop, tag, user
from tests.engine.flow.shapes import boundary, call, definitions, event, listener, process, sub

BPMN = Path(__file__).resolve().parents[3] / "bpmn"
RICH = definitions(
    process("start and1 a xor1 s end; and1 x xor1; late b end; xor1 first c9 end",
            user("a", 'camunda:assignee="${initiator()}" camunda:dueDate="P3WD"', policy="share:60", outcomes="approve,reject"),
            boundary("late", "a", "timer", "R3/P1D", interrupts=False), boundary("undoing", "x", "compensate"),
            tag("serviceTask", "x", 'camunda:class="org.example.Pay"'), tag("userTask", "undo", 'isForCompensation="true"'),
            '<bpmn:association id="as" sourceRef="undoing" targetRef="undo" />', call("s", "q"), listener("es", "ls", "ls d end2", "error", "X"),
            tag("intermediateCatchEvent", "c9", inner=event("message", "ring")), xor1_s="default"),
    process("start3 t end3", sub("t", "start4 u v end4", tag("userTask", "u", inner=loop("", 'camunda:collection="people"'))), key="q"))
SEEDS = [RICH, *(path.read_bytes() for path in sorted(BPMN.glob("*/*.bpmn")))]
PIECES = re.compile(rb"<[^>]*>|[^<]+")
JUNK = st.sampled_from([b"", b"<", b"\x00", b"\xff", b"${", b"<bpmn:userTask/>", b'<bpmn:startEvent id="start"/>', b"<bpmn:timerEventDefinition/>",
                        b"<bpmn:subProcess id='z'>", b"&#xD800;", b"<!---->", "下".encode("gb18030")])
VALUES = st.sampled_from([b'""', b'"start"', b'"${"', b'"P9Y9"', b'"a"', b'"true"', b'"-1"', b'"999999999999"', "\"下\"".encode(), b'"gone"'])
quiet = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@quiet
@given(data=st.data())
def test_pieces_taken_away_doubled_and_swapped_bring_findings_not_tracebacks(data):
    pieces = PIECES.findall(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 6))):
        one, other = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
        act = data.draw(st.sampled_from(["drop", "double", "swap", "junk"]))
        if act == "swap":
            pieces[one], pieces[other] = pieces[other], pieces[one]
        else:
            pieces[one] = {"drop": b"", "double": pieces[one] * 2, "junk": data.draw(JUNK)}[act]
    look_at(b"".join(pieces))


@quiet
@given(data=st.data())
def test_attributes_with_other_values_bring_findings_not_tracebacks(data):
    text = data.draw(st.sampled_from(SEEDS))
    places = list(re.finditer(rb'"[^"<>]*"', text))[4:]
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from(places))
        text = text[:place.start()] + data.draw(VALUES).ljust(place.end() - place.start())[:place.end() - place.start()] + text[place.end():]
    look_at(text)


@quiet
@given(content=st.binary(max_size=400), name=st.sampled_from(["p.bpmn", "d.dmn"]))
def test_any_bytes_bring_findings_not_tracebacks(content, name):
    look_at(content, name)


def look_at(content: bytes, name: str = "p.bpmn") -> None:
    specs, found = check_files({name: content})
    assert (specs is None) == any(one.level == "error" for one in found)
    assert all(one.line >= 1 and one.message for one in found)
