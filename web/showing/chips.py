"""Small marks of state: a colour that carries meaning, and always a word or an icon with it."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext
from markupsafe import Markup

from engine.errors import _l
from web.showing.moments import as_said, duration, now, zone

STAGE_NAMES = {"draft": _l("Draft"), "review": _l("Review"), "sign": _l("Sign"), "perform": _l("Perform"), "archive": _l("Archive")}
STATUS_NAMES = {"running": _l("under way"), "archived": _l("archived"), "cancelled": _l("cancelled")}
STAGE_LOOKS = {"draft": "secondary", "review": "blue", "sign": "purple", "perform": "teal", "archive": "green"}
CHIP = Markup('<span class="badge bg-{}-lt"{}><i class="ti ti-{}" aria-hidden="true"></i> {}</span>')


def stage_name(stage: str | None) -> str:
    return gettext(STAGE_NAMES[stage]) if stage in STAGE_NAMES else stage or "—"


def status_name(status: str) -> str:
    return gettext(STATUS_NAMES[status]) if status in STATUS_NAMES else status


def stage_chip(stage: str, status: str = "running") -> Markup:
    """Where a contract is: its stage while it runs, else how it ended."""
    if status == "archived":
        return CHIP.format("green", "", "archive", status_name(status))
    if status == "cancelled":
        return CHIP.format("secondary", "", "ban", status_name(status))
    return Markup('<span class="badge bg-{}-lt">{}</span>').format(STAGE_LOOKS.get(stage, "secondary"), stage_name(stage))


def due_chip(due: dt.datetime | None) -> Markup:
    """Grey, amber on the last day, red when late; nothing where nothing is due."""
    if due is None:
        return Markup("")
    local, today = due.astimezone(zone()), now().astimezone(zone()).date()
    exact = Markup(' title="{}"').format(f"{local:%Y-%m-%d %H:%M}")
    if due < now():
        return CHIP.format("red", exact, "alert-circle", gettext("late by %(span)s", span=duration(now() - due)))
    said = gettext("due %(at)s", at=as_said(local, today))
    return CHIP.format("yellow" if local.date() == today else "secondary", exact, "clock", said)
