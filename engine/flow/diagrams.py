"""A process or an embedded subprocess as SpiffWorkflow's specification: what its nodes are and how they hang together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

if TYPE_CHECKING:
    from engine.flow.nodes import Node


class Diagram(WorkflowSpec):  # type: ignore[misc]
    """Nodes by element id. SpiffWorkflow's own Start, End and Root are not made: a diagram may use these names."""

    def __init__(self, key: str, *, process: str, file: str, host: str | None = None, stage: str | None = None) -> None:
        super().__init__(name=key, filename=file)
        self.process = process
        self.host = host
        self.stage = stage
        self.data_objects: dict[str, Any] = {}
        self.starts: list[Node] = []
        self.listeners: list[Node] = []
        self.root = self._make_root()

    def _make_root(self) -> Node:
        from engine.flow.nodes import Root

        root = Root(self, "")
        del self.task_specs[""]              # it is on no diagram
        return root

    @property
    def is_embedded(self) -> bool:
        """Whether this is a subprocess that lives in the store of the process around it."""
        return self.host is not None

    @cached_property
    def reach(self) -> dict[str, frozenset[str]]:
        """For each node, those that sequence flows lead to from it."""
        return {name: frozenset(self._reachable(name)) for name in self.task_specs}

    @cached_property
    def walkable(self) -> frozenset[str]:
        """The nodes that one fresh token may be placed on."""
        from engine.flow.branches import walkable

        return walkable(self)

    def _reachable(self, name: str) -> set[str]:
        seen: set[str] = set()
        todo = [flow.target for flow in self.task_specs[name].flows]
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += [flow.target for flow in self.task_specs[node].flows]
        return seen
