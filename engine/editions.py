"""Editions: one folder of diagrams, tables and forms, published as a whole and never changed afterwards."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine import history
from engine.desk import Desk, House
from engine.errors import NotFound, NotYours
from engine.flow.compiling import DRAWN, compile_files, digest_of
from engine.flow.specs import Specs
from engine.records import Edition, EditionFile
from engine.store import table_of

MARK = ".edition"
CACHED = 50
_reading = threading.Lock()


def publish(desk: Desk, key: str, files: Mapping[str, bytes], reason: str) -> Edition:
    """Publish the files as the next edition of the key; the same files as the live one publish nothing.

    Raises NotYours, DiagramRefused.
    """
    if not desk.house.authority.allows(desk, "publish", key):
        raise NotYours(act="publish", key=key)
    kept = {path: content for path, content in files.items() if path != MARK}
    digest = digest_of(kept)
    before = newest(desk, key)
    if before is None or before.digest != digest:
        compile_edition(kept)                   # before the lock, for it takes a while
        history.hold_house(desk)
        before = newest(desk, key)
    if before is not None and before.digest == digest:
        return before
    number = before.number + 1 if before else 1
    history.record(desk, history.HOUSE, "published", facts={"key": key, "number": number, "digest": digest, "reason": reason})
    values = {"key": key, "number": number, "digest": digest, "published_at": desk.now, "published_by": desk.actor.user, "reason": reason}
    edition_id = desk.session.scalar(sa.insert(Edition).values(values).returning(Edition.id))
    desk.session.execute(sa.insert(table_of(EditionFile)), [
        {"edition_id": edition_id, "path": path, "content": content} for path, content in sorted(kept.items())])
    return live(desk, key)


def live(desk: Desk, key: str) -> Edition:
    """The edition with the highest number. Raises NotFound."""
    found = newest(desk, key)
    if found is None:
        raise NotFound(edition=key)
    return found


def newest(desk: Desk, key: str) -> Edition | None:
    """The live edition, or None where nothing is published under the key."""
    return desk.session.scalar(sa.select(Edition).where(Edition.key == key).order_by(Edition.number.desc()).limit(1))


def is_live(desk: Desk, digest: str) -> bool:
    """Is the live edition of some key made of these files?"""
    keys = desk.session.scalars(sa.select(Edition.key).where(Edition.digest == digest).distinct())
    return any(live(desk, key).digest == digest for key in keys)


def files_of(desk: Desk, digest: str) -> dict[str, bytes]:
    """The files of the edition with this digest. Raises NotFound."""
    chosen = sa.select(sa.func.min(Edition.id)).where(Edition.digest == digest).scalar_subquery()
    found = dict(desk.session.execute(
        sa.select(EditionFile.path, EditionFile.content).where(EditionFile.edition_id == chosen)).all())
    if not found:
        raise NotFound(edition=digest)
    return found


def compile_edition(files: Mapping[str, bytes], *, published: bool = False) -> Specs:
    """The diagrams and tables of an edition, ready to run. Raises DiagramRefused."""
    return compile_files({path: content for path, content in files.items() if path.endswith(DRAWN)}, published=published)


def specs_for(desk: Desk, digest: str) -> Specs:
    """What the edition with this digest compiles to; kept in the process, for an edition never changes. Raises NotFound."""
    kept = _cache(desk.house)
    with _reading:
        if digest in kept:
            kept.move_to_end(digest)
            found: Specs = kept[digest]
            return found
    specs = compile_edition(files_of(desk, digest), published=True)
    with _reading:
        kept[digest] = specs
        while len(kept) > CACHED:
            kept.popitem(last=False)
    return specs


def _cache(house: House) -> OrderedDict[str, Any]:
    held: OrderedDict[str, Any] = house.parts.setdefault("specs", OrderedDict())
    return held
