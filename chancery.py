"""Chancery: joins the four packages into a House, and is the console script. Nothing imports this module."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import sysconfig
import tomllib
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contracts import schema
from engine.clock import Clock, machine_clock
from engine.desk import Desk, House
from engine.house import nobody_to_wake
from engine.settings import Settings, read_settings
from engine.store import Store, open_store
from workers.console.group import Sentences
from workers.console.logs import configure_logs

if TYPE_CHECKING:
    from workers.supervisor import Part, Supervisor

HERE = Path(__file__).resolve().parent


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
    from contracts.deciding.deciders import write_deciders
    from contracts.documents.pdf import converter_found
    from contracts.errands.kinds import ERRANDS
    from contracts.files.vault import Vault
    from contracts.forms.editions import look_over
    from contracts.ledger.days import write_days
    from contracts.linking.renewing.subject import RenewalSubject
    from contracts.people import PeopleDirectory, departments
    from contracts.people.calendar import exceptions
    from contracts.performing.obligations import ObligationSubject
    from contracts.permissions import Permissions
    from contracts.process.services import SERVICES
    from contracts.process.subject import ContractSubject
    from contracts.sealing.seals import open_cabinet

    def write_last(desk: Desk) -> None:
        write_days(desk)
        write_deciders(desk)

    return House(
        store=store, directory=PeopleDirectory, authority=Permissions(), clock=clock, wake=wake, settings=settings,
        zone=settings["house"]["timezone"], holidays=exceptions, services=SERVICES, look_over=look_over,
        before_commit=write_last,
        subjects={"contract": ContractSubject(), "obligation": ObligationSubject(), "renewal": RenewalSubject()},
        parts={"vault": Vault(data_folder(settings) / "vault"), "converter": converter_found(settings["papers"]["converter"]),
               "seals": open_cabinet(data_folder(settings), settings["organisation"]["name"], clock()),
               "errands": ERRANDS, "departments": departments.names, "department_of": departments.department_of},
    )


def house_at_work(settings: Settings, *, rings: bool = True) -> House:
    """The joined House with its doorbell, on a database of this release. Raises OldDatabase."""
    from workers import valkey
    from workers.doorbell import Doorbell

    store = open_store(database_url(settings))
    schema.require_newest(store)
    client = valkey.connect(queue_url(settings))
    house = join(settings, store, wake=Doorbell.of(client, settings).wake if rings else nobody_to_wake)
    house.parts["queue"] = lambda: valkey.answers(client)
    return house


# --- the console script ----------------------------------------------------------------------------------------------


class ThisMachine:
    """What the commands of workers/console are handed: settings, database, House, each made when asked for."""

    @cached_property
    def settings(self) -> Settings:
        return settings_of_this_machine()

    @property
    def data(self) -> Path:
        return data_folder(self.settings)

    @property
    def diagrams(self) -> Path:
        return diagrams_folder(self.settings)

    def store(self) -> Store:
        return self._store

    def house(self) -> House:
        return self._house

    @cached_property
    def _store(self) -> Store:
        return open_store(database_url(self.settings))

    @cached_property
    def _house(self) -> House:
        return house_at_work(self.settings)


def say_version(context: click.Context, _option: click.Parameter, is_asked: bool) -> None:
    """Which release this is: of the checkout that runs, else of the package that is installed."""
    if not is_asked:
        return
    project = HERE / "pyproject.toml"
    found = tomllib.loads(project.read_text("utf-8"))["project"]["version"] if project.exists() else metadata.version("chancery")
    click.echo(f"Chancery {found}")
    context.exit()


@click.group(cls=Sentences, context_settings={"max_content_width": 120})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=say_version, help="Say which release this is.")
@click.pass_context
def main(context: click.Context) -> None:
    """Contracts from draft to archive, along diagrams that their owners can change."""
    context.obj = context.obj or ThisMachine()          # a test hands in its own


@main.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with the demo company.")
def up(demo: bool) -> None:
    """Run everything on this machine: web, workers, ticker, queue. Ctrl-C ends all."""
    from workers.supervisor import AlreadyUp, Supervisor

    settings = settings_of_this_machine()
    supervisor = Supervisor(data_folder(settings), parts_of(settings))
    try:
        for name in supervisor.take_over():
            click.echo(f"Ended what a killed run had left: {name}")
    except AlreadyUp as running:
        raise click.ClickException(str(running)) from running
    store = open_store(database_url(settings))
    schema.upgrade(store)
    house = join(settings, store)
    first_words = settle_in(house, demo)
    store.close()
    supervisor.stop_on_signals()
    supervisor.start()
    try:
        tell_when_up(settings, supervisor, first_words)
        supervisor.watch()
    finally:
        click.echo("Ending ...")
        supervisor.end()


def settle_in(house: House, demo: bool) -> str:
    """What a first start does: publish the diagrams, make the demo company or the first administrator's code. What to say."""
    from contracts.keeping import first_start

    return first_start.settle_in(house, diagrams_folder(house.settings), demo=demo, say=click.echo)


def diagrams_folder(settings: Mapping[str, Any]) -> Path:
    """The folder of the first editions: the configured one, else the one installed with us."""
    configured = Path(settings["house"]["diagrams"])
    return configured if configured.is_dir() else HERE / "bpmn"


def parts_of(settings: Settings) -> list[Part]:
    """The children of `up`, in the order of their start."""
    from workers import valkey
    from workers.supervisor import Part

    us = [sys.executable, str(Path(__file__).resolve())]
    queue, data = settings["queue"], data_folder(settings)
    parts = [] if queue["url"] else [Part("queue", lambda: valkey.command_for(data))]
    workers = [(kind, number) for kind in ("short", "documents") for number in range(1, queue[f"{kind.rstrip('s')}_workers"] + 1)]
    parts += [Part(f"{kind}-{number}", partial(list, [*us, "worker", kind])) for kind, number in workers]
    return [*parts, Part("ticker", lambda: [*us, "ticker"]), Part("web", lambda: [*us, "web"])]


def tell_when_up(settings: Settings, supervisor: Supervisor, first_words: str) -> None:
    """Wait until the pages answer, then print where they are."""
    from workers.supervisor import answers

    address = f"http://{settings['web']['host']}:{settings['web']['port']}"
    for _ in range(300):
        if supervisor.stopping.is_set():
            return
        if answers(f"{address}/healthz"):
            click.echo(f"\nChancery is at {address}\n{first_words}\nLogs: {supervisor.logs}. Ctrl-C ends everything; the data is kept.")
            return
        supervisor.watch(seconds=0.2)
    click.echo(f"The pages do not answer yet at {address}; see {supervisor.logs / 'web.log'}")


@main.command()
def web() -> None:
    """Serve pages and API (one part of `up`)."""
    from gunicorn.app.base import BaseApplication

    from web.app import create_app

    configure_logs()
    settings = settings_of_this_machine()
    schema.require_newest(open_store(database_url(settings)))
    place = settings["web"]
    options = {"bind": f"{place['host']}:{place['port']}", "workers": place["processes"], "threads": place["threads"],
               "worker_class": "gthread", "timeout": 120, "graceful_timeout": 10, "proc_name": "chancery-web",
               "control_socket_disable": True, "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None}

    class Pages(BaseApplication):  # type: ignore[misc]
        """gunicorn, configured here and nowhere else; each process joins a House of its own after the fork."""

        def load_config(self) -> None:
            for name, value in options.items():
                if name in self.cfg.settings and value is not None:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return create_app(house_at_work(settings))

    Pages().run()


@main.command()
@click.argument("queue", type=click.Choice(["short", "documents"]))
def worker(queue: str) -> None:
    """Run jobs of one queue (one part of `up`)."""
    from workers import listed, this_house, valkey

    configure_logs()
    settings = settings_of_this_machine()
    house = house_at_work(settings)
    this_house.enter(house)
    house.store.close()                         # no connection may cross the fork of a document's process
    listed.worker_for(queue, valkey.connect_patiently(queue_url(settings))).work(logging_level="WARNING")


@main.command()
def ticker() -> None:
    """Fire what is due, ring again for what was lost (one part of `up`)."""
    from workers import valkey
    from workers.doorbell import Doorbell
    from workers.ticker import Ticker

    configure_logs()
    settings = settings_of_this_machine()
    house, given = house_at_work(settings), settings["ticker"]
    ticking = Ticker(house, Doorbell.of(valkey.connect(queue_url(settings)), settings), lease=dt.timedelta(seconds=given["lease_seconds"]))
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda *_: ticking.stopping.set())
    ticking.run(given["seconds"])


@main.command()
def upgrade() -> None:
    """Bring the database to this release."""
    from contracts.keeping import first_start

    settings = settings_of_this_machine()
    store = open_store(database_url(settings))
    before, after = schema.upgrade(store)
    click.echo(f"The database is at {after}." if before == after else f"The database went from {before or 'nothing'} to {after}.")
    first_start.take_up(join(settings, store), say=click.echo)


if __name__ == "__main__":
    main()
