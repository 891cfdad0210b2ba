"""Names of things: UUIDv7 for what lives alone, `<id>.<number>` for what belongs to it."""

from __future__ import annotations

import uuid
from typing import NamedTuple

import uuid6

from engine.errors import NotFound


def new_id() -> str:
    """A fresh UUIDv7 as its dashed string: sorts by time of birth."""
    return str(uuid6.uuid7())


class Key(NamedTuple):
    """What belongs to an instance: a work item, a job, a timer. Written `<instance>.<number>`."""

    instance: str
    number: int

    def __str__(self) -> str:
        return f"{self.instance}.{self.number}"

    @classmethod
    def parse(cls, text: str) -> Key:
        """The key that `text` writes. Raises NotFound for anything else."""
        instance, dot, number = text.rpartition(".")
        if not dot or not number.isascii() or not number.isdigit() or len(number) > 9:
            raise NotFound(key=text[:80])
        try:
            return cls(str(uuid.UUID(instance)), int(number))
        except ValueError as unreadable:
            raise NotFound(key=text[:80]) from unreadable


ItemId = Key


def person(user: str) -> str:
    """The principal that a person is in lists of holders and candidates: `u:li`."""
    return f"u:{user}"


def group(name: str) -> str:
    """The principal that a group is: `g:legal`."""
    return f"g:{name}"
