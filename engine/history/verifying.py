"""Every chain, link by link, against what its head names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa

from engine.desk import Desk
from engine.history.chains import hash_of
from engine.records import Chain, Entry, Instance


@dataclass(frozen=True)
class Fault:
    """A chain that does not hold, and where."""

    chain: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain} entry {self.number}: {self.what}"


def verify(desk: Desk) -> list[Fault]:
    """Walk every chain link by link; a changed, missing or cut link is named."""
    heads = {str(name): (length, head) for name, length, head in (
        *desk.session.execute(sa.select(Instance.id, Instance.chain_length, Instance.chain_head)),
        *desk.session.execute(sa.select(Chain.name, Chain.length, Chain.head)))}
    found: list[Fault] = []
    links = desk.session.execute(sa.select(Entry).order_by(Entry.chain, Entry.number).execution_options(yield_per=500)).scalars()
    for chain, of_chain in groupby(links, key=lambda entry: str(entry.chain)):
        length, head = heads.pop(chain, (0, ""))
        found += _faults(chain, of_chain, length, head)
    found += [Fault(chain, length, "is missing") for chain, (length, _) in heads.items() if length]
    return found


def _faults(chain: str, links: Iterator[Entry], length: int, head: str) -> Iterator[Fault]:
    number, previous = 0, ""
    for entry in links:
        number += 1
        if entry.number != number:
            yield Fault(chain, number, "is missing")
            number = entry.number
        if entry.previous != previous:
            yield Fault(chain, entry.number, "does not follow the one before it")
        if entry.hash != hash_of(entry):
            yield Fault(chain, entry.number, "was changed")
        previous = entry.hash
    if (number, previous) != (length, head):
        yield Fault(chain, number, "is not the end that the head names")
