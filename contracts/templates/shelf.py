"""The library as its pages and the API show it: the tree of types and templates, and a version with everything that was done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from contracts.documents.templates import pinned
from contracts.files.vault import Vault
from contracts.permissions import keeps_templates, retires_templates, visible
from contracts.records import Contract
from contracts.templates.filling import fill_in
from contracts.templates.records import TemplateDeed, TemplateRow, TemplateVersion
from contracts.templates.regions import Passage, passages
from contracts.templates.samples import sample_context
from contracts.templates.versions import state_taken
from contracts.types.catalog import catalog
from contracts.types.definitions import ContractType
from engine.desk import Desk
from engine.errors import NotFound

OPEN_TO_ALL = ("published", "retired")     # drafts are for those who keep the library, and for those who look after them
LOOKS_INTO_DRAFTS = frozenset({"auditor", "process-admin"})


@dataclass(frozen=True)
class Book:
    """A template in the tree, with its versions as the reader may see them, newest first."""

    row: TemplateRow
    versions: tuple[TemplateVersion, ...]

    @property
    def published(self) -> TemplateVersion | None:
        return next((one for one in self.versions if one.state == "published"), None)

    @property
    def waiting(self) -> TemplateVersion | None:
        return next((one for one in self.versions if one.state == "submitted"), None)


@dataclass(frozen=True)
class Shelf:
    """A type with its templates."""

    type: ContractType
    books: tuple[Book, ...]


@dataclass(frozen=True)
class Sheet:
    """One version: its fields, where it is free, who did what with it, and what the reader may do."""

    row: TemplateRow
    type: ContractType
    version: TemplateVersion
    deeds: tuple[TemplateDeed, ...]
    form: Mapping[str, Any]
    passages: tuple[Passage, ...]
    used_by: int
    deeds_possible: frozenset[str]

    @property
    def free(self) -> tuple[Passage, ...]:
        return tuple(one for one in self.passages if one.text.strip() and (one.is_free or one.locked_text != one.text))


def shelves(desk: Desk) -> list[Shelf]:
    """Every type in its order with its templates; retired types only while they have some."""
    by_type: dict[str, list[Book]] = {}
    versions: dict[str, list[TemplateVersion]] = {}
    for version in desk.session.scalars(sa.select(TemplateVersion).where(_seen(desk)).order_by(TemplateVersion.number.desc())):
        versions.setdefault(version.template, []).append(version)
    for row in desk.session.scalars(sa.select(TemplateRow).order_by(TemplateRow.key)):
        if row.key in versions:
            by_type.setdefault(row.type, []).append(Book(row, tuple(versions[row.key])))
    found = [Shelf(kind, tuple(by_type.get(kind.key, ()))) for kind in catalog(desk)]
    return [shelf for shelf in found if shelf.books or not shelf.type.retired]


def titles_seen(desk: Desk) -> list[tuple[str, str, Mapping[str, str]]]:
    """Key, type and titles of every template of which the reader sees a version."""
    seen = sa.exists().where(TemplateVersion.template == TemplateRow.key, _seen(desk))
    query = sa.select(TemplateRow.key, TemplateRow.type, TemplateRow.title).where(seen).order_by(TemplateRow.key)
    return [(key, kind, title) for key, kind, title in desk.session.execute(query)]


def book(desk: Desk, key: str) -> Book:
    """One template with its versions. Raises NotFound."""
    row = desk.session.get(TemplateRow, key)
    query = sa.select(TemplateVersion).where(TemplateVersion.template == key, _seen(desk)).order_by(TemplateVersion.number.desc())
    versions = tuple(desk.session.scalars(query))
    if row is None or not versions:
        raise NotFound(template=key[:80])
    return Book(row, versions)


def sheet(desk: Desk, key: str, number: int) -> Sheet:
    """One version. Raises NotFound."""
    row, version = _version(desk, key, number)
    vault: Vault = desk.house.parts["vault"]
    deeds = desk.session.scalars(sa.select(TemplateDeed).order_by(TemplateDeed.id).where(
        TemplateDeed.template == key, TemplateDeed.number == number))
    kind = next(one for one in catalog(desk) if one.key == row.type)
    form, said = orjson.loads(vault.read(version.form_sha)), passages(vault.read(version.docx_sha))
    return Sheet(row, kind, version, tuple(deeds), form, tuple(said),
                 used_by(desk, [version]).get(version.version_sha, 0), _possible(desk, version))


def used_by(desk: Desk, versions: list[TemplateVersion]) -> dict[str, int]:
    """How many contracts that the actor may see were begun with each, by digest."""
    query = (sa.select(Contract.template_version, sa.func.count()).group_by(Contract.template_version)
             .where(Contract.template_version.in_([one.version_sha for one in versions]), visible(desk)))
    return {str(version): int(count) for version, count in desk.session.execute(query)}


def document(desk: Desk, key: str, number: int) -> tuple[str, bytes]:
    """The .docx as it was uploaded, with its name. Raises NotFound."""
    _, version = _version(desk, key, number)
    vault: Vault = desk.house.parts["vault"]
    return version.file_name, vault.read(version.docx_sha)


def sample(desk: Desk, key: str, number: int) -> bytes:
    """The .docx filled in with sample values. Raises NotFound, CannotRender, TextLost, TooHeavy."""
    row, version = _version(desk, key, number)
    template = pinned(desk.house, version.version_sha)
    return fill_in(template, sample_context(desk, row.type, template.form))


def _version(desk: Desk, key: str, number: int) -> tuple[TemplateRow, TemplateVersion]:
    row = desk.session.get(TemplateRow, key)
    version = desk.session.scalar(sa.select(TemplateVersion).where(
        TemplateVersion.template == key, TemplateVersion.number == number, _seen(desk)))
    if row is None or version is None:
        raise NotFound(template=key[:80], number=number)
    return row, version


def _seen(desk: Desk) -> sa.ColumnElement[bool]:
    if keeps_templates(desk) or desk.actor.roles & LOOKS_INTO_DRAFTS:
        return sa.true()
    return TemplateVersion.state.in_(OPEN_TO_ALL)


def _possible(desk: Desk, version: TemplateVersion) -> frozenset[str]:
    """What the actor can do with it now."""
    keeps, found = keeps_templates(desk), set()
    if keeps and version.state == "draft":
        found |= {"change", "submit"} if not version.errors else {"change"}
    if keeps and version.state == "submitted":
        found |= {"send-back", "publish"} if desk.actor.user not in version.authors else {"send-back"}
    if version.state != "retired" and retires_templates(desk):
        found.add("retire")
    if version.state == "retired" and retires_templates(desk) and state_taken(desk, version) is None:
        found.add("reinstate")
    return frozenset(found)
