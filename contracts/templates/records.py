"""The library's rows: a template, its versions, and what people did with each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.store import BigKey, Json, Record, UtcTime


class TemplateRow(Record):
    """A template (范本): a text for contracts of one type. Never deleted: contracts were drafted with it."""

    __tablename__ = "template"
    key: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    type: Mapped[str] = mapped_column(sa.String(40), index=True)
    title: Mapped[Any] = mapped_column(Json)                                     # {zh, en}
    use: Mapped[Any] = mapped_column(Json)                                       # {zh, en}: when to take it
    made_by: Mapped[str] = mapped_column(sa.String(80))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class TemplateVersion(Record):
    """One version of a template: draft, submitted, published, retired. At most one of a template is published.

    `version_sha` is what contracts pin: the digest over .docx and form. `authors` may not publish it.
    """

    __tablename__ = "template_version"
    template: Mapped[str] = mapped_column(sa.ForeignKey("template.key"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    docx_sha: Mapped[str] = mapped_column(sa.String(64))
    form_sha: Mapped[str] = mapped_column(sa.String(64))
    version_sha: Mapped[str] = mapped_column(sa.String(64), index=True)
    is_ours: Mapped[bool] = mapped_column(default=False)                         # came with a release of ours
    file_name: Mapped[str] = mapped_column(sa.String(255), default="")
    state: Mapped[str] = mapped_column(sa.String(12), default="draft")
    authors: Mapped[Any] = mapped_column(Json)                                   # login names
    findings: Mapped[Any] = mapped_column(Json)                                  # of the check, each with its place
    errors: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(sa.Text, default="")                       # what its author says of it
    made_by: Mapped[str] = mapped_column(sa.String(80))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    submitted_by: Mapped[str | None] = mapped_column(sa.String(80))
    submitted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    published_by: Mapped[str | None] = mapped_column(sa.String(80))
    published_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    retired_by: Mapped[str | None] = mapped_column(sa.String(80))
    retired_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    of: Mapped[TemplateRow] = relationship()                                     # so that the template is written before its version

    @property
    def state_before(self) -> str:
        """What a retired version becomes when its retirement is taken back."""
        return "published" if self.published_at else "draft"


class TemplateDeed(Record):
    """Who did what with a version, and what they said."""

    __tablename__ = "template_deed"
    __table_args__ = (sa.ForeignKeyConstraint(["template", "number"], ["template_version.template", "template_version.number"]),
                      sa.Index(None, "template", "number"))
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    template: Mapped[str] = mapped_column(sa.String(80))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(sa.String(20))           # uploaded, changed, submitted, published, retired ...
    by: Mapped[str] = mapped_column(sa.String(80))
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    said: Mapped[str] = mapped_column(sa.Text, default="")
    about: Mapped[TemplateVersion] = relationship()                              # so that the version is written first
