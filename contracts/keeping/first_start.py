"""What a first start does: publish the diagrams, stock the library, make the demo company, or the first administrator's code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from contracts.counterparties.entering import has_untied, take_up_contracts
from contracts.demo.company import logins_table
from contracts.demo.making import finish_demo, is_demo, make_demo, unmade
from contracts.people import company
from contracts.people.first_administrator import new_first_code
from contracts.templates.stocking import stock_library
from engine.deploying import deploy
from engine.desk import SYSTEM, House, at_desk, reading_at
from engine.records import Edition

Say = Callable[[str], object]


def settle_in(house: House, diagrams: Path, *, demo: bool, say: Say) -> str:
    """Do what is not done yet; what to print when the pages answer: the demo logins, or the code. Raises DiagramRefused."""
    publish_first(house, diagrams, say)
    take_up(house, say)
    with at_desk(house, SYSTEM) as desk:
        stock_library(desk)
    with reading_at(house, SYSTEM) as desk:
        is_empty = not company(desk).users
    if demo and (is_empty or unmade(house)):
        say("Making the demo company, once; this takes about a minute.")
        make_demo(house, say=say) if is_empty else finish_demo(house, say=say)
    elif demo and not is_demo(house):
        say("Other people work here already, so the demo company is not made.")
    return logins_table() if demo and is_demo(house) else _code(house)


def publish_first(house: House, diagrams: Path, say: Say) -> None:
    """The folder is the first edition, and only where nothing is published yet: afterwards the database holds what runs."""
    with at_desk(house, SYSTEM) as desk:
        if desk.session.scalar(sa.select(Edition.id).limit(1)) is None:
            for change in deploy(desk, [diagrams], reason="first start", untested=True):
                say(f"Published {change.key}, edition {change.becomes}.")


def take_up(house: House, say: Say) -> None:
    """Put the counterparties of contracts that are older than the directory into it; nothing where there are none."""
    if has_untied(house):
        say(f"{take_up_contracts(house)} counterparties of older contracts are in the directory now.")


def _code(house: House) -> str:
    """The code that makes the first administrator, another at each start until there is one; then nothing."""
    with at_desk(house, SYSTEM) as desk:
        code = new_first_code(desk)
    return f"Open it and make the first administrator with this code: {code}" if code else ""
