"""The way of a version: submitted, published or sent back by another lawyer, retired, reinstated. Contracts keep what they pinned."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from contracts import notices
from contracts.forms.clean_text import clean
from contracts.people.company import company
from contracts.people.roles import KEEPS_TEMPLATES
from contracts.permissions import retires_templates
from contracts.templates.records import TemplateRow, TemplateVersion
from contracts.templates.versions import OwnTemplate, TemplateHasErrors, TemplateState, done, locked_version, require_keeper, state_taken
from engine.desk import Desk
from engine.errors import Invalid, NotYours, _l

LONGEST = 2000


def submit_version(desk: Desk, key: str, number: int, note: str) -> None:
    """Ask for another lawyer's approval. Raises NotYours, NotFound, TemplateState, TemplateHasErrors, Invalid."""
    require_keeper(desk)
    version = locked_version(desk, key, number, "draft")
    if version.errors:
        raise TemplateHasErrors(errors=version.errors)
    version.state, version.note = "submitted", _said(note, "note")
    version.submitted_by, version.submitted_at = desk.actor.user, desk.now
    version.authors = sorted({*version.authors, desk.actor.user})
    done(desk, version, "submitted", version.note)
    lawyers = {*company(desk).with_role(KEEPS_TEMPLATES), *desk.directory.members("legal")}
    _tell(desk, version, "template-waits", lawyers - set(version.authors))


def publish_version(desk: Desk, key: str, number: int) -> None:
    """From now on contracts begin with this text; the one before is retired. Raises NotYours, NotFound, TemplateState, OwnTemplate."""
    require_keeper(desk)
    version = locked_version(desk, key, number, "submitted")
    if desk.actor.user in version.authors:
        raise OwnTemplate(authors=version.authors)
    replace_published(desk, key, number)
    version.state, version.published_by, version.published_at = "published", desk.actor.user, desk.now
    done(desk, version, "published")
    _tell(desk, version, "template-published", [version.submitted_by] if version.submitted_by else [])


def send_back(desk: Desk, key: str, number: int, reason: str) -> None:
    """Not like this: it is a draft again. Raises NotYours, NotFound, TemplateState, Invalid."""
    require_keeper(desk)
    version = locked_version(desk, key, number, "submitted")
    said, submitter = _said(reason, "reason"), version.submitted_by
    version.state, version.submitted_by, version.submitted_at = "draft", None, None
    done(desk, version, "sent-back", said)
    _tell(desk, version, "template-sent-back", [submitter] if submitter else [], reason=said)


def retire_version(desk: Desk, key: str, number: int, reason: str) -> None:
    """Nothing begins with it any more; a draft is so thrown away. Raises NotYours, NotFound, TemplateState, Invalid."""
    if not retires_templates(desk):
        raise NotYours(act="retire templates")
    version = locked_version(desk, key, number, "draft", "submitted", "published")
    said = _said(reason, "reason")
    version.state, version.retired_by, version.retired_at = "retired", desk.actor.user, desk.now
    done(desk, version, "retired", said)


def reinstate_version(desk: Desk, key: str, number: int, reason: str) -> None:
    """A retirement is taken back: what was published is so again, any other is a draft. Raises NotYours, NotFound, TemplateState, Invalid.

    Not where another version has its place by now: there is one published version of a template, and one draft.
    """
    if not retires_templates(desk):
        raise NotYours(act="retire templates")
    version = locked_version(desk, key, number, "retired")
    taken = state_taken(desk, version)
    if taken is not None:
        raise TemplateState(state=version.state, number=number, instead=taken)
    said = _said(reason, "reason")
    version.state, version.retired_by, version.retired_at = version.state_before, None, None
    if version.state == "draft":
        version.submitted_by, version.submitted_at = None, None
    done(desk, version, "reinstated", said)


def replace_published(desk: Desk, key: str, by: int) -> None:
    """Retire what is published, for version `by` takes its place; the library is locked."""
    query = sa.select(TemplateVersion).where(TemplateVersion.template == key, TemplateVersion.state == "published")
    for old in desk.session.scalars(query):
        old.state, old.retired_by, old.retired_at = "retired", desk.actor.user, desk.now
        done(desk, old, "replaced", by_number=by)


def _tell(desk: Desk, version: TemplateVersion, kind: str, people: Iterable[str], **facts: str) -> None:
    """A version may be submitted and sent back more than once: each is told for itself."""
    words = desk.session.get_one(TemplateRow, version.template).title
    notices.tell_all(desk, sorted(people), kind, key=f"{kind}:{version.template}:{version.number}:{desk.now:%Y%m%d%H%M%S%f}",
                     template=version.template, version=version.number, called=words, by=desk.actor.user, **facts)


def _said(text: str, field: str) -> str:
    said = clean(text, lines=True)
    if not said or len(said) > LONGEST:
        raise Invalid(fields={field: _l("Say why, in 2,000 characters at most.")})
    return said
