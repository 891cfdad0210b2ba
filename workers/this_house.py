"""The House that this process works in. RQ calls functions by name, so a job can't be handed one."""

from __future__ import annotations

from engine.desk import House

_joined: list[House] = []


def enter(house: House) -> None:
    """From now on jobs in this process work in this house."""
    _joined[:] = [house]


def this_house() -> House:
    """The house that was entered. Raises RuntimeError where none was."""
    if not _joined:
        raise RuntimeError("no house: start workers with `chancery worker`")
    return _joined[0]
