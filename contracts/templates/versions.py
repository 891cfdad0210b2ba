"""A version of a template under its lock, what was done with it, and why something can't be."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.permissions import keeps_templates
from contracts.templates.records import TemplateDeed, TemplateRow, TemplateVersion
from engine import history
from engine.desk import Desk
from engine.errors import NotFound, NotYours, Refusal, _l


class TemplateState(Refusal):
    """The version does not stand where this could be done with it; facts: state, number."""

    code, status = "template-state", 409
    title = _l("This version of the template stands elsewhere by now.")
    hint = _l("Somebody may have published, sent back or retired it. Open it again.")


class OwnTemplate(Refusal):
    """Who wrote a version, or had a hand in it, publishes it; facts: authors."""

    code, status = "own-template", 403
    title = _l("Nobody publishes a template that they wrote themselves.")
    hint = _l("Ask another lawyer to read it and to publish it.")


class TemplateHasErrors(Refusal):
    """A version with errors can't go on; facts: errors."""

    code, status = "template-has-errors", 422
    title = _l("This template has errors.")
    hint = _l("Mend what is listed in the document or its fields, then submit it.")


def require_keeper(desk: Desk) -> None:
    """Raises NotYours for whoever is no lawyer."""
    if not keeps_templates(desk):
        raise NotYours(act="keep templates")


def locked_template(desk: Desk, key: str) -> TemplateRow:
    """The template; whoever changes the library at the same time waits. Raises NotFound."""
    history.hold_house(desk)
    found = desk.session.get(TemplateRow, key, populate_existing=True)
    if found is None:
        raise NotFound(template=key[:80])
    return found


def locked_version(desk: Desk, key: str, number: int, *states: str) -> TemplateVersion:
    """The version as it stands now, in one of these states. Raises NotFound, TemplateState."""
    history.hold_house(desk)
    found = desk.session.get(TemplateVersion, (key, number), populate_existing=True)
    if found is None:
        raise NotFound(template=key[:80], number=number)
    if found.state not in states:
        raise TemplateState(state=found.state, number=number)
    return found


def state_taken(desk: Desk, version: TemplateVersion) -> int | None:
    """The number of the version that stands where this one stood before it was retired; None where its place is free."""
    return desk.session.scalar(sa.select(TemplateVersion.number).where(
        TemplateVersion.template == version.template, TemplateVersion.state == version.state_before))


def newest_number(desk: Desk, key: str) -> int:
    """The number of the last version; 0 where there is none."""
    return desk.session.scalar(sa.select(sa.func.max(TemplateVersion.number)).where(TemplateVersion.template == key)) or 0


def done(desk: Desk, version: TemplateVersion, act: str, said: str = "", **facts: Any) -> None:
    """Write down who did this with the version, for its readers and in the house's history."""
    desk.session.add(TemplateDeed(template=version.template, number=version.number, act=act, by=desk.actor.user, at=desk.now, said=said))
    told = {"template": version.template, "number": version.number, "version": version.version_sha, **({"reason": said} if said else {})}
    history.record(desk, history.HOUSE, f"template-{act}", facts={**told, **facts})
