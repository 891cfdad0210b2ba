"""Our own diagrams can be opened and read in a modeler: everything that is drawn has its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
DRAWN = sorted((ROOT / "bpmn").glob("*/*.bpmn"))
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
NOT_DRAWN = {"documentation", "extensionElements", "incoming", "outgoing"}


def placed(tree: etree._ElementTree, kind: str) -> dict[str, etree._Element]:
    return {one.get("bpmnElement"): one for one in tree.iter(f"{DI}BPMN{kind}")}


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.stem)
def test_every_element_has_a_shape_and_every_flow_an_edge(file):
    tree = etree.parse(file)
    inside = [one for process in tree.iter(f"{BPMN}process") for one in process if one.tag.removeprefix(BPMN) not in NOT_DRAWN]
    flows = {one.get("id") for one in inside if one.tag == f"{BPMN}sequenceFlow"}
    assert flows == set(placed(tree, "Edge"))
    assert {one.get("id") for one in inside} - flows == set(placed(tree, "Shape"))


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.stem)
def test_no_shape_lies_on_another(file):
    shapes = placed(etree.parse(file), "Shape")
    boxes = {name: tuple(float(shape[0].get(side)) for side in ("x", "y", "width", "height")) for name, shape in shapes.items()}
    over = [(one, other) for one, (x, y, w, h) in boxes.items() for other, (x2, y2, w2, h2) in boxes.items()
            if one < other and x < x2 + w2 and x2 < x + w and y < y2 + h2 and y2 < y + h and not {one, other} & on_the_edge(file)]
    assert over == []


def on_the_edge(file: Path) -> set[str]:
    """Boundary events stand on their activity."""
    return {one.get("id") for one in etree.parse(file).iter(f"{BPMN}boundaryEvent")}
