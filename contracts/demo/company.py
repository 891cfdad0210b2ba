"""Who works in the demo company: thirteen people, six departments, five groups. All log in with one password, which `up` prints."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.people.seeding import hash_all, seed_company
from engine.desk import SYSTEM, House, at_desk

PASSWORD = "chancery-demo"


@dataclass(frozen=True)
class Employee:
    """One of the thirteen: login name, name, what they do, department, superior, groups and roles."""

    login: str
    name: str
    title: str
    department: str
    superior: str | None = None
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.login}@huaxin.example"


@dataclass(frozen=True)
class Department:
    """A department with its code in contract numbers, and who heads it."""

    code: str
    name: str
    head: str
    under: str | None = "HQ"


DEPARTMENTS = (
    Department("HQ", "公司本部", "sun", None), Department("ENG", "工程部", "zhang"), Department("PUR", "采购部", "he"),
    Department("LEG", "法务部", "li"), Department("FIN", "财务部", "zhao"), Department("ADM", "综合管理部", "wu"),
)
GROUPS = {"legal": "法务", "finance": "财务", "general-managers": "总经理", "seal-keepers": "印章管理", "archivists": "档案管理"}
EMPLOYEES = (
    Employee("chen", "陈晓东", "项目经理", "ENG", "zhang"),
    Employee("zhang", "张建国", "工程部经理", "ENG", "sun"),
    Employee("li", "李文静", "法务部经理", "LEG", "sun", ("legal",), ("legal",)),
    Employee("lin", "林岚", "法务专员", "LEG", "li", (), ("legal",)),
    Employee("wang", "王丽", "财务主管", "FIN", "zhao", ("finance",), ("finance",)),
    Employee("zhao", "赵志强", "财务部经理", "FIN", "sun", ("finance",), ("finance",)),
    Employee("sun", "孙悦", "总经理", "HQ", None, ("general-managers",), ("manager",)),
    Employee("zhou", "周敏", "印章管理员", "ADM", "wu", ("seal-keepers",)),
    Employee("wu", "吴芳", "综合管理部经理、档案员", "ADM", "sun", ("archivists",), ("archivist",)),
    Employee("zheng", "郑浩", "系统管理员", "HQ", "sun", (), ("admin", "process-admin")),
    Employee("qian", "钱伟", "采购专员", "PUR", "he"),
    Employee("he", "何俊", "采购部经理", "PUR", "sun"),
    Employee("xu", "许静", "审计专员", "HQ", "sun", (), ("auditor",)),
)
BY_LOGIN = {employee.login: employee for employee in EMPLOYEES}
HEADS = {department.code: department.head for department in DEPARTMENTS}
DRAFTERS = ("chen", "qian", "zhou")


def hire(house: House) -> None:
    """Fill a house without people with the demo company. Raises PeopleAlready."""
    users = [{"login": one.login, "name": one.name, "department": one.department, "superior": one.superior, "groups": one.groups,
              "roles": one.roles, "email": one.email, "password": PASSWORD} for one in EMPLOYEES]
    departments = [{"code": one.code, "name": one.name, "parent": one.under, "head": one.head} for one in DEPARTMENTS]
    groups = [{"name": name, "title": title} for name, title in GROUPS.items()]
    hashed = hash_all(users)
    with at_desk(house, SYSTEM) as desk:
        seed_company(desk, departments=departments, users=users, groups=groups, hashed=hashed)


def logins_table() -> str:
    """The demo logins as people read them, one a line."""
    lines = [f"  {employee.login:<8}{employee.name}  {employee.title}" for employee in EMPLOYEES]
    return "\n".join([f"Demo logins, all with the password {PASSWORD}:", *lines])
