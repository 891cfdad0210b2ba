"""The demo's directory as it is after some months: accounts confirmed, papers that expire, one counterparty on the blacklist."""

from __future__ import annotations

import datetime as dt
import io

import sqlalchemy as sa

from contracts.counterparties.accounts import confirm_account
from contracts.counterparties.blacklisting import blacklist
from contracts.counterparties.directory import add_counterparty, edit_counterparty, wish_of
from contracts.counterparties.finding import named
from contracts.counterparties.papers import PaperWish, add_counterparty_paper
from contracts.counterparties.records import Blacklisting, Counterparty
from contracts.counterparties.wishes import Contact, Wish
from contracts.demo.company import BY_LOGIN
from contracts.demo.counterparties import COUNTERPARTIES, credit_code
from contracts.demo.counterparties import Counterparty as Outlined
from contracts.demo.scans import scan
from contracts.files.papers import take_in
from contracts.people.company import today
from engine.desk import Actor, Desk, House, at_desk, reading_at

# Of those that contracts have brought, in the order of the outlines: which has a paper, and how many days from today it holds.
PAPERS = ((0, "license", "", None), (0, "qualification", "特种设备安装改造修理许可证 A 级", 12), (1, "license", "", 400),
          (2, "safety", "", -9), (3, "license", "", None), (5, "qualification", "工程监理房屋建筑甲级", 26))
UNCONFIRMED, CHANGED = 4, 3                # whose account finance has not confirmed; whose account was changed
LISTED = Wish("保定宏图建筑劳务有限公司", credit_code("130602", "MA0D4T6Q"), representative="胡图",
              address="保定市竞秀区朝阳北大街 1388 号", phone="0312-8800 1999", contacts=(Contact("胡图", "总经理", "0312-8800 1999"),))
WHY = "2025 年两次提供虚假的安全生产许可证，工程款被冒领。"


def furnish_directory(house: House) -> None:
    """Once: what people do in the directory beside what contracts bring. Whom no contract has brought yet is left alone."""
    with reading_at(house, _actor("li")) as desk:
        if desk.session.scalar(sa.select(Blacklisting.number).limit(1)) is not None:
            return
        there = [found.id for one in COUNTERPARTIES if (found := _row(desk, one))]
    for place, kind, about, days in PAPERS:
        if place < len(there):
            _keep_paper(house, there[place], kind, about, days)
    for place, counterparty_id in enumerate(there):
        if place != UNCONFIRMED:
            _confirm(house, counterparty_id)
    if len(there) > CHANGED:
        _move_account(house, there[CHANGED])
    with at_desk(house, _actor("qian")) as desk:
        listed = add_counterparty(desk, LISTED, is_another=True).id
    with at_desk(house, _actor("li")) as desk:
        blacklist(desk, listed, WHY)


def _keep_paper(house: House, counterparty_id: int, kind: str, about: str, days: int | None) -> None:
    taken = take_in(house, "扫描件.pdf", io.BytesIO(scan(about or "营业执照")))
    with at_desk(house, _actor("qian")) as desk:
        until = None if days is None else today(desk) + dt.timedelta(days=days)
        begun = today(desk) - dt.timedelta(days=900)
        add_counterparty_paper(desk, counterparty_id, PaperWish(kind, about, f"D{counterparty_id:06d}", begun, until), taken)


def _confirm(house: House, counterparty_id: int) -> None:
    with at_desk(house, _actor("wang")) as desk:
        row = desk.session.get_one(Counterparty, counterparty_id)
        if row.account_state == "new" and row.account_by != "wang":
            confirm_account(desk, counterparty_id, row.version)


def _move_account(house: House, counterparty_id: int) -> None:
    """Somebody got a letter with another account: the case in which money goes to the wrong place."""
    with at_desk(house, _actor("qian")) as desk:
        row = desk.session.get_one(Counterparty, counterparty_id)
        wish = wish_of(desk, row)
        edit_counterparty(desk, counterparty_id, Wish(**{**vars(wish), "account": "6230 5820 0044 1907"}), row.version)


def _row(desk: Desk, one: Outlined) -> Counterparty | None:
    return named(desk, "", credit_code(one.region, one.body)).one


def _actor(login: str) -> Actor:
    return Actor(login, frozenset(BY_LOGIN[login].roles))
