"""Projects and their budgets: who is none of the project's people does not learn that it is there."""

from tests.web.matrix.row import flat, get, post, put, these
from tests.web.matrix.who import ADMIN, FINANCE, LEADER, MANAGER, PROCESS_ADMIN

STARTS = these(MANAGER, ADMIN, PROCESS_ADMIN)
LEADS = {"may": STARTS | {LEADER}}
BUDGETS = {"may": these(FINANCE, MANAGER, ADMIN)}
PROJECT = {"name": "新泵站", "department": "ENG", "manager": "gao"}
LINE = {"code": "09", "name": "暂列金", "amount": "5.00", "reason": "会议纪要"}

ROWS = flat(
    get("projects.page"), get("projects.page", query={"text": "密字七"}), get("projects_api.Projects"),
    get("projects.show", "project"), get("projects_api.Project", "project"), get("projects_api.get_contracts", "project"),
    get("projects.new", may=STARTS), post("projects.add", form={**PROJECT, "code": "P-1"}, may=STARTS),
    post("projects_api.Projects", json={**PROJECT, "code": "P-1"}, may=STARTS),
    get("projects.edit", "project", **LEADS), post("projects.save", "project", form={**PROJECT, "version": "999"}, says=409, **LEADS),
    put("projects_api.Project", "project", json={**PROJECT, "version": 999}, says=409, **LEADS),
    post("projects.people", "project", form={}, **LEADS), put("projects_api.put_people", "project", json={"members": {}}, **LEADS),
    post("projects.turn", "project", form={"status": "closed"}, says=409, **LEADS),
    post("projects_api.create_state", "project", json={"status": "closed"}, says=409, **LEADS),
    get("projects.line", "project", **BUDGETS), post("projects.save_line", "project", form=LINE, **BUDGETS),
    post("projects_api.create_line", "project", json=LINE, **BUDGETS), put("projects_api.put_line", "project", json={**LINE, "reason": "x"}, **BUDGETS),
)
