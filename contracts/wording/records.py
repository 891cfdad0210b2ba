"""What an uploaded text says, read once when it came."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import Record


class Wording(Record):
    """An uploaded text: the paper of the kind `wording` holds the file, `said_sha` names its passages in the vault."""

    __tablename__ = "wording"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    paper: Mapped[int] = mapped_column(primary_key=True)
    said_sha: Mapped[str] = mapped_column(sa.String(64))
