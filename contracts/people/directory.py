"""The engine's Directory over the company's rows: who is in which group, who is whose superior, who stands in for whom."""

from __future__ import annotations

from contracts.people.company import Company, company, today
from engine.desk import Desk


class PeopleDirectory:
    """Answers from one reading of the company; everybody by login name."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def company(self) -> Company:
        return company(self.desk)

    def is_active(self, user: str) -> bool:
        """Is there such a person, and not disabled?"""
        return self.company.is_active(user)

    def members(self, group: str) -> list[str]:
        """The active people of a group; none for a group that is not there."""
        circle = self.company.groups.get(group)
        return [login for login in circle.members if self.is_active(login)] if circle else []

    def groups(self, user: str) -> list[str]:
        """The names of the groups that a person is in."""
        return [circle.name for circle in self.company.groups.values() if user in circle.members]

    def manager(self, user: str, level: int = 1) -> str | None:
        """The superior `level` steps up, who may be disabled; None above the top."""
        found = [*self.company.above(user)][:level] if level > 0 else []
        return found[-1] if len(found) == level > 0 else None

    def head(self, department: str) -> str | None:
        """Who heads a department."""
        unit = self.company.departments.get(department)
        return unit.head if unit else None

    def substitutes(self, user: str) -> list[str]:
        """Who may act for a person today."""
        day = today(self.desk)
        return [one.stand_in for one in self.company.stand_ins if one.user == user and one.holds_on(day) and self.is_active(one.stand_in)]

    def substituted(self, user: str) -> list[str]:
        """For whom a person may act today."""
        day = today(self.desk)
        return [one.user for one in self.company.stand_ins if one.stand_in == user and one.holds_on(day)] if self.is_active(user) else []

    def names_of(self, kind: str) -> list[str]:
        """Every login name, group or department, of disabled people too."""
        return list({"user": self.company.users, "group": self.company.groups, "department": self.company.departments}[kind])

    def administrators(self) -> list[str]:
        """Who is asked where nobody else can be found."""
        return [known.login for known in self.company.users.values() if known.is_active and "admin" in known.roles]
