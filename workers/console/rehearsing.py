"""Process tests on the console: run them, say what failed and where, count the paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import orjson

from engine.scenarios import BadScenario, Coverage, Failure, Ran, Scenario, coverage_of, fresh_interpreters, read_scenario, run_scenario

PATTERN = "*.scenario.yaml"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--reload", "reloads", is_flag=True, help="Save and restore in a fresh interpreter between all steps.")
def scenarios(paths: tuple[Path, ...], as_json: bool, reloads: bool) -> None:
    """Run process tests (*.scenario.yaml); exit code 1 where one fails. Needs no server and no database."""
    files = [file for path in paths for file in tests_in(path)]
    if not files:
        raise click.ClickException(f"There is no process test ({PATTERN}) here.")
    ran: list[Ran] = []
    refused: list[BadScenario] = []
    with runner(reloads) as run:
        for file in files:
            try:
                ran.append(run(read_scenario(file)))
                _say(ran[-1], quiet=as_json)
            except BadScenario as wrong:
                refused.append(wrong)
                click.echo(f"FAILED  {_place(wrong)}: {wrong.facts['why']}", err=as_json)
    coverage = coverage_of(ran)
    (_print_json if as_json else _print_sums)(ran, refused, coverage)
    if refused or not all(one.passed for one in ran):
        raise click.exceptions.Exit(1)


def tests_in(path: Path) -> list[Path]:
    """The file itself, or the process tests anywhere in the folder."""
    return sorted(file for file in path.rglob(PATTERN) if file.is_file()) if path.is_dir() else [path]


@contextmanager
def runner(reloads: bool) -> Iterator[Callable[[Scenario], Ran]]:
    """What runs a process test: here, or in fresh interpreters."""
    if not reloads:
        yield run_scenario
        return
    with fresh_interpreters() as interpreters:
        yield interpreters.run_scenario


def _say(one: Ran, *, quiet: bool) -> None:
    if quiet:
        return
    if one.failure is None:
        click.echo(f"passed  {one.scenario.file}")
        return
    failure = one.failure
    click.echo(f"FAILED  {one.scenario.file}:{failure.line}: {failure.step}")
    if failure.expected:
        click.echo(f"        expected: {failure.expected}")
    click.echo(f"        found: {failure.found}")


def _print_sums(ran: Sequence[Ran], refused: Sequence[BadScenario], coverage: Sequence[Coverage]) -> None:
    for one in coverage:
        click.echo(f"{shown(one.file)}: {one}")
    passed = sum(one.passed for one in ran)
    click.echo(f"{passed} passed, {len(ran) - passed + len(refused)} failed.")


def _print_json(ran: Sequence[Ran], refused: Sequence[BadScenario], coverage: Sequence[Coverage]) -> None:
    results: list[dict[str, Any]] = [_result(one.scenario.file, one.failure) for one in ran]
    results += [_result(Path(wrong.facts["file"]), Failure(wrong.facts["line"], "read", wrong.facts["why"])) for wrong in refused]
    paths = [{"file": str(shown(one.file)), "elements": len(one.elements), "flows": len(one.flows), "missing": list(one.missing)}
             for one in coverage]
    passed = sum(one.passed for one in ran)
    document = {"passed": passed, "failed": len(results) - passed, "scenarios": results, "coverage": paths}
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())


def _result(file: Path, failure: Failure | None) -> dict[str, Any]:
    return {"file": str(file), "passed": failure is None, "failure": vars(failure) if failure else None}


def _place(wrong: BadScenario) -> str:
    return f"{wrong.facts['file']}:{wrong.facts['line']}"


def shown(file: Path) -> Path:
    """The path as seen from here, where that is shorter."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file
