"""Every route, whoever asks: nothing for nobody, and what is not mine to see is not there. A new route needs a row here."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from tests.web.visitors import Program, Visitor
from web.asking.who import OPEN

# What an address is about decides what somebody gets who has nothing to do with it.
HIDDEN = {"contract", "drafting", "decision", "steps", "drafts", "contracts_reading", "work_items", "steps_api",
          "invoices", "invoices_api", "linked", "linked_api"}                                                                                 # with an id: 404
HIDDEN_TOO = {"dues.early", "archive.verify", "obligations.create_early", "obligations.get_performance", "archive_api.get_filing",
              "archive_api.get_package", "archive_api.get_verification", "archive_api.get_seal_uses",
              "archive_api.get_signatures", "projects.show", "projects_api.get_contracts", "projects_api.put_people", "projects_api.create_state",
              "projects_api.create_line", "projects_api.put_line", "projects_api.Project", "projects.edit", "projects.save", "projects.people",
              "projects.turn", "projects.line", "projects.save_line"}
ADMINISTRATORS = {"people", "departments", "groups", "calendar", "changes", "people_api", "house_history"}           # 403
LAWYERS = {"templates_api.upload", "templates_api.upload_version", "templates_api.put_form", "templates_api.create_submission",
           "templates_api.create_publication", "templates_api.create_return", "templates_api.create_retirement", "templates.add", "templates.add_text",
           "templates.fields", "templates.submit", "templates.publish", "templates.return_it", "templates.retire"}                   # 403 or 404
LIBRARY = {"templates", "templates_api"}
TEXTS = {name: {"type": "service", "title_zh": "x", "use_zh": "x"} if name in ("templates.add", "templates_api.upload") else {}
         for name in ("templates_api.upload", "templates_api.upload_version", "templates.add", "templates.add_text")}
ADMINISTRATORS |= {"contract_types", "contract_types_api", "approval_rows", "approval_rows_api"} # lawyers read them too
ADMINISTRATORS_TOO = {"organisation.Department", "organisation.Group", "organisation.Day"}
ADMINISTRATORS_TOO = {"projects.new", "projects.add", "organisation.Department", "organisation.Group", "organisation.Day"}
OPERATORS = {"running", "instances"}                                                                                 # 403 or 404
OWN = {"counterparties_api", "counterparties", "counterparty",
       "frame", "login", "language", "me", "password", "tokens", "substitutes", "notices", "inbox", "me_api", "notices_api", "first",
       "health", "api-docs", "contracts", "dues", "archive", "editions", "archive_api", "organisation", "obligations", "profile", "forgotten",
       "search", "search_api", "ledger_views", "errands", "errands_api", "reports", "reports_api"}
MINE_OR_NOBODYS = {"tokens.revoke", "substitutes.end", "notices.open_one", "me_api.delete_stand_in", "me_api.delete_token",
                   "notices_api.read_notice", "contracts.remove_view", "errands.cancel", "errands.result",
                   "errands_api.get_errand", "errands_api.create_errand_cancellation", "errands_api.get_errand_result", "ledger_views.update_view", "ledger_views.delete_view",
                   "reports.remove", "reports_api.update_report", "reports_api.delete_report", "reports_api.get_saved_figures",
                   "reports_api.get_saved_figures_file"}                                                                        # 404, or nothing done
LISTS = {"drafting.new", "drafting.begin", "drafting.frame", "drafts.Contracts", "ledger_api.get_contracts", "work_items.WorkItems",
         "work_items.get_counts", "static"}
EVERYBODYS = {"organisation.get_calendar", "organisation.get_departments", "organisation.get_groups", "people_api.People"}
HIDDEN |= {"wording", "wordings", "required_papers", "required_papers_api"}
LISTS |= {"wording.begin_theirs", "wordings.create_from_paper"}
EVERYBODYS = {"organisation.get_calendar", "organisation.get_departments", "organisation.get_groups", "people_api.People", "projects.page",
              "projects_api.Projects"}


def kind_of(endpoint: str) -> str:
    """What the row of this route says."""
    blueprint = endpoint.split(".")[0]
    if endpoint in LISTS | EVERYBODYS:
        return "everybody"
    if endpoint in HIDDEN_TOO or blueprint in HIDDEN:
        return "hidden"
    if endpoint in LAWYERS:
        return "lawyers"
    if endpoint in MINE_OR_NOBODYS:
        return "mine"
    if endpoint in ADMINISTRATORS_TOO or blueprint in ADMINISTRATORS:
        return "administrators"
    return "operators" if blueprint in OPERATORS else "everybody" if blueprint in OWN | LIBRARY else ""


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, rule) of everything that is served."""
    return [(rule.endpoint, method, rule) for rule in app.url_map.iter_rules()
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}) if rule.endpoint != "static"]


def address(app: Flask, rule, drafted=None, **more) -> str:
    given = {"contract_id": drafted.id if drafted else str(uuid.uuid4()), "item": drafted.item if drafted else f"{uuid.uuid4()}.1",
             "instance_id": drafted.instance if drafted else str(uuid.uuid4()), "incident": f"{drafted.instance if drafted else uuid.uuid4()}.1",
             "number": 1, "counterparty_id": 1,
             "form": "pdf", "key": "company", "path": "a.bpmn", "login": "wang", "code": "ENG", "name": "legal",
             "notice_id": 1, "date": "2026-03-02", **more}
    with app.test_request_context():
        built: str = app.url_map.bind("localhost").build(rule.endpoint, {name: given[name] for name in rule.arguments}, method=None)
        return built


def test_every_route_has_a_row(app):
    assert [endpoint for endpoint, _, _ in routes(app) if not kind_of(endpoint)] == []


def test_nobody_gets_anything_without_signing_in(app, visit):
    visitor, wrong = visit(), []
    token = visitor.csrf
    for endpoint, method, rule in routes(app):
        path = address(app, rule)
        answer = visitor.browser.open(path, method=method, headers={"X-CSRF-Token": token}, buffered=True)
        signed = answer.status_code == 401 or (answer.location or "").startswith("/login")
        if signed == (endpoint in OPEN) and endpoint not in ("first.page", "login.log_in"):        # these say "sign in" to whom they are open
            wrong.append((method, path, answer.status_code))
    assert wrong == []


# What a body must hold for the question whose contract it is to be asked at all.
TYPE = {"version": 0, "definition": {"key": "x"}}
ROWS = {"opened": "0" * 64, "rows": [{"inputs": [], "outputs": []}]}
BODIES = {
    "templates_api.put_form": {"form": {}}, "templates_api.create_submission": {"note": "x"}, "templates_api.create_return": {"reason": "x"},
    "templates_api.create_retirement": {"reason": "x"},
    "projects_api.put_people": {"members": {}}, "projects_api.create_state": {"status": "closed"},
    "projects_api.create_line": {"code": "1", "name": "x", "amount": "1"}, "projects_api.put_line": {"code": "1", "name": "x", "amount": "1"},
    "projects_api.Project": {"name": "x", "department": "ENG", "manager": "he"}, "invoices_api.create_cancellation": {"reason": "no"},
    "approval_rows_api.Rows": {**ROWS, "reason": "x"}, "approval_rows_api.create_trial": {**ROWS, "facts": {}},
    "contract_types_api.Types": {"definition": {"key": "x"}}, "contract_types_api.OneType": TYPE,
    **{f"contract_types_api.create_{act}": {"version": 0} for act in ("retirement", "return", "restoration")},
    "work_items.create_decision": {"outcome": "approve"}, "work_items.create_return": {"to": "draft", "reason": "no"},
    "work_items.create_hand_over": {"to": "wang", "reason": "holiday"}, "contracts_reading.create_cancellation": {"reason": "no"},
    "drafts.OneDraft": {"version": 1, "values": {}}, "drafts.submit": {"version": 1}, "instances.create_cancellation": {"reason": "no"},
    "steps_api.create_seal": {"seal": "company"}, "steps_api.create_filing": {}, "organisation.Department": {"name": "x"},
    "organisation.Group": {"title": "x"}, "organisation.Day": {"is_working": True, "note": "x"},
    "people_api.Person": {"name": "x", "version": 1}, "people_api.create_password": {"password": "a-long-password"},
    "drafting.save": {"version": 1, "values": {}}, "ledger_views.update_view": {"name": "x"}, "reports_api.update_report": {"name": "x", "asks": {}},
    "linked_api.Linked": {"relation": "supplement"}, "required_papers_api.create_withdrawal": {"reason": "x"}}
FILES = {"drafting.add_paper", "drafts.Papers"}
FILES |= {"wording.upload", "wordings.OneWording"}


def body_of(endpoint: str) -> dict[str, Any]:
    if endpoint in TEXTS:
        return {"data": {"file": (BytesIO(b"text"), "a.docx"), **TEXTS[endpoint]}}
    return {"data": {"file": (BytesIO(b"text"), "a.txt")}} if endpoint in FILES else {"json": BODIES[endpoint]} if endpoint in BODIES else {}


def tried(app, login, kind, drafted) -> list[tuple[str, str, int]]:
    """Every route of this kind, as this person: (method, rule, status)."""
    program, visitor, found = Program(app, login), Visitor(app, login), []
    token = visitor.csrf
    for endpoint, method, rule in routes(app):
        if kind_of(endpoint) == kind:
            path, body = address(app, rule, drafted), {} if method == "GET" else body_of(endpoint)
            answer = program.ask(method, path, **body) if path.startswith("/api/") else \
                visitor.browser.open(path, method=method, headers={"X-CSRF-Token": token}, buffered=True, **body)
            found.append((method, rule.rule, answer.status_code))
    return found


@pytest.mark.parametrize("login", ["zhou", "qian"])
def test_what_is_not_mine_to_see_is_not_there(app, drafted, login):
    assert [one for one in tried(app, login, "hidden", drafted) if one[2] != 404] == []


@pytest.mark.parametrize("kind", ["administrators", "operators", "lawyers"])
def test_what_is_not_mine_to_do_is_refused(app, drafted, kind):
    assert [one for one in tried(app, "qian", kind, drafted) if one[2] not in (403, 404)] == []


def test_what_is_anothers_own_is_not_mine(app, drafted):
    assert [one for one in tried(app, "qian", "mine", drafted) if one[2] not in (404, 204, 303)] == []


@pytest.mark.parametrize("login", ["chen", "xu", "zheng", "zhou"])
def test_no_route_answers_anybody_with_a_bug(app, drafted, login):
    found = [one for kind in ("everybody", "hidden", "mine", "administrators", "operators", "lawyers") for one in tried(app, login, kind, drafted)]
    assert [one for one in found if one[2] >= 500 and one[1] != "/readyz"] == []      # the tests' database has no release
