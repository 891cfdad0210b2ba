"""The columns of the matrix: who asks. One person for each role there is, and those whom a contract makes somebody to itself."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.demo.company import PASSWORD
from contracts.people.records import User
from contracts.people.roles import ROLES
from contracts.people.seeding import hash_all
from contracts.people.users import add_user
from contracts.people.wishes import Wish
from engine.desk import SYSTEM, House, at_desk

NOBODY = ""
OWNER, COLLEAGUE, HEAD, READER, LEGAL, LAWYER, FINANCE, ARCHIVIST, MANAGER, AUDITOR = "chen", "ma", "zhang", "du", "lin", "li", "wang", "wu", "sun", "xu"
OPS, ADMIN, PROCESS_ADMIN, LEADER, MEMBER, STAND_IN, KEEPER, UNRELATED = "shi", "fang", "cao", "gao", "tang", "bai", "zhou", "qian"

# login: which role of contracts/people/roles.py they stand for ("" for none), in which department, who they are to the contracts of chen
COLUMNS: dict[str, tuple[str, str, str]] = {
    OWNER: ("", "ENG", "drafts and owns every contract of this house"),
    COLLEAGUE: ("", "ENG", "sits in the owner's department and was never asked"),
    HEAD: ("", "ENG", "heads the department, and is asked first"),
    READER: ("department-reader", "ENG", "reads what the department has"),
    LEGAL: ("legal", "LEG", "a lawyer who is in no group"),
    LAWYER: ("", "LEG", "is asked as one of the group of lawyers"),
    FINANCE: ("finance", "FIN", "is asked, settles payments"),
    ARCHIVIST: ("archivist", "ADM", "files"),
    MANAGER: ("manager", "HQ", "heads the whole house"),
    AUDITOR: ("auditor", "HQ", "looks at everything and does nothing"),
    OPS: ("ops", "HQ", "watches what runs"),
    ADMIN: ("admin", "HQ", "administers people"),
    PROCESS_ADMIN: ("process-admin", "HQ", "publishes diagrams; contracts are none of their business"),
    LEADER: ("", "PUR", "leads the project on which one contract is booked"),
    MEMBER: ("", "PUR", "is a member of that project"),
    STAND_IN: ("", "ADM", "acts for the head of the department"),
    KEEPER: ("", "ADM", "keeps the seals"),
    UNRELATED: ("", "PUR", "has nothing to do with any of it"),
}
ADDED = {COLLEAGUE: "马晓", READER: "杜宁", OPS: "史磊", ADMIN: "方圆", PROCESS_ADMIN: "曹敏", LEADER: "高远", MEMBER: "唐宇", STAND_IN: "白洁"}
EVERYBODY = frozenset(COLUMNS)
SEE_ALL = frozenset({HEAD, READER, LEGAL, LAWYER, FINANCE, ARCHIVIST, MANAGER, AUDITOR, OPS, ADMIN})       # of this house's contracts, which are one department's


def add_people(house: House) -> None:
    """Those whom the demo company lacks."""
    (hashed,) = hash_all([{"password": PASSWORD}]).values()
    with at_desk(house, SYSTEM) as desk:
        for login, name in ADDED.items():
            role, department, _ = COLUMNS[login]
            add_user(desk, login, Wish(name, department=department, roles=frozenset({role} - {""})), hashed)
        desk.session.execute(sa.update(User).values(must_change=False))


def roles_without_a_column() -> set[str]:
    return set(ROLES) - {role for role, _, _ in COLUMNS.values()}
