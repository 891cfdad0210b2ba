"""Published editions, to be read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from engine.desk import Desk
from engine.errors import NotFound
from engine.records import Edition, EditionFile


@dataclass(frozen=True)
class Published:
    """One edition; the highest number of a key is live."""

    key: str
    number: int
    digest: str
    published_at: dt.datetime
    published_by: str
    reason: str
    is_live: bool
    files: tuple[str, ...]


def editions(desk: Desk) -> list[Published]:
    """All editions: by key, newest first."""
    paths: dict[int, list[str]] = defaultdict(list)
    for edition_id, path in desk.session.execute(sa.select(EditionFile.edition_id, EditionFile.path).order_by(EditionFile.path)):
        paths[edition_id].append(path)
    rows = list(desk.session.scalars(sa.select(Edition).order_by(Edition.key, Edition.number.desc())))
    newest = {row.key: row.number for row in reversed(rows)}
    return [Published(e.key, e.number, e.digest, e.published_at, e.published_by, e.reason, e.number == newest[e.key], tuple(paths[e.id]))
            for e in rows]


def edition(desk: Desk, key: str, number: int) -> Published:
    """Raises NotFound."""
    found = next((one for one in editions(desk) if (one.key, one.number) == (key, number)), None)
    if found is None:
        raise NotFound(edition=f"{key}/{number}")
    return found


def file(desk: Desk, key: str, number: int, path: str) -> bytes:
    """One file of an edition. Raises NotFound."""
    content = desk.session.scalar(sa.select(EditionFile.content).join(Edition, Edition.id == EditionFile.edition_id)
                                  .where(Edition.key == key, Edition.number == number, EditionFile.path == path))
    if content is None:
        raise NotFound(edition=f"{key}/{number}", file=path[:255])
    return content
