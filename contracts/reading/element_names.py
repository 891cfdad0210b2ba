"""What the elements of diagrams are called where people read them."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from engine.desk import Desk
from engine.editions import specs_for
from engine.records import Edition, Instance


def element_names(desk: Desk, instances: list[str]) -> dict[str, str]:
    """The names that the editions of these instances give to elements, by element id; what has none is left out."""
    digests = desk.session.scalars(sa.select(Instance.digest).where(Instance.id.in_(instances)).distinct()).all()
    nodes = [node for digest in digests for diagram in specs_for(desk, digest).diagrams.values() for node in diagram.task_specs.values()]
    return {node.bpmn_id: node.bpmn_name for node in nodes if node.bpmn_name and node.bpmn_name != node.bpmn_id}


def translated_names(desk: Desk) -> Mapping[str, Mapping[str, str]]:
    """What the live editions call their elements in other languages: by drawn name and language."""
    newest = sa.select(sa.func.max(Edition.id)).group_by(Edition.key)
    found: dict[str, Mapping[str, str]] = {}
    for digest in desk.session.scalars(sa.select(Edition.digest).where(Edition.id.in_(newest)).order_by(Edition.id)):
        found = {**specs_for(desk, digest).translated, **found}
    return found
