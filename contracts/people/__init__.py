"""Who people are: users, departments, groups, roles, how they log in."""

from contracts.people.company import Company, company
from contracts.people.directory import PeopleDirectory

__all__ = ["Company", "PeopleDirectory", "company"]
