"""Who people are, how they log in, and when they work: users, departments, groups, roles, calendar."""

from contracts.people.company import Company, company
from contracts.people.directory import PeopleDirectory

__all__ = ["Company", "PeopleDirectory", "company"]
