"""Where a number of the dashboard leads, how a time in a stage is said, and the bars of all stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, url_for
from flask_babel import gettext

from contracts.reports.boards import CONTRACTS, INBOX, PAYMENTS
from contracts.reports.cycle_times import CycleTime
from contracts.reports.dashboard import Figure
from web.showing.reports import WIDTH

LONGEST = "perform"                        # lasts as long as the contract does: the office's own stages would vanish beside it
DAY = 24


@dataclass(frozen=True)
class TimeBar:
    """How far the bars of a stage reach; `is_cut`: further than there is room."""

    half: int
    nine_of_ten: int
    is_cut: bool


def figure_link(figure: Figure) -> str:
    """The page that lists what the number counts."""
    wanted = figure.wanted
    if wanted.place == CONTRACTS:
        return url_for("contracts.ledger", **figure.filters.chosen(), columns=list(wanted.columns), sort=wanted.sort or None)
    if wanted.place == INBOX:
        return url_for("inbox.inbox")
    return url_for("dues.dues", which=wanted.which) if wanted.place == PAYMENTS else url_for("running.page")


def hours_said(hours: int | None) -> str:
    """5 小时, 1.5 天, 12 天."""
    if hours is None:
        return "—"
    if hours < 1:
        return gettext("under an hour")
    if hours < DAY:
        return gettext("%(count)s h", count=hours)
    days = hours / DAY
    return gettext("%(count)s d", count=f"{days:.1f}".removesuffix(".0") if days < 10 else round(days))


def time_bars(times: Sequence[CycleTime]) -> list[TimeBar]:
    """From nothing to the longest time of a stage that the office itself takes; performance is cut off there."""
    whole = max([one.nine_of_ten or 0 for one in times if one.stage != LONGEST], default=0) or max(
        [one.nine_of_ten or 0 for one in times], default=0) or 1
    return [TimeBar(_reach(one.half, whole), _reach(one.nine_of_ten, whole), (one.nine_of_ten or 0) > whole) for one in times]


def _reach(hours: int | None, whole: int) -> int:
    return min(WIDTH, round((hours or 0) * WIDTH / whole))


def show_dashboard(app: Flask) -> None:
    """Give the dashboard's template its words."""
    app.jinja_env.globals.update(figure_link=figure_link, hours_said=hours_said, time_bars=time_bars)
