"""XML with entities off, and the names of BPMN."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
DIALECTS = (CAMUNDA, "http://flowable.org/bpmn", "http://activiti.org/bpmn", "http://spiffworkflow.org/bpmn/schema/1.0/core")
MAX_BYTES, MAX_ELEMENTS = 2_000_000, 5_000

Element = Any

LARGEST_TABLE = 50_000                 # elements of a .dmn file: a table of 2,000 rows and 10 columns fits


class Unreadable(ValueError):
    """Not XML that we read; `line` says where."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def read_markup(content: bytes, most: int = MAX_ELEMENTS) -> Element:
    """The root element of the bytes; raises Unreadable for what is too large, no XML, or has a DOCTYPE. `most`: elements."""
    if len(content) > MAX_BYTES:
        raise Unreadable("The file is larger than 2 MB.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as wrong:
        raise Unreadable(f"This is not well-formed XML: {wrong}", getattr(wrong, "lineno", None) or 1) from wrong
    if root.getroottree().docinfo.doctype:
        raise Unreadable("A DOCTYPE is not allowed.")
    if sum(1 for _ in root.iter()) > most:
        raise Unreadable(f"The file has more than {most:,} elements.")
    return root


def name_of(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_bpmn(element: Element) -> bool:
    """Whether the element belongs to BPMN's own namespace."""
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{BPMN}}}")


def children(element: Element, *names: str) -> list[Element]:
    """The BPMN children with one of these names, in order."""
    return [child for child in element if is_bpmn(child) and name_of(child) in names]


def child(element: Element, *names: str) -> Element | None:
    """The first BPMN child with one of these names."""
    return next(iter(children(element, *names)), None)


def extension(element: Element, attribute: str) -> str | None:
    """An attribute of a dialect (Camunda's before Flowable's before SpiffWorkflow's)."""
    for dialect in DIALECTS:
        value = element.get(f"{{{dialect}}}{attribute}")
        if value is not None:
            return str(value)
    return None


def extensions(element: Element, name: str) -> Iterator[Element]:
    """Elements of a dialect inside the element's own extensionElements."""
    holder = child(element, "extensionElements")
    if holder is not None:
        for inner in holder.iter():
            if name_of(inner) == name and not is_bpmn(inner):
                yield inner


def text_of(element: Element | None) -> str:
    """The trimmed text inside; empty for none."""
    return "" if element is None else "".join(element.itertext()).strip()


def local(reference: str | None) -> str | None:
    """A QName's local part."""
    return reference.rpartition(":")[2] if reference else None


def variable_of(element_id: str) -> str:
    """The name of the variable that a finished task writes."""
    return re.sub(r"\W", "_", element_id)
