"""Diagrams, tables and forms on the console: what is wrong with them, what a table decides. Needs no server and no database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import orjson

from contracts.forms.editions import FORM, known_facts, look_over
from contracts.forms.files import FormRefused, read_form
from engine.clock import machine_clock
from engine.deploying import edition_folders, read_folder
from engine.flow.compiling import DRAWN, check_files
from engine.flow.values import storable
from engine.scenarios import BadScenario, read_scenario
from engine.tables import read_tables

SCENARIO = ".scenario.yaml"
LARGEST_INPUT = 1_000_000


@dataclass(frozen=True)
class Trouble:
    """What is wrong in a file and where; printed as `FILE:LINE: level: message`."""

    file: Path
    line: int
    level: str
    message: str

    @property
    def is_error(self) -> bool:
        """Does it keep the edition from being published?"""
        return self.level == "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level}: {self.message}"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path, exists=True))
def check(paths: tuple[Path, ...]) -> None:
    """Check diagrams, tables, forms and process tests; exit code 1 if any can't run. PATH is a file, or an edition's folder."""
    found = [trouble for path in paths for trouble in (troubles_under(path) if path.is_dir() else troubles_of(path))]
    for trouble in dict.fromkeys(found):
        click.echo(str(trouble))
    errors = sum(trouble.is_error for trouble in dict.fromkeys(found))
    if errors:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("file", metavar="FILE.dmn", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--decision", required=True, metavar="ID", help="The decision's id.")
@click.option("--input", "given", required=True, metavar="JSON", help="The values that the table asks for, as a JSON object.")
def decide(file: Path, decision: str, given: str) -> None:
    """Evaluate a decision table: prints its outputs and the rules that matched, as JSON."""
    variables = _object(given)
    tables, findings = read_tables(file.name, _content(file))
    for finding in findings:
        click.echo(str(Trouble(file, finding.line, finding.level, finding.message)), err=True)
    if decision not in tables:
        raise click.ClickException(f"{file} has no decision {decision!r}; it has {', '.join(sorted(tables)) or 'none'}.")
    answer = tables[decision].decide(variables, machine_clock().date())
    document = {"decision": decision, "outputs": storable(list(answer.outputs)), "rules": list(answer.rules)}
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())


def troubles_under(folder: Path) -> Iterator[Trouble]:
    """What is wrong in an edition's folder, or in every one below a folder of them."""
    inner = edition_folders(folder) or sorted({file.parent for file in folder.rglob("*") if file.name.endswith((*DRAWN, FORM, SCENARIO))})
    if not inner:
        yield Trouble(folder, 1, "error", "There is no diagram in this folder.")
    for one in inner:
        yield from troubles_in(one)


def troubles_in(folder: Path) -> Iterator[Trouble]:
    """What is wrong in one edition's folder, its files taken together."""
    try:
        files = read_folder(folder)
    except OSError as unreadable:
        yield Trouble(folder, 1, "error", f"The folder can't be read: {unreadable.strerror}.")
        return
    yield from _together(folder, files)
    for path in files:
        if path.endswith(SCENARIO):
            yield from troubles_of(folder / path)


def _together(folder: Path, files: Mapping[str, bytes]) -> Iterator[Trouble]:
    """What the diagrams, tables and forms of one edition say of each other."""
    drawn = {path: content for path, content in files.items() if path.endswith(DRAWN)}
    specs, found = check_files(drawn, None, known_facts() | _given(folder, files)) if drawn else (None, ())
    for finding in (*found, *(look_over(specs, files) if specs else ())):
        yield Trouble(folder / finding.file, finding.line, finding.level, finding.sentence)
    for path in files if specs is None else ():
        if path.endswith(FORM):
            yield from _of_form(folder / path)


def _given(folder: Path, files: Mapping[str, bytes]) -> set[str]:
    """The names that process tests give from outside; what is wrong with a test is said of the test."""
    found: set[str] = set()
    for path in (path for path in files if path.endswith(SCENARIO)):
        with suppress(BadScenario):
            found |= read_scenario(folder / path).names
    return found


def troubles_of(file: Path) -> Iterator[Trouble]:
    """What is wrong in one file; what it calls and asks may lie beside it."""
    if file.name.endswith(DRAWN):
        alone = list(_drawn(file.parent, {file.name: _content(file)}))
        yield from _drawn(file.parent, {file.name: _content(file)}, _beside(file)) if any(map(_is_error, alone)) else alone
    elif file.name.endswith(FORM):
        yield from _of_form(file)
    elif file.name.endswith((".yaml", ".yml")):
        try:
            read_scenario(file)
        except BadScenario as wrong:
            yield Trouble(file, int(wrong.facts["line"]), "error", str(wrong.facts["why"]))
    else:
        yield Trouble(file, 1, "error", "This is no diagram (.bpmn), table (.dmn), form (.form.json) or process test (.scenario.yaml).")


def _beside(file: Path) -> dict[str, bytes]:
    """The other diagrams and tables of the folder: read only where something is wrong without them, for there may be hundreds."""
    others = [one for one in sorted(file.parent.iterdir()) if one.name.endswith(DRAWN) and one != file and one.is_file()]
    return {one.name: _content(one) for one in others}


def _is_error(trouble: Trouble) -> bool:
    return trouble.is_error


def _drawn(folder: Path, files: Mapping[str, bytes], beside: Mapping[str, bytes] | None = None) -> Iterator[Trouble]:
    if files:
        _, findings = check_files(files, beside)
        yield from (Trouble(folder / finding.file, finding.line, finding.level, finding.sentence) for finding in findings)


def _of_form(file: Path) -> Iterator[Trouble]:
    try:
        read_form(_content(file), file.name)
    except FormRefused as refused:
        yield from (Trouble(file, 1, "error", str(finding)) for finding in refused.facts["findings"])


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as unreadable:
        raise click.ClickException(f"{file} can't be read: {unreadable.strerror}.") from unreadable


def _object(text: str) -> dict[str, Any]:
    try:
        value = orjson.loads(text) if len(text) <= LARGEST_INPUT else None
    except orjson.JSONDecodeError as wrong:
        raise click.ClickException(f"--input is no JSON: {wrong}") from wrong
    if not isinstance(value, dict):
        raise click.ClickException("--input is a JSON object such as {\"amount\": 1200}.")
    return value
