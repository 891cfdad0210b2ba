"""Process tests in YAML: read, run through the real engine over a database in memory, and counted for the paths that they pass."""

from __future__ import annotations

from engine.scenarios.coverage import Coverage, coverage_of
from engine.scenarios.interpreters import fresh_interpreters
from engine.scenarios.reading import BadScenario, Scenario, read_scenario
from engine.scenarios.running import Failure, Ran, run_scenario

__all__ = ["BadScenario", "Coverage", "Failure", "Ran", "Scenario", "coverage_of", "fresh_interpreters", "read_scenario", "run_scenario"]
