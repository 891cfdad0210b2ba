"""Keeping it safe: backup, restore, the history's chains, the doctor."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from contracts import schema
from contracts.deciding import deciders
from contracts.documents import pdf
from contracts.files.named_files import missing_files
from contracts.keeping.backup import backup as write_backup
from contracts.keeping.backup import require_whole
from contracts.keeping.backup import restore as read_backup
from contracts.ledger import comparing
from engine import history, projections
from engine.desk import reading_at
from workers import valkey
from workers.console import OPERATOR, Place

PACKAGES = ("engine", "contracts", "web", "workers")


@dataclass(frozen=True)
class Finding:
    """What the doctor looked at, whether it is well, and what to do where it is not."""

    what: str
    is_well: bool
    advice: str = ""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(place: Place, file: Path) -> None:
    """Write everything into one file, while people work."""
    house = place.house()
    counts = write_backup(house.store, place.data, file, at=house.clock())
    click.echo(f"{file}: {counts['rows']} rows, {counts['files']} files.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore(place: Place, file: Path) -> None:
    """Read a backup into an empty database and an empty data folder."""
    require_whole(file)                        # before the database is opened: SQLite makes its file then
    counts = read_backup(place.store(), place.data, file)
    click.echo(f"Restored {counts['rows']} rows, {counts['files']} files. Look at it: chancery doctor, chancery audit verify")


@click.group()
def audit() -> None:
    """The history that can't be changed unnoticed."""


@audit.command()
@click.pass_obj
def verify(place: Place) -> None:
    """Check every chain, link by link; exit code 1 where one is broken."""
    with reading_at(place.house(), OPERATOR) as desk:
        faults = history.verify(desk)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        raise click.ClickException(f"{len(faults)} broken links.")
    click.echo("Every chain is whole.")


@click.command()
@click.option("--repair", is_flag=True, help="Rebuild the projections from state and history.")
@click.pass_obj
def doctor(place: Place, repair: bool) -> None:
    """Look at this machine and at the projections; exit code 1 where something is not well."""
    found = list(_machine(place)) + list(_rows(place, repair))
    for finding in found:
        click.echo(f"{'ok ' if finding.is_well else 'BAD'} {finding.what}{'' if finding.is_well else ': ' + finding.advice}")
    if not all(finding.is_well for finding in found):
        raise click.exceptions.Exit(1)


def _machine(place: Place) -> Iterator[Finding]:
    here = {name: _folder_of(name) for name in PACKAGES}
    yield Finding("the four packages lie beside each other", len(set(here.values())) == 1, f"another package has taken a name: {here}")
    store = place.store()
    yield Finding("the database is of this release", schema.revision_of(store) == schema.newest(), "run `chancery upgrade`")
    yield Finding("the data folder is ours alone", place.data.stat().st_mode & 0o077 == 0, f"chmod 700 {place.data}")
    house = place.house()
    yield Finding("LibreOffice makes PDFs", _is_there(house.parts["converter"]), "install libreoffice-writer; submissions wait until then")
    yield Finding("the queue answers", bool(house.parts["queue"]()), f"start it; nothing is lost meanwhile ({valkey.url_of(place.data)})")


def _rows(place: Place, repair: bool) -> Iterator[Finding]:
    house = place.house()
    if repair:
        projections.rebuild(house, OPERATOR)
        comparing.rewrite(house, OPERATOR)
        deciders.rewrite(house, OPERATOR)
    with reading_at(house, OPERATOR) as desk:
        differences = list(projections.differences(desk))
        yield Finding("the projections equal state and history", not differences, "; ".join(map(str, differences[:5])) + " (--repair)")
        past = comparing.differences(desk)
        yield Finding("the ledger of past days equals the history", not past, "; ".join(past[:5]) + " (--repair)")
        unsaid = deciders.differences(desk)
        yield Finding("every contract knows who decided on it", not unsaid, "; ".join(unsaid[:5]) + " (--repair)")
        missing = missing_files(desk)
        yield Finding("every file that a row names exists", not missing, ", ".join(missing[:5]))


def _folder_of(package: str) -> str:
    spec = importlib.util.find_spec(package)
    return str(Path(spec.origin).parents[1]) if spec and spec.origin else "nowhere"


def _is_there(converter: Any) -> bool:
    return not isinstance(converter, pdf.Missing)
