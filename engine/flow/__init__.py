"""Processes as diagrams draw them: read the files of an edition, run flows over them."""

from engine.flow.compiling import compile_files
from engine.flow.running import Flow
from engine.flow.specs import Specs

__all__ = ["Flow", "Specs", "compile_files"]
