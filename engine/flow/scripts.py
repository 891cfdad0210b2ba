"""The script engine that runs nothing: no slot of a diagram reaches eval or exec."""

from __future__ import annotations

from typing import Any, NoReturn

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from engine.flow.refusals import FlowRefused


class NoScripts(PythonScriptEngine):  # type: ignore[misc]
    """Expressions go through engine.expressions; whatever else asks is a bug, and is refused."""

    def __init__(self) -> None:
        self.environment = self

    def evaluate(self, *_: Any, **__: Any) -> NoReturn:
        """Refused."""
        raise FlowRefused(why="SpiffWorkflow asked for an expression to be evaluated")

    def execute(self, *_: Any, **__: Any) -> NoReturn:
        """Refused."""
        raise FlowRefused(why="SpiffWorkflow asked for a script to be executed")

    def call_service(self, *_: Any, **__: Any) -> NoReturn:
        """Refused."""
        raise FlowRefused(why="SpiffWorkflow asked for a service to be called")
