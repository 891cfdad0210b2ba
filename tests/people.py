"""The one small world that every test lives in: who is who in the demo company, held in memory.

chen drafts, zhang heads the department, li and wang review, sun decides above a limit, zhou has the seal,
wu archives; xu may look at everything and do nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.desk import Actor, Desk

HEADS = {"HQ": "sun", "ENG": "zhang", "PUR": "he", "LEG": "li", "FIN": "zhao", "ADM": "wu"}
DEPARTMENTS = {"chen": "ENG", "zhang": "ENG", "li": "LEG", "lin": "LEG", "wang": "FIN", "zhao": "FIN", "sun": "HQ",
               "zhou": "ADM", "wu": "ADM", "zheng": "HQ", "qian": "PUR", "xu": "HQ", "he": "PUR"}
MANAGERS = {"chen": "zhang", "qian": "he", "lin": "li", "wang": "zhao", "zhou": "wu",
            "zhang": "sun", "he": "sun", "li": "sun", "zhao": "sun", "wu": "sun", "zheng": "sun", "xu": "sun"}
GROUPS = {"legal": ["li"], "finance": ["wang", "zhao"], "general-managers": ["sun"], "seal-keepers": ["zhou"], "archivists": ["wu"]}
ROLES = {"zheng": {"admin", "process-admin"}, "sun": {"manager"}, "xu": {"auditor"}}


@dataclass
class People:
    """A Directory that a test may change: `people.away("li")`, `people.group("legal", "li", "qian")`."""

    known: set[str] = field(default_factory=lambda: set(DEPARTMENTS))
    managers: dict[str, str] = field(default_factory=lambda: dict(MANAGERS))
    heads: dict[str, str] = field(default_factory=lambda: dict(HEADS))
    departments: dict[str, str] = field(default_factory=lambda: dict(DEPARTMENTS))
    in_groups: dict[str, list[str]] = field(default_factory=lambda: {name: list(members) for name, members in GROUPS.items()})
    stand_ins: dict[str, list[str]] = field(default_factory=dict)

    def is_active(self, user: str) -> bool:
        return user in self.known

    def members(self, group: str) -> list[str]:
        return [user for user in self.in_groups.get(group, []) if user in self.known]

    def groups(self, user: str) -> list[str]:
        return sorted(name for name, members in self.in_groups.items() if user in members)

    def manager(self, user: str, level: int = 1) -> str | None:
        found: str | None = user
        for _ in range(level):
            found = self.managers.get(found) if found else None
        return found

    def head(self, department: str) -> str | None:
        return self.heads.get(department)

    def substitutes(self, user: str) -> list[str]:
        return self.stand_ins.get(user, [])

    def substituted(self, user: str) -> list[str]:
        return sorted(away for away, stand_ins in self.stand_ins.items() if user in stand_ins)

    def names_of(self, kind: str) -> list[str]:
        return list({"user": self.known, "group": self.in_groups, "department": self.heads}[kind])

    def administrators(self) -> list[str]:
        return ["zheng"] if "zheng" in self.known else []

    def away(self, user: str) -> None:
        """This person has left: no longer active."""
        self.known.discard(user)

    def group(self, name: str, *members: str) -> None:
        """Make or change a group; unknown members come into being."""
        self.in_groups[name] = list(members)
        self.known.update(members)


@dataclass
class Rules:
    """An Authority that allows everything but what a test forbids: `rules.forbid("chen", "cancel")`."""

    forbidden: set[tuple[str, str]] = field(default_factory=set)

    def allows(self, desk: Desk, act: str, on: str) -> bool:
        return (desk.actor.user, act) not in self.forbidden

    def forbid(self, user: str, act: str) -> None:
        self.forbidden.add((user, act))


def actor(user: str) -> Actor:
    """The person as who acts, with the roles of the demo company."""
    return Actor(user, frozenset(ROLES.get(user, ())))
