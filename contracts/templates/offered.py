"""What a contract can be begun with: published versions of templates whose type is in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from contracts.documents.library import LIBRARY
from contracts.documents.templates import Template, pin, pinned, template
from contracts.records import Contract
from contracts.templates.records import TemplateRow, TemplateVersion
from contracts.types.catalog import catalog
from contracts.types.definitions import ContractType
from engine.desk import Desk
from engine.errors import NotFound, Refusal, _l

LATELY = 50                                # of one's own contracts, the last so many say what one uses


class NotOffered(Refusal):
    """No version of this template is published, or its type is retired; facts: template."""

    code, status = "template-not-offered", 409
    title = _l("New contracts don't begin with this template any more.")
    hint = _l("Choose another one. Contracts that have begun with it keep it.")


@dataclass(frozen=True)
class Offer:
    """A template that can be chosen."""

    key: str
    type: ContractType
    title: Mapping[str, str]
    use: Mapping[str, str]
    number: int
    is_ours: bool


def offers(desk: Desk) -> list[Offer]:
    """Those that the actor used lately first, then in the order of the types."""
    types = {kind.key: kind for kind in catalog(desk) if not kind.retired}
    lately = _lately(desk)
    found = [Offer(row.key, types[row.type], row.title, row.use, version.number, version.is_ours)
             for row, version in desk.session.execute(_published()) if row.type in types]
    found += [_of_ours(key, types[kind]) for key, kind in _not_stocked(desk).items() if kind in types]
    order = list(types)
    return sorted(found, key=lambda one: (lately.get(one.key, LATELY), order.index(one.type.key), one.key))


def pin_offered(desk: Desk, key: str) -> Template:
    """The published version, kept for as long as a contract names it. Raises NotFound, NotOffered."""
    version = desk.session.scalar(sa.select(TemplateVersion.version_sha).where(
        TemplateVersion.template == key, TemplateVersion.state == "published"))
    if version is not None:
        return pinned(desk.house, version)
    if desk.session.get(TemplateRow, key) is not None:
        raise NotOffered(template=key)
    if key not in LIBRARY:
        raise NotFound(template=key[:80])
    return pin(desk.house, key)


def _published() -> sa.Select[TemplateRow, TemplateVersion]:
    return (sa.select(TemplateRow, TemplateVersion).join(TemplateVersion, TemplateVersion.template == TemplateRow.key)
            .where(TemplateVersion.state == "published"))


def _not_stocked(desk: Desk) -> dict[str, str]:
    """What this release brings and no start has taken into the library yet."""
    stocked = set(desk.session.scalars(sa.select(TemplateRow.key)))
    return {key: kind for key, kind in LIBRARY.items() if key not in stocked}


def _of_ours(key: str, kind: ContractType) -> Offer:
    form = template(key).form
    return Offer(key, kind, form.title, form.use or form.title, 1, is_ours=True)


def _lately(desk: Desk) -> dict[str, int]:
    query = sa.select(Contract.template).where(Contract.owner == desk.actor.user).order_by(Contract.updated_at.desc()).limit(LATELY)
    return {key: at for at, key in reversed(list(enumerate(desk.session.scalars(query))))}
