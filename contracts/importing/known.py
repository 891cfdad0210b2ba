"""What the house knows that rows may name: types, people, departments, projects; looked up once for a whole file."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from contracts.importing.columns import folded
from contracts.people.company import Company, company, today
from contracts.projects.records import BudgetLine, Project
from contracts.types.catalog import catalog
from contracts.types.definitions import ContractType
from engine.desk import Desk
from engine.editions import live, specs_for
from engine.flow import Specs

EDITION = "contract"
Called = Mapping[str, tuple[str, ...]]     # folded names and codes: who or what is called so


@dataclass(frozen=True)
class Known:
    """`lines`: of a project, its budget lines by code and by name; `places`: where in the process in force a stage begins."""

    today: dt.date
    company: Company
    types: Mapping[str, ContractType]
    called_types: Called
    people: Called
    departments: Called
    projects: Mapping[str, str]
    lines: Mapping[str, Mapping[str, int]]
    places: Mapping[str, str | None]

    def type_names(self, language: str) -> list[str]:
        """As the lists of the template have them."""
        return [kind.title[language] for kind in self.types.values() if not kind.retired]


def known_of(desk: Desk) -> Known:
    """As things are now."""
    found, types = company(desk), {kind.key: kind for kind in catalog(desk)}
    lines: dict[str, dict[str, int]] = defaultdict(dict)
    query = sa.select(BudgetLine.project, BudgetLine.number, BudgetLine.code, BudgetLine.name)
    for project, number, code, name in desk.session.execute(query):
        lines[project] |= {folded(name): number, folded(code): number}
    return Known(
        today(desk), found, types,
        _called((kind.key, (kind.key, *kind.title.values())) for kind in types.values()),
        _called((user.login, (user.login, user.name)) for user in found.users.values()),
        _called((unit.code, (unit.code, unit.name)) for unit in found.departments.values()),
        {folded(code): code for code in desk.session.scalars(sa.select(Project.code))}, lines,
        places_in(specs_for(desk, live(desk, EDITION).digest)))


def places_in(specs: Specs) -> dict[str, str | None]:
    """By stage the element on which an imported contract begins: the first step of the stage; its end for what is over."""
    return {"perform": specs.step_of_stage("perform"), "archive": specs.step_of_stage("archive"), "archived": specs.end}


def _called(all_names: Iterable[tuple[str, Iterable[str]]]) -> Called:
    """By every name; a code goes before a name that is written like it."""
    found: dict[str, list[str]] = defaultdict(list)
    codes: dict[str, str] = {}
    for code, names in all_names:
        codes[folded(code)] = code
        for name in dict.fromkeys(map(folded, names)):
            found[name].append(code)
    return {name: (codes[name],) if name in codes else tuple(several) for name, several in found.items()}
