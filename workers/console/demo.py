"""The demo company on the console: more contracts, in every stage."""

from __future__ import annotations

import click

from contracts.demo import making
from contracts.keeping import first_start
from workers.console import Place


@click.command()
@click.option("--contracts", default=making.DEMO, show_default=True, type=click.IntRange(1, making.MOST), help="How many more.")
@click.pass_obj
def demo(place: Place, contracts: int) -> None:
    """Make the demo company and contracts of it, through the use cases, with a told clock. In an empty house only."""
    house = place.house()
    first_start.publish_first(house, place.diagrams, click.echo)
    made = making.make_demo(house, contracts, say=click.echo)
    for stage, count in sorted(made.stages.items()):
        click.echo(f"{stage}: {count}")
    if made.halted:
        click.echo(f"{made.halted} stopped before their time; `chancery doctor` says what is missing on this machine.")
