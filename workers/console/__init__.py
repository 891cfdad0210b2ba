"""What `chancery` can be told on a console, beside running the parts: a third mouth of the same use cases."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from engine.desk import Actor, House
from engine.settings import Settings
from engine.store import Store

OPERATOR = Actor("system", frozenset({"admin", "process-admin"}))      # who has a shell on this machine


class Place(Protocol):
    """What chancery.py hands to each command: this machine's settings, its database, its House, made when asked for."""

    @property
    def settings(self) -> Settings: ...
    @property
    def data(self) -> Path: ...
    @property
    def diagrams(self) -> Path: ...
    def store(self) -> Store: ...
    def house(self) -> House: ...
