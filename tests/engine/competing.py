"""Two commands at the same moment, stopped where it hurts: behind the lock, before anything is written.

Each waits there a little for the other. Under a lock only one ever gets there, so that the wait ends by itself; without one
both have looked before either writes, at every try and not once in a thousand.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import event

from engine import history, projections
from engine.desk import SYSTEM, Desk, House, at_desk, reading_at
from engine.errors import Refusal, Unavailable
from tests.people import actor

A_MOMENT = 0.25


class Meeting:
    """Where two commands wait for each other: at each question to directory, authority or subject, and when a service is looked up."""

    def __init__(self, house: House) -> None:
        self.house, self.met = house, threading.Barrier(2)
        services, authority = house.services, house.authority
        house.directory = self.before(house.directory)
        authority.allows = self.before(authority.allows)                # type: ignore[method-assign]
        for subject in house.subjects.values():
            subject.facts = self.before(subject.facts)                 # type: ignore[method-assign]
        house.services = Asked(services, self)

    def wait(self) -> None:
        with suppress(threading.BrokenBarrierError):
            self.met.wait(A_MOMENT)

    def at(self, statement: str) -> Meeting:
        """Wait before this statement too."""
        event.listen(self.house.store.writing, "before_cursor_execute",
                     lambda *sent: self.wait() if sent[2].startswith(statement) else None)
        return self

    def before(self, act: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given: (self.wait(), act(*given))[1]


class Asked(dict[str, Any]):
    """The services of a house; who looks one up waits for the other."""

    def __init__(self, services: Any, meeting: Meeting) -> None:
        super().__init__(services)
        self.meeting = meeting

    def get(self, topic: str, default: Any = None) -> Any:
        self.meeting.wait()
        return super().get(topic, default)


def at_once(house: House, *acts: tuple[str, Callable[[Desk], Any]]) -> list[Any]:
    """What each was answered, or the refusal that it met, in the order of `acts`."""
    answers: list[Any] = [None] * len(acts)

    def act(number: int, user: str, command: Callable[[Desk], Any]) -> None:
        try:
            with at_desk(house, actor(user)) as desk:
                answers[number] = command(desk)
        except (Refusal, Unavailable) as refused:
            answers[number] = refused

    threads = [threading.Thread(target=act, args=(number, *one)) for number, one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def kinds(answers: list[Any]) -> list[str]:
    """The names of what they were answered, sorted."""
    return sorted(type(answer).__name__ for answer in answers)


def wrong_in(house: House) -> list[str]:
    """Where rows, state and history disagree; empty is well."""
    with reading_at(house, SYSTEM) as desk:
        return [*projections.differences(desk), *map(str, history.verify(desk))]
