"""The texts that a release brings stand in the library as versions that the house published, without anybody uploading them."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.documents.library import LIBRARY
from contracts.documents.templates import manifest, shipped_files, template
from contracts.files.vault import Vault
from contracts.templates.publishing import replace_published
from contracts.templates.records import TemplateRow, TemplateVersion
from contracts.templates.versions import done, newest_number
from engine import history
from engine.desk import Desk


def stock_library(desk: Desk) -> list[str]:
    """Take in what this release brings and the library lacks; the keys of what came.

    A text of ours goes over ours before it. Where the house published one of its own, or retired ours, the new one waits to be published.
    """
    known = set(desk.session.scalars(sa.select(TemplateVersion.version_sha).where(TemplateVersion.is_ours)))
    new = [key for key in LIBRARY if template(key).version not in known]
    if new:
        history.hold_house(desk)
    return [key for key in new if _take_in(desk, key)]


def _take_in(desk: Desk, key: str) -> bool:
    text, (docx, form) = template(key), shipped_files(key)
    if desk.session.scalar(sa.select(TemplateVersion.number).where(TemplateVersion.version_sha == text.version)) is not None:
        return False                                        # another that started at the same time was first
    vault: Vault = desk.house.parts["vault"]
    parts = [vault.put(part).sha for part in (docx, form)]
    row = desk.session.get(TemplateRow, key)
    if row is None:
        row = TemplateRow(key=key, type=text.type, title={}, use={}, made_by=desk.actor.user, made_at=desk.now)
        desk.session.add(row)
    is_live = _is_ours_in_force(desk, key)
    version = TemplateVersion(
        template=key, number=newest_number(desk, key) + 1, docx_sha=parts[0], form_sha=parts[1],
        version_sha=vault.put(manifest(key, *parts)).sha, is_ours=True, file_name=f"{key}.docx", authors=[desk.actor.user], findings=[],
        made_by=desk.actor.user, made_at=desk.now, submitted_by=desk.actor.user, submitted_at=desk.now, state="submitted")
    desk.session.add(version)
    done(desk, version, "arrived")
    if is_live:
        replace_published(desk, key, version.number)
        row.title, row.use = dict(text.form.title), dict(text.form.use or text.form.title)
        version.state, version.published_by, version.published_at = "published", desk.actor.user, desk.now
        done(desk, version, "published")
    return True


def _is_ours_in_force(desk: Desk, key: str) -> bool:
    """Is it the first one, or does one of ours stand in its place?"""
    if not newest_number(desk, key):
        return True
    query = sa.select(TemplateVersion.is_ours).where(TemplateVersion.template == key, TemplateVersion.state == "published")
    return desk.session.scalar(query) is True
