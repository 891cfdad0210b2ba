"""Who is who in a process test: a Directory made of what `people:` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ADMINISTRATORS = "administrators"
ADMIN = "admin"
HEADS = "departments"


@dataclass(frozen=True)
class People:
    """Lists are groups, mappings are persons (`manager`, `department`, `substitutes`, `active: false`), `departments` has the heads.

    Where nothing is said of people, everybody named in the diagram is there. The group `administrators` is asked when nobody else can be.
    """

    in_groups: Mapping[str, list[str]] = field(default_factory=dict)
    persons: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def is_active(self, user: str) -> bool:
        """Is this person here?"""
        if self.persons.get(user, {}).get("active") is False:
            return False
        return not self.known or user in self.known

    def members(self, group: str) -> list[str]:
        """The active members of a group."""
        return [user for user in self.in_groups.get(group, []) if self.is_active(user)]

    def groups(self, user: str) -> list[str]:
        """The groups that the person is in."""
        return sorted(name for name, members in self.in_groups.items() if user in members)

    def manager(self, user: str, level: int = 1) -> str | None:
        """The superior so many levels up; the head of the department where no manager is said."""
        found: str | None = user
        for _ in range(max(0, min(level, 10))):
            found = self._above(found) if found else None
        return found

    def head(self, department: str) -> str | None:
        """Who heads the department."""
        return self.heads.get(department)

    def substitutes(self, user: str) -> list[str]:
        """Who stands in for the person."""
        return [str(name) for name in self.persons.get(user, {}).get("substitutes") or []]

    def substituted(self, user: str) -> list[str]:
        """For whom the person stands in."""
        return sorted(other for other in self.persons if user in self.substitutes(other))

    def administrators(self) -> list[str]:
        """Who is asked when nobody else can be."""
        return list(self.in_groups.get(ADMINISTRATORS) or [ADMIN])

    def names_of(self, kind: str) -> list[str]:
        """All that are said to be here."""
        return sorted({"user": self.known, "group": self.in_groups, "department": self.heads}[kind])

    def _above(self, user: str) -> str | None:
        said = self.persons.get(user, {})
        above = said.get("manager") or self.heads.get(str(said.get("department", "")))
        return None if above in (None, user) else str(above)


def read_people(said: Mapping[str, Any], initiator: str) -> People:
    """The directory that `people:` describes."""
    in_groups = {name: [str(user) for user in value] for name, value in said.items() if isinstance(value, list)}
    persons = {name: value for name, value in said.items() if isinstance(value, dict) and name != HEADS}
    heads = {str(name): str(user) for name, user in (said.get(HEADS) or {}).items()} if isinstance(said.get(HEADS), dict) else {}
    named = {user for members in in_groups.values() for user in members} | set(persons) | set(heads.values())
    named |= {str(value["manager"]) for value in persons.values() if value.get("manager")}
    known = frozenset({*named, initiator, *(in_groups.get(ADMINISTRATORS) or [ADMIN])}) if said else frozenset()
    return People(in_groups, persons, heads, known)
