"""The engine's rows. The state in `Instance` runs the process; all others are for asking, waiting and remembering.

What belongs to an instance is keyed (instance_id, number); numbers come from `Instance.next_number`,
one counter for items, visits, jobs, timers and incidents alike.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import BigKey, InstanceId, Json, Record, UtcTime

_OPEN = sa.text("state = 'open'")


class Edition(Record):
    """One published folder of `bpmn/`; never changed afterwards."""

    __tablename__ = "edition"
    __table_args__ = (sa.UniqueConstraint("key", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(80))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    published_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    published_by: Mapped[str] = mapped_column(sa.String(80))
    reason: Mapped[str] = mapped_column(sa.Text, default="")


class EditionFile(Record):
    """One file of an edition, byte for byte."""

    __tablename__ = "edition_file"
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), primary_key=True)
    path: Mapped[str] = mapped_column(sa.String(255), primary_key=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Instance(Record):
    """One running process and its state; the row that every command on it locks first."""

    __tablename__ = "instance"
    __table_args__ = (sa.Index(None, "subject", "subject_id"),)
    id: Mapped[str] = mapped_column(InstanceId, primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(80))
    edition: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    process: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[str] = mapped_column(sa.String(80))
    initiator: Mapped[str] = mapped_column(sa.String(80))
    status: Mapped[str] = mapped_column(sa.String(20))           # held (no token yet), running, suspended, completed, cancelled
    stage: Mapped[str | None] = mapped_column(sa.String(80))
    state: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    version: Mapped[int] = mapped_column(default=1)
    next_number: Mapped[int] = mapped_column(default=1)
    chain_length: Mapped[int] = mapped_column(default=0)
    chain_head: Mapped[str] = mapped_column(sa.String(64), default="")
    started_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    __mapper_args__ = {"version_id_col": version}                 # an UPDATE of another version's row is refused: ChangedMeanwhile


class Visit(Record):
    """A token at a user task, the `turn`-th time: its policy, the data it met, how it ended."""

    __tablename__ = "visit"
    instance_id: Mapped[str] = mapped_column(sa.ForeignKey("instance.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    element: Mapped[str] = mapped_column(sa.String(255))
    name: Mapped[str] = mapped_column(sa.String(255), default="")
    turn: Mapped[int]
    token: Mapped[str] = mapped_column(sa.String(36))
    process: Mapped[str] = mapped_column(sa.String(255))          # the (called) process that the element stands in
    stage: Mapped[str | None] = mapped_column(sa.String(80))
    task: Mapped[Any] = mapped_column(Json)                       # what the diagram says of it, evaluated: see engine/flow
    data: Mapped[Any] = mapped_column(Json)                       # process data as the token found them, facts included
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    outcome: Mapped[str | None] = mapped_column(sa.String(80))    # None with closed_at: taken away (returned, interrupted, cancelled)


class WorkItem(Record):
    """What a person is asked (待办): one node of the tree under a visit."""

    __tablename__ = "work_item"
    __table_args__ = (sa.ForeignKeyConstraint(["instance_id", "visit"], ["visit.instance_id", "visit.number"]),
                      sa.Index(None, "instance_id", "visit"), sa.Index(None, "done_by", "done_at"),
                      sa.Index("ix_work_item_open_due", "due_at", "instance_id", sqlite_where=_OPEN, postgresql_where=_OPEN))
    instance_id: Mapped[str] = mapped_column(InstanceId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    visit: Mapped[int]
    parent: Mapped[int | None]
    kind: Mapped[str] = mapped_column(sa.String(20))              # decide, rework, reaffirm
    state: Mapped[str] = mapped_column(sa.String(20))             # open, waiting, done, closed
    candidates: Mapped[list[str]] = mapped_column(Json)           # principals: u:li, g:legal
    claimed_by: Mapped[str | None] = mapped_column(sa.String(80))
    place: Mapped[int] = mapped_column(default=0)                 # order under inTurn
    weight: Mapped[int] = mapped_column(default=1)
    priority: Mapped[int] = mapped_column(default=50)
    why: Mapped[Any] = mapped_column(Json)                        # the rule that brought it here: {"rule": "candidateGroups", ...}
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    due_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    outcome: Mapped[str | None] = mapped_column(sa.String(80))
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    wrote: Mapped[Any] = mapped_column(Json, default=dict)        # the fields recorded with the decision
    shown: Mapped[str | None] = mapped_column(sa.String(64))      # digest of what the page showed
    done_by: Mapped[str | None] = mapped_column(sa.String(80))
    done_for: Mapped[str | None] = mapped_column(sa.String(80))   # the substituted person, where there is one
    done_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    closed_because: Mapped[str | None] = mapped_column(sa.String(40))   # settled, returned, interrupted, cancelled, text-changed


class Holder(Record):
    """The inbox: who (person or group) has which open item, most urgent first."""

    __tablename__ = "holder"
    __table_args__ = (sa.Index(None, "principal", "urgency", "instance_id", "item"),)
    instance_id: Mapped[str] = mapped_column(InstanceId, primary_key=True)
    item: Mapped[int] = mapped_column(primary_key=True)
    principal: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    urgency: Mapped[int] = mapped_column(sa.BigInteger)           # smaller is more urgent: seconds of due time, shifted by priority


class Timer(Record):
    """Something that becomes due: drawn in the diagram, or the scheduler's own (remind, late)."""

    __tablename__ = "timer"
    instance_id: Mapped[str] = mapped_column(InstanceId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))              # drawn, remind, late, escalate
    element: Mapped[str] = mapped_column(sa.String(255))
    token: Mapped[str | None] = mapped_column(sa.String(36))
    visit: Mapped[int | None]
    due_at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)


class Job(Record):
    """Work that talks to the outside (a service task): claimed, done with no transaction open, settled."""

    __tablename__ = "job"
    __table_args__ = (sa.Index(None, "state", "next_at"),)
    instance_id: Mapped[str] = mapped_column(InstanceId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(sa.String(120))
    element: Mapped[str] = mapped_column(sa.String(255))
    token: Mapped[str | None] = mapped_column(sa.String(36))      # None: belongs to a visit, not to a token
    visit: Mapped[int | None]
    state: Mapped[str] = mapped_column(sa.String(20))             # ready, claimed, done, stuck, withdrawn
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[dt.datetime] = mapped_column(UtcTime)         # ready: not before; claimed: the lease's end
    input: Mapped[Any] = mapped_column(Json)
    error: Mapped[str] = mapped_column(sa.Text, default="")
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class Waiting(Record):
    """A token that waits for a message, or listens for a signal, of this name."""

    __tablename__ = "waiting"
    __table_args__ = (sa.Index(None, "name", "correlation"),)
    instance_id: Mapped[str] = mapped_column(InstanceId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))              # message, signal
    element: Mapped[str] = mapped_column(sa.String(255))
    token: Mapped[str] = mapped_column(sa.String(36))
    name: Mapped[str] = mapped_column(sa.String(120))
    correlation: Mapped[str] = mapped_column(sa.String(255), default="")


class Letter(Record):
    """What one instance says to another, or what starts one: written in the sender's transaction, delivered after it."""

    __tablename__ = "letter"
    __table_args__ = (sa.Index(None, "state", "next_at"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(120), unique=True)  # idempotency: the same thing is said once
    act: Mapped[str] = mapped_column(sa.String(20))                # message, signal, start
    to_subject: Mapped[str] = mapped_column(sa.String(40))        # `instance`: to_id is one
    to_id: Mapped[str] = mapped_column(sa.String(80))
    name: Mapped[str] = mapped_column(sa.String(120))              # of the message, or the edition key to start
    initiator: Mapped[str] = mapped_column(sa.String(80), default="")
    data: Mapped[Any] = mapped_column(Json)
    state: Mapped[str] = mapped_column(sa.String(20), default="ready")    # ready, delivered, stuck
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    error: Mapped[str] = mapped_column(sa.Text, default="")


class Incident(Record):
    """Something that can't go on by itself: seen, mended and retried by a person."""

    __tablename__ = "incident"
    instance_id: Mapped[str] = mapped_column(InstanceId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    element: Mapped[str] = mapped_column(sa.String(255))
    job: Mapped[int | None]
    timer: Mapped[int | None]
    code: Mapped[str] = mapped_column(sa.String(80))
    message: Mapped[str] = mapped_column(sa.Text)
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime, index=True)


class Entry(Record):
    """One link of an append-only history. `chain` is an instance's id, or `house`."""

    __tablename__ = "entry"
    __table_args__ = (sa.Index(None, "actor", "at"),)
    chain: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    actor: Mapped[str] = mapped_column(sa.String(80))
    on_behalf_of: Mapped[str | None] = mapped_column(sa.String(80))
    act: Mapped[str] = mapped_column(sa.String(60))
    element: Mapped[str | None] = mapped_column(sa.String(255))
    facts: Mapped[Any] = mapped_column(Json)                       # what, why; ledger fields before and after
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


class Chain(Record):
    """The head of a history that belongs to no instance: `house`."""

    __tablename__ = "chain"
    name: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(sa.String(64), default="")
