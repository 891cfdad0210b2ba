"""A data folder as after a first start: tables, the demo people with a token each, the editions; no contract."""

from __future__ import annotations

from pathlib import Path

import chancery
from contracts import schema
from contracts.demo import company
from contracts.keeping.first_start import publish_first
from contracts.people.tokens import issue_token
from engine.desk import House, at_desk
from engine.settings import read_settings
from engine.store import open_store
from tests.people import DEPARTMENTS, actor

ROOT = Path(__file__).resolve().parents[2]


def house_in(data: Path) -> House:
    """The house of a data folder, to be looked at by the test beside the processes."""
    settings = read_settings(ROOT / "config.toml", {})
    settings["house"]["data"] = str(data)
    return chancery.join(settings, open_store(f"sqlite:///{data / 'chancery.db'}"))


def settle(data: Path, diagrams: Path) -> dict[str, str]:
    """Make it so; the token of each person."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = open_store(f"sqlite:///{data / 'chancery.db'}")
    schema.upgrade(store)
    store.close()
    house = house_in(data)
    publish_first(house, diagrams, lambda _: None)
    company.hire(house)
    tokens = {}
    for user in DEPARTMENTS:
        with at_desk(house, actor(user)) as desk:
            tokens[user] = issue_token(desk, "faults", 300).token
    house.store.close()
    return tokens
