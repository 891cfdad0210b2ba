"""Editions on the console: from a folder into the database, and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from engine.deploying import Change, edition_folders, read_folder, read_mark, rehearse
from engine.deploying import deploy as deploy_folders
from engine.deploying import export as export_edition
from engine.desk import House, at_desk, reading_at
from engine.editions import is_live
from engine.flow.compiling import digest_of
from workers.console import OPERATOR, Place
from workers.console.drawing import troubles_in


class KeyNumber(click.ParamType[tuple[str, int]]):
    """KEY=NUMBER."""

    name = "KEY=NUMBER"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> tuple[str, int]:
        """The pair, or a usage error."""
        if isinstance(value, tuple):
            return value
        key, _, number = str(value).rpartition("=")
        if not key or not number.isascii() or not number.isdigit() or len(number) > 9:
            self.fail(f"{value!r} is not KEY=NUMBER", param, context)
        return key, int(number)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change; publish nothing.")
@click.option("--over", multiple=True, type=KeyNumber(), help="Publish over this live edition, which the folder does not know.")
@click.option("--reason", default="", help="Why; it is kept with the edition.")
@click.option("--untested", is_flag=True, help="Publish without running the process tests; the reason says so.")
@click.pass_obj
def deploy(place: Place, folder: Path, dry_run: bool, over: tuple[tuple[str, int], ...], reason: str, untested: bool) -> None:
    """Publish a folder of diagrams, or a folder of such folders: all or none, and none whose process tests fail."""
    found = [trouble for one in edition_folders(folder) for trouble in troubles_in(one)]
    for trouble in found:
        click.echo(str(trouble), err=trouble.is_error)
    if any(trouble.is_error for trouble in found):
        raise click.ClickException("Nothing was published.")
    rehearsed = {} if untested else _rehearse_new(place.house(), folder)
    with at_desk(place.house(), OPERATOR) as desk:
        changes = deploy_folders(desk, [folder], dry_run, dict(over), reason, rehearsed=rehearsed, untested=untested)
    for change in changes:
        _say(change, dry_run)


@click.command()
@click.argument("key")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def export(place: Place, key: str, folder: Path) -> None:
    """Write the live edition of KEY into DIR, byte for byte; other files there are removed."""
    strangers = _strangers(folder)
    if strangers:
        raise click.ClickException(f"{folder} holds something else ({', '.join(strangers)}). Name an empty folder, or an edition's.")
    with reading_at(place.house(), OPERATOR) as desk:
        edition = export_edition(desk, key, folder)
        click.echo(f"{folder}: edition {edition.number} of {edition.key}, published by {edition.published_by}.")


def _rehearse_new(house: House, folder: Path) -> dict[str, Sequence[str]]:
    """Run the process tests of what is not live yet, by digest: here, as nobody may wait for a transaction that runs them."""
    editions = [read_folder(one) for one in edition_folders(folder)]
    with reading_at(house, OPERATOR) as desk:
        fresh = {digest: files for files in editions if not is_live(desk, digest := digest_of(files))}
    return {digest: rehearse(files) for digest, files in fresh.items()}


def _strangers(folder: Path) -> list[str]:
    """A few files of a folder that no edition was exported to or deployed from: we would remove them."""
    if not folder.is_dir() or read_mark(folder):
        return []
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))[:3]


def _say(change: Change, dry_run: bool) -> None:
    if not change.is_change:
        click.echo(f"{change.key}: edition {change.becomes} has these files already.")
        return
    becomes = "would become" if dry_run else "is now"
    click.echo(f"{change.key}: {becomes} edition {change.becomes}{f', was {change.number}' if change.number else ''}.")
    for what, names in (("added", change.added), ("changed", change.changed), ("removed", change.removed)):
        for name in names:
            click.echo(f"  {what}: {name}")
    stay = f"  {change.running} running instances stay on the editions that they started with; what starts next takes this one."
    click.echo(stay if change.running else "  What starts next takes this one.")

