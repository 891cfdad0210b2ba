"""The working calendar (工作日历): the official one of China, with 调休, and the days on which this house differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from contracts.people.company import company
from engine.desk import Desk


def exceptions(desk: Desk) -> Mapping[dt.date, bool]:
    """The days on which this house differs: is it a working day?"""
    return company(desk).days
