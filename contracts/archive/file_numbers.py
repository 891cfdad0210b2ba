"""File numbers (档号): proposed by a rule, given by the archivist, never twice."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from contracts.archive.filings import Filing
from contracts.records import Counter
from engine.desk import Desk
from engine.errors import Invalid, _l

RULE = "HT-{yyyy}-{seq:4}"
SHAPE = re.compile(r"[\w（）()〔〕\[\]·.-]+(?:[ /][\w（）()〔〕\[\]·.-]+)*")


def suggested_number(desk: Desk) -> str:
    """The next free file number by the rule (`archive.rule`); only a proposal, nothing is taken."""
    prefix, width, suffix = _scope(desk)
    last = desk.session.scalar(sa.select(Counter.last).where(Counter.scope == f"file:{prefix}*{suffix}")) or 0
    return f"{prefix}{last + 1:0{width}d}{suffix}"


def take_number(desk: Desk, number: str) -> None:
    """Note that a number is used, or raise Invalid: it is of another shape, or taken.

    The counter is raised first: its row makes two filings take turns, so neither takes the other's number.
    """
    if not SHAPE.fullmatch(number):
        raise Invalid(fields={"file_number": _l("Letters, digits and - . / ( ) only.")})
    prefix, _width, suffix = _scope(desk)
    is_by_rule = number.startswith(prefix) and number.endswith(suffix)
    middle = number.removeprefix(prefix).removesuffix(suffix) if is_by_rule else ""
    used = int(middle) if middle.isascii() and middle.isdigit() and len(middle) < 9 else 0
    insert = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
    raised = insert(Counter).values(scope=f"file:{prefix}*{suffix}", last=used)
    last = Counter.__table__.c.last
    desk.session.execute(raised.on_conflict_do_update(index_elements=["scope"], set_={"last": sa.case((last > used, last), else_=used)}))
    if desk.session.scalar(sa.select(Filing.contract_id).where(Filing.file_number == number)) is not None:
        raise Invalid(fields={"file_number": _l("This file number is taken.")})


def _scope(desk: Desk) -> tuple[str, int, str]:
    rule = str(desk.house.settings.get("archive", {}).get("rule", RULE))
    rule = rule.replace("{yyyy}", f"{desk.now.astimezone(ZoneInfo(desk.house.zone)):%Y}")
    found = re.fullmatch(r"(.*?)\{seq(?::(\d))?\}(.*)", rule)
    return (found[1], int(found[2] or 1), found[3]) if found else (rule, 1, "")
