"""Who keeps the directory in these tests: the demo people with their roles, and one counterparty as somebody types it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from contracts.counterparties.directory import Kept, add_counterparty, edit_counterparty, wish_of
from contracts.counterparties.finding import counterparty
from contracts.counterparties.records import Counterparty
from contracts.counterparties.wishes import Contact, Wish
from contracts.demo.company import BY_LOGIN
from contracts.demo.counterparties import COUNTERPARTIES, credit_code
from engine.desk import Actor, Desk, House, at_desk, reading_at

NAME, OTHER = "北京恒立达电梯工程有限公司", "上海澄宇检测技术有限公司"
CODE, OTHER_CODE = (credit_code(one.region, one.body) for one in COUNTERPARTIES[:2])
HENG = Wish(NAME, CODE, address="北京市海淀区学清路 9 号", representative="马恒立", phone="010-88001200", email="office@heng.example",
            bank="中国工商银行北京分行", account="6200 0119 2026", contacts=(Contact("田雨", "商务经理", "13800000000", "tian@heng.example"),))


def acting(login: str) -> Actor:
    return Actor(login, frozenset(BY_LOGIN[login].roles))


def at(house: House, login: str) -> AbstractContextManager[Desk]:
    """This person's writing desk, with their roles."""
    return at_desk(house, acting(login))


def added(house: House, by: str = "chen", *, is_another: bool = False, **changed: Any) -> Kept:
    with at(house, by) as desk:
        return add_counterparty(desk, replace(HENG, **changed), is_another=is_another)


def edited(house: House, counterparty_id: int, by: str = "chen", version: int | None = None, **changed: Any) -> Kept:
    with at(house, by) as desk:
        row = counterparty(desk, counterparty_id)
        return edit_counterparty(desk, counterparty_id, replace(wish_of(desk, row), **changed), version or row.version)


def row_of(house: House, counterparty_id: int) -> Counterparty:
    with reading_at(house, acting("xu")) as desk:
        return counterparty(desk, counterparty_id)


def wish_now(house: House, counterparty_id: int) -> Wish:
    with reading_at(house, acting("xu")) as desk:
        return wish_of(desk, counterparty(desk, counterparty_id))
