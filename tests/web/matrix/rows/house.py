"""People, departments, groups, calendar, what changed; what runs."""

from tests.web.matrix.row import delete, flat, get, post, put, these
from tests.web.matrix.rows.contracts import ALL
from tests.web.matrix.who import ADMIN, AUDITOR, OPS, OWNER, PROCESS_ADMIN

ADMINS = {"may": these(ADMIN)}
OPERATES = {"may": these(OPS, ADMIN, PROCESS_ADMIN)}
ENG, LEGAL, WANG, DAY = {"code": "ENG"}, {"name": "legal"}, {"login": "wang"}, {"date": "2026-03-02"}
PERSON = {"name": "王丽", "version": 99}
PASSWORD = {"password": "a-long-password"}

ROWS = flat(
    get("people.page", **ADMINS), get("people.new", **ADMINS), get("people.show", args=WANG, **ADMINS), get("people_api.People"),
    get("people_api.Person", args=WANG, **ADMINS), put("people_api.Person", args=WANG, json=PERSON, says=409, **ADMINS),
    post("people_api.People", json={"name": "新人", "login": "xin", **PASSWORD}, **ADMINS), post("people.add", form={}, says=422, **ADMINS),
    post("people.save", args=WANG, form={"version": "99"}, says=409, **ADMINS), post("people.disable", args={"login": "ma"}, form={}, **ADMINS),
    post("people.enable", args=WANG, **ADMINS), post("people.give_password", args=WANG, **ADMINS), post("people.revoke", "token", hidden=403, **ADMINS),
    post("people_api.create_disabling", args={"login": "ma"}, json={}, **ADMINS), post("people_api.create_enabling", args=WANG, **ADMINS),
    post("people_api.create_password", args=WANG, json=PASSWORD, **ADMINS),
    get("departments.page", **ADMINS), get("departments.new", **ADMINS), get("departments.show", args=ENG, **ADMINS),
    post("departments.add", form={}, says=422, **ADMINS), post("departments.save", args=ENG, form={}, says=422, **ADMINS),
    post("departments.remove", args=ENG, says=409, **ADMINS), get("organisation.get_departments"),
    put("organisation.Department", args=ENG, json={"name": "工程部"}, **ADMINS), delete("organisation.Department", args=ENG, says=409, **ADMINS),
    get("groups.page", **ADMINS), get("groups.new", **ADMINS), get("groups.show", args=LEGAL, **ADMINS), post("groups.add", form={}, says=422, **ADMINS),
    post("groups.save", args=LEGAL, form={}, says=422, **ADMINS), post("groups.remove", args=LEGAL, **ADMINS), get("organisation.get_groups"),
    put("organisation.Group", args=LEGAL, json={"title": "法务"}, **ADMINS), delete("organisation.Group", args=LEGAL, **ADMINS),
    get("calendar.page", **ADMINS), post("calendar.change", form={}, says=422, **ADMINS), get("organisation.get_calendar", query={"year": "2026"}),
    put("organisation.Day", args=DAY, json={"is_working": False, "note": "停电"}, **ADMINS), delete("organisation.Day", args=DAY, **ADMINS),
    get("changes.page", may=these(ADMIN, AUDITOR)), get("house_history.get_changes", may=these(ADMIN, AUDITOR)),

    get("running.page", **OPERATES), get("running.instance", *ALL, hidden=403, **OPERATES), post("running.retry_all", form={}, **OPERATES),
    post("running.retry", "reviewed", says=404, hidden=403, **OPERATES), post("instances.create_retry", "reviewed", says=404, hidden=403, **OPERATES),
    get("instances.get_instances", **OPERATES), get("instances.get_instance", *ALL, hidden=403, **OPERATES),
    get("instances.get_history", *ALL, hidden=403, **OPERATES),
    post("instances.create_cancellation", "drafted", "reviewed", json={"reason": "不做了"}, may=these(OWNER, OPS, ADMIN)),
)
