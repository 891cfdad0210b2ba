"""What every template may say: who and which department, money, the words of acts and stages, the form's hidden token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import Flask, current_app, g
from flask_babel import gettext
from markupsafe import Markup

from contracts.money.capitals import in_capitals
from contracts.money.column import CENT
from contracts.money.taxes import in_percent
from contracts.people import Company, company
from contracts.people.roles import ROLES
from contracts.projects.names import project_names
from contracts.types.catalog import titles
from engine.errors import _l
from web.asking.guard import token_field
from web.doors import actor, at_hand
from web.said import marked_of_text, said, said_finding, said_found, said_papers, said_wrong
from web.showing.acts import act_name
from web.showing.chips import due_chip, stage_chip, stage_name, status_name
from web.showing.moments import day, duration, moment, month_name, printed_at, term
from web.showing.steps import step_name

SYMBOLS = {"CNY": "¥"}
RISKS = {"low": _l("low"), "normal": _l("normal"), "high": _l("high")}


def risk_name(risk: str) -> str:
    """How risky, as people say it."""
    return gettext(RISKS[risk]) if risk in RISKS else risk


def show(app: Flask) -> None:
    """Give templates their words."""
    app.jinja_env.globals.update(
        csrf=token_field, moment=moment, day=day, term=term, duration=duration, month_name=month_name, money=money,
        printed_at=printed_at,
        due_chip=due_chip, stage_chip=stage_chip,
        stage_name=stage_name, status_name=status_name, act_name=act_name, role_name=role_name, without=without, said=said,
        said_wrong=said_wrong, said_papers=said_papers, said_finding=said_finding, marked_of_text=marked_of_text,
        has_page=has_page)
    app.jinja_env.filters.update(said=said, person=person, principal=principal, department=department, contract_type=contract_type,
                                 capitals=capitals, percent=percent, step=step_name, risk=risk_name, said_found=said_found,
                                 instant=dt.datetime.fromisoformat)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"user": me(), "asker": g.get("asker")})


def money(amount: Decimal | None, currency: str = "CNY") -> Markup:
    """¥ 1,200,000.00, unbroken; a currency without a sign of its own by its letters."""
    if amount is None:
        return Markup("—")
    return Markup('<span class="money">{}\u00a0{}</span>').format(SYMBOLS.get(currency, currency), f"{amount.quantize(CENT):,}")


def capitals(amount: Decimal | None) -> str:
    return "" if amount is None else in_capitals(amount)


def percent(rate: str | Decimal | None) -> str:
    """6% for "0.06"; what is no rate as it stands."""
    try:
        return in_percent(Decimal(rate)) if rate not in (None, "") else "—"
    except InvalidOperation:
        return str(rate)


def person(login: str | None) -> str:
    """The name of who has this login name."""
    if login == "system":
        return gettext("the system")
    known = _company().users.get(login or "")
    return known.name if known else login or "—"


def principal(name: str) -> str:
    """A person or a group: `u:li`, `g:legal`."""
    kind, _, key = name.partition(":")
    if kind == "g":
        circle = _company().groups.get(key)
        return circle.title if circle else key
    return person(key or name)


def department(code: str | None) -> str:
    unit = _company().departments.get(code or "")
    return unit.name if unit else code or "—"


def project(code: str) -> str:
    """What the project is called; its code to who may not know it."""
    with at_hand() as held:
        mine = held if held.actor.user else replace(held, actor=actor())
        return project_names(mine).get(code, code)


def contract_type(name: str) -> str:
    """What contracts of this type are called."""
    with at_hand() as mine:
        titled = titles(mine).get(name)
    return said(titled) if titled else name


def role_name(role: str) -> str:
    return gettext(ROLES[role]) if role in ROLES else role


def me() -> str:
    """The login name of who is asking; empty before signing in."""
    return str(g.asker.actor.user) if g.get("asker") else ""


def without(chosen: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in chosen.items() if key != name}


def has_page(endpoint: str) -> bool:
    """Is there such a page in this release?"""
    return endpoint in current_app.view_functions


def _company() -> Company:
    with at_hand() as mine:
        return company(mine)
