"""The rows of the directory: a counterparty, its names, contacts, papers, blacklistings, and where the history tells of it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import BigKey, Record, UtcTime


class Counterparty(Record):
    """One other party (相对方). Never deleted: contracts are with it. One that was merged points to the one that stays."""

    __tablename__ = "counterparty"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12))                             # company, government, person, foreign
    name: Mapped[str] = mapped_column(sa.String(200))
    code: Mapped[str | None] = mapped_column(sa.String(18), unique=True)         # 统一社会信用代码, where it has one
    sought: Mapped[str] = mapped_column(sa.Text)                                 # every name and the code, as a search compares them
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    representative: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    email: Mapped[str] = mapped_column(sa.String(120), default="")
    bank: Mapped[str] = mapped_column(sa.String(120), default="")
    account: Mapped[str] = mapped_column(sa.String(40), default="")
    account_by: Mapped[str | None] = mapped_column(sa.String(80))                # who gave the bank and the account that stand here
    account_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    account_replaces: Mapped[bool] = mapped_column(default=False)                # another account stood here before
    confirmed_by: Mapped[str | None] = mapped_column(sa.String(80))              # somebody of finance, not who gave it
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    tax_remarks: Mapped[str] = mapped_column(sa.String(400), default="")
    merged_into: Mapped[int | None] = mapped_column(sa.ForeignKey("counterparty.id"), index=True)
    from_contract: Mapped[bool] = mapped_column(default=False)                   # a contract brought it, nobody has looked at it since
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    added_by: Mapped[str] = mapped_column(sa.String(80))
    changed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    changed_by: Mapped[str] = mapped_column(sa.String(80))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def account_state(self) -> str:
        """none, confirmed, new (given once, not confirmed), changed (another one stood here, this one is not confirmed)."""
        if not self.account:
            return "none"
        return "confirmed" if self.confirmed_at else "changed" if self.account_replaces else "new"


class CounterpartyName(Record):
    """A name of a counterparty: number 0 is the present one, the others are former or other names."""

    __tablename__ = "counterparty_name"
    counterparty_id: Mapped[int] = mapped_column(sa.ForeignKey("counterparty.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    key: Mapped[str] = mapped_column(sa.String(400), index=True)                 # as names are compared: contracts.counterparties.names


class CounterpartyContact(Record):
    """Somebody there, in the order in which they are listed."""

    __tablename__ = "counterparty_contact"
    counterparty_id: Mapped[int] = mapped_column(sa.ForeignKey("counterparty.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    post: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    email: Mapped[str] = mapped_column(sa.String(120), default="")


class CounterpartyPaper(Record):
    """A paper that they showed (营业执照, 资质证书 ...), until when it holds; the file lies in the vault."""

    __tablename__ = "counterparty_paper"
    counterparty_id: Mapped[int] = mapped_column(sa.ForeignKey("counterparty.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))                             # license, qualification, safety, authorization, other
    about: Mapped[str] = mapped_column(sa.String(120), default="")               # which qualification, whose authority
    paper_number: Mapped[str] = mapped_column(sa.String(80), default="")
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None] = mapped_column(index=True)                 # None: without an end (长期)
    name: Mapped[str] = mapped_column(sa.String(255))
    media: Mapped[str] = mapped_column(sa.String(120))
    sha: Mapped[str] = mapped_column(sa.String(64), index=True)
    size: Mapped[int]
    added_by: Mapped[str] = mapped_column(sa.String(80))
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    removed_by: Mapped[str | None] = mapped_column(sa.String(80))
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class Blacklisting(Record):
    """Nothing is signed with them: why, who said so, when, until when; and who lifted it, why."""

    __tablename__ = "blacklisting"
    counterparty_id: Mapped[int] = mapped_column(sa.ForeignKey("counterparty.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(sa.String(400))
    until: Mapped[dt.date | None]                                                # the last day; None: until it is lifted
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    by: Mapped[str] = mapped_column(sa.String(80))
    lifted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    lifted_by: Mapped[str | None] = mapped_column(sa.String(80))
    lifted_reason: Mapped[str] = mapped_column(sa.String(400), default="")


class CounterpartyEntry(Record):
    """Which entries of the house's history are about a counterparty."""

    __tablename__ = "counterparty_entry"
    counterparty_id: Mapped[int] = mapped_column(sa.ForeignKey("counterparty.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)                        # of the entry in the house's chain
