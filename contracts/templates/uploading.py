"""Upload a template or a new version of one, and change what its form asks: a draft, until another lawyer has published it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from contracts.documents.templates import manifest
from contracts.documents.word_files import require_safe_word
from contracts.files.papers import safe_name
from contracts.files.vault import Vault
from contracts.forms.clean_text import clean
from contracts.forms.files import read_form
from contracts.templates.apart import read_apart
from contracts.templates.derived_forms import empty_form, form_bytes, what_is_wrong, with_fields_for
from contracts.templates.findings import MOST, Finding
from contracts.templates.records import TemplateRow, TemplateVersion
from contracts.templates.samples import known_names
from contracts.templates.versions import done, locked_template, locked_version, newest_number, require_keeper
from contracts.types.catalog import type_of
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, NotFound, _l

SHORT, LONG = 80, 400


@dataclass(frozen=True)
class Examined:
    """A text and its form, in the vault and read; nothing names them yet."""

    type: str
    file_name: str
    docx_sha: str
    form_sha: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(one.level == "error" for one in self.findings)


@dataclass(frozen=True)
class Uploaded:
    """A version that was made or changed."""

    template: str
    number: int
    errors: int


def examine(desk: Desk, kind: str, file_name: str, docx: bytes, form: bytes | None = None, earlier: bytes | None = None) -> Examined:
    """Read an uploaded text apart; nothing is locked. Without a form, new names become fields, beside those of the `earlier` form.

    Raises NotYours, NotFound, NotWord, UnpacksTooLarge, Unsafe, TooHeavy, FormRefused.
    """
    require_keeper(desk)
    require_safe_word(docx)
    title = type_of(desk, kind).title
    base = known_names(desk, kind)
    given = form or earlier or form_bytes(empty_form(kind, title))
    own = read_form(given, "form.json")
    read = read_apart(docx, known_names(desk, kind, own))
    if form is None:
        raw = orjson.loads(given)
        widened = with_fields_for(raw, read.uses.values(), base)
        if widened is not raw:
            given = form_bytes(widened)
            own = read_form(given, "form.json")
    vault: Vault = desk.house.parts["vault"]
    found = tuple(what_is_wrong(read, base, own))[:MOST]
    return Examined(kind, safe_name(file_name), vault.put(docx).sha, vault.put(given).sha, found)


def examine_version(desk: Desk, key: str, file_name: str, docx: bytes, form: bytes | None = None) -> Examined:
    """The same for a new text of a template: without a form, it keeps the fields of the version before. Raises as `examine`."""
    require_keeper(desk)
    row = desk.session.get(TemplateRow, key)
    if row is None:
        raise NotFound(template=key[:80])
    last = desk.session.get(TemplateVersion, (key, newest_number(desk, key)))
    vault: Vault = desk.house.parts["vault"]
    return examine(desk, row.type, file_name, docx, form, vault.read(last.form_sha) if last else None)


def examine_form(desk: Desk, key: str, number: int, form: Mapping[str, Any]) -> Examined:
    """The same for other fields of a draft. Raises as `examine`."""
    require_keeper(desk)
    row, version = desk.session.get(TemplateRow, key), desk.session.get(TemplateVersion, (key, number))
    if row is None or version is None:
        raise NotFound(template=key[:80], number=number)
    vault: Vault = desk.house.parts["vault"]
    return examine(desk, row.type, version.file_name, vault.read(version.docx_sha), orjson.dumps(form))


def add_template(desk: Desk, examined: Examined, title: Mapping[str, str], use: Mapping[str, str]) -> Uploaded:
    """A new template of a type, with its first version. Raises NotYours, Invalid."""
    require_keeper(desk)
    words = _required({"title": title, "use": use}, {"title": SHORT, "use": LONG})
    history.hold_house(desk)
    row = TemplateRow(key=_free_key(desk, examined.type), type=examined.type, title=words["title"], use=words["use"],
                      made_by=desk.actor.user, made_at=desk.now)
    desk.session.add(row)
    return _add(desk, row.key, 1, examined)


def add_version(desk: Desk, key: str, examined: Examined) -> Uploaded:
    """A new text for a template. An open draft is replaced by it, so that there are never two. Raises NotYours, NotFound."""
    require_keeper(desk)
    row = locked_template(desk, key)
    if row.type != examined.type:
        raise NotFound(template=key, type=examined.type)
    draft = desk.session.scalar(sa.select(TemplateVersion).where(TemplateVersion.template == key, TemplateVersion.state == "draft"))
    if draft is None:
        return _add(desk, key, newest_number(desk, key) + 1, examined)
    draft.file_name = examined.file_name
    return _fill(desk, draft, examined, "uploaded")


def change_fields(desk: Desk, key: str, number: int, examined: Examined) -> Uploaded:
    """What the form of a draft asks. Raises NotYours, NotFound, TemplateState, and ChangedMeanwhile through its text."""
    require_keeper(desk)
    version = locked_version(desk, key, number, "draft")
    if version.docx_sha != examined.docx_sha:
        raise NotFound(template=key, docx=examined.docx_sha)
    return _fill(desk, version, examined, "changed")


def _add(desk: Desk, key: str, number: int, examined: Examined) -> Uploaded:
    version = TemplateVersion(template=key, number=number, state="draft", file_name=examined.file_name, authors=[], made_by=desk.actor.user,
                              made_at=desk.now)
    desk.session.add(version)
    return _fill(desk, version, examined, "uploaded")


def _fill(desk: Desk, version: TemplateVersion, examined: Examined, act: str) -> Uploaded:
    vault: Vault = desk.house.parts["vault"]
    named = manifest(version.template, examined.docx_sha, examined.form_sha, uploaded_for=examined.type)
    version.docx_sha, version.form_sha, version.version_sha = examined.docx_sha, examined.form_sha, vault.put(named).sha
    version.findings = [{"level": one.level, "sentence": one.sentence, "quote": one.quote, "place": one.place, "facts": dict(one.facts)}
                        for one in examined.findings]
    version.errors, version.warnings = examined.errors, len(examined.findings) - examined.errors
    version.authors = sorted({*version.authors, desk.actor.user})
    done(desk, version, act, docx=examined.docx_sha, form=examined.form_sha)
    return Uploaded(version.template, version.number, examined.errors)


def _free_key(desk: Desk, kind: str) -> str:
    taken = set(desk.session.scalars(sa.select(TemplateRow.key).where(TemplateRow.type == kind)))
    return next(key for key in (f"{kind}-{number}" for number in range(2, len(taken) + 3)) if key not in taken)


def _required(words: Mapping[str, Mapping[str, str]], longest: Mapping[str, int]) -> dict[str, Any]:
    """Both languages of each; English may be left out, then it is the Chinese. Raises Invalid."""
    wrong, cleaned = {}, {}
    for name, said in words.items():
        zh = clean(said.get("zh", ""), lines=False)
        cleaned[name] = {"zh": zh, "en": clean(said.get("en", ""), lines=False) or zh}
        if not zh or any(len(one) > longest[name] for one in cleaned[name].values()):
            wrong[f"{name}_zh"] = _l("This is needed, and not longer than a line or two.")
    if wrong:
        raise Invalid(fields=wrong)
    return cleaned
