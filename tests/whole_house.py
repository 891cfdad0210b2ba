"""Everything joined as `chancery up` joins it, without processes: the demo people, the editions of bpmn/, an empty ledger."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import chancery
from contracts.demo import company
from contracts.people.records import User
from contracts.sealing.seals import open_cabinet
from engine.deploying import edition_folders, read_folder
from engine.desk import SYSTEM, House, at_desk
from engine.editions import publish
from engine.settings import read_settings
from engine.store import Store
from tests.kept import remembered
from tests.told_clock import ToldClock

ROOT = Path(__file__).resolve().parents[1]
_specs: OrderedDict[str, Any] = OrderedDict()       # what editions compile to, by digest: the same for every house of this process


def whole_house(store: Store, clock: ToldClock, data: Path) -> House:
    """The House on this database, with a data folder of its own. Documents are made by LibreOffice (`parts["converter"]`)."""
    shutil.copytree(_sealing(), data, dirs_exist_ok=True)
    settings = read_settings(ROOT / "config.toml", {})
    settings["house"]["data"] = str(data)
    house = chancery.join(settings, store, clock=clock)
    house.parts["specs"] = _specs
    remembered(house, "furnished", lambda: _furnish(house))
    return house


def _furnish(house: House) -> None:
    company.hire(house)
    with at_desk(house, SYSTEM) as desk:
        desk.session.execute(sa.update(User).values(toured_at=desk.now))           # they know the pages
        for folder in edition_folders(ROOT / "bpmn"):
            publish(desk, folder.name, read_folder(folder), "first edition")


@cache
def _sealing() -> Path:
    """The seal's key and its drawing, made once: a key of 3,072 bits takes a second to find. The folder goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="chancery-seals-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    cabinet = open_cabinet(folder, read_settings(ROOT / "config.toml", {})["organisation"]["name"], ToldClock()())
    for seal in cabinet.seals():
        cabinet.image(seal.key)
    return folder
