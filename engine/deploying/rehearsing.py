"""An edition's own process tests, run on the very files that would be published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.deploying.folders import write_files
from engine.errors import Refusal, _l
from engine.scenarios import BadScenario, Failure, read_scenario, run_scenario

TESTS = ".scenario.yaml"


class ProcessTestsFailed(Refusal):
    """A process test of the edition says that it does something else; facts: failed (test, line, step, expected, found of each)."""

    code, status = "process-tests-failed", 422
    title = _l("The process tests of this edition fail.")
    hint = _l("Correct the diagrams, or the tests where they ask for what is no longer wanted.")


def rehearse(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Run the process tests among the files; what failed, a line each. Raises NotFound for a path that leads out of the folder."""
    tests = sorted(path for path in files if path.endswith(TESTS))
    if not tests:
        return ()
    with TemporaryDirectory(prefix="chancery-tests-") as place:
        write_files(Path(place), files)
        return tuple(said for test in tests if (said := _failure(Path(place), test)))


def _failure(folder: Path, test: str) -> str:
    try:
        failure = run_scenario(read_scenario(folder / test)).failure
    except BadScenario as wrong:
        failure = Failure(int(wrong.facts["line"]), "read", str(wrong.facts["why"]))
    if failure is None:
        return ""
    expected = f"expected: {failure.expected}; " if failure.expected else ""
    return f"{test}:{failure.line}: {failure.step}: {expected}found: {failure.found}"
