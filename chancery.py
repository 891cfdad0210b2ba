"""Chancery: joins the four packages into a House, and is the console script. Nothing imports this module."""

from __future__ import annotations

import logging
import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import structlog

from contracts import schema
from engine.clock import Clock, machine_clock
from engine.desk import Desk, House, nobody_to_wake
from engine.errors import Refusal, Unavailable
from engine.settings import BadSetting, Settings, read_settings
from engine.store import Store, open_store

HERE = Path(__file__).resolve().parent
log = logging.getLogger("chancery")


# --- joining ---------------------------------------------------------------------------------------------------------


def settings_of_this_machine() -> Settings:
    """config.toml beside this file or installed with it, CHANCERY_CONFIG over it, the environment over both."""
    file = HERE / "config.toml"
    if not file.exists():
        file = Path(sysconfig.get_path("data")) / "share" / "chancery" / "config.toml"
    over = os.environ.get("CHANCERY_CONFIG")
    return read_settings(file, os.environ, Path(over) if over else None)


def data_folder(settings: Settings) -> Path:
    """The folder of everything that is ours on this machine, made at first start, for nobody else to read."""
    folder = Path(settings["house"]["data"]).resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def database_url(settings: Settings) -> str:
    return str(settings["database"]["url"] or f"sqlite:///{data_folder(settings) / 'chancery.db'}")


def queue_url(settings: Settings) -> str:
    from workers import valkey

    return str(settings["queue"]["url"] or valkey.url_of(data_folder(settings)))


def join(settings: Settings, store: Store, *, clock: Clock = machine_clock, wake: Callable[[Desk], None] = nobody_to_wake) -> House:
    """The House of these settings over this database."""
    from contracts.calendar import exceptions
    from contracts.obligations import ObligationSubject
    from contracts.people import PeopleDirectory
    from contracts.permissions import Permissions
    from contracts.services import SERVICES

    from contracts.pdf import converter_found
    from contracts.subject import ContractSubject
    from contracts.vault import Vault

    return House(
        store=store, directory=PeopleDirectory, authority=Permissions(), clock=clock, wake=wake, settings=settings,
        zone=settings["house"]["timezone"], holidays=exceptions, services=SERVICES,
        subjects={"contract": ContractSubject(), "obligation": ObligationSubject()},
        parts={"vault": Vault(data_folder(settings) / "vault"), "converter": converter_found(settings["papers"]["converter"])},
    )


def house_at_work(settings: Settings, *, rings: bool = True) -> House:
    """The joined House with its doorbell, on a database of this release. Raises OldDatabase."""
    from workers import valkey
    from workers.doorbell import Doorbell

    store = open_store(database_url(settings))
    schema.require_newest(store)
    client = valkey.connect(queue_url(settings))
    house = join(settings, store, wake=Doorbell(client).wake if rings else nobody_to_wake)
    house.parts["queue"] = lambda: valkey.answers(client)
    return house


def configure_logs() -> None:
    """One JSON line an event, to standard error; line ends in values are escaped by JSON."""
    shared: list[Any] = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder(),
                         structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.format_exc_info]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                                              structlog.processors.JSONRenderer(ensure_ascii=False)]))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("rq").setLevel(logging.WARNING)


# --- the console script ----------------------------------------------------------------------------------------------


class Sentences(click.Group):
    """Says a refusal in one sentence with its facts, exit code 1; a traceback is for bugs."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (Refusal, Unavailable) as refused:
            facts = ", ".join(f"{name}: {value}" for name, value in refused.facts.items())
            said = (refused.title, f"({facts})" if facts else "", refused.hint)
            raise click.ClickException(" ".join(filter(None, said))) from refused
        except BadSetting as wrong:
            raise click.ClickException(str(wrong)) from wrong


@click.group(cls=Sentences)
def main() -> None:
    """Contracts from draft to archive, along diagrams that their owners can change."""


@main.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with the demo company.")
def up(demo: bool) -> None:
    """Run everything on this machine: web, workers, ticker, queue. Ctrl-C ends all."""
    from workers import up as starting

    configure_logs()
    starting.up(settings_of_this_machine(), demo=demo)


if __name__ == "__main__":
    main()
