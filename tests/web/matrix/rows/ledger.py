"""Lists over all contracts: each shows, counts and sums what one sees, and nothing else."""

from tests.web.matrix.row import but, delete, flat, get, post, put, these
from tests.web.matrix.who import ADMIN, AUDITOR, FINANCE, LEADER, MEMBER, OWNER

OWN = these(OWNER)
TEXT = {"text": "密字七"}
VIEW = {"name": "我的"}
REPORT = {"name": "我的", "asks": {"rows": "stage"}}

ROWS = flat(
    get("contracts.ledger"), get("contracts.ledger", query=TEXT), get("contracts.ledger", query={"as_of": "2026-03-01"}),
    get("contracts.ledger", query={"project": "P2026-77"}), get("ledger_api.get_contracts"), get("ledger_api.get_contracts", query=TEXT),
    post("contracts.export", form={}), post("errands_api.create_export", json={}),
    get("errands.page"), get("errands_api.get_errands"), get("errands.result", "errand"), get("errands_api.get_errand", "errand"),
    get("errands_api.get_errand_result", "errand"), post("errands.cancel", "errand"), post("errands_api.create_errand_cancellation", "errand"),
    get("ledger_views.get_views"), post("contracts.save_view", form=VIEW), post("ledger_views.create_view", json=VIEW),
    put("ledger_views.update_view", "view", json=VIEW), delete("ledger_views.delete_view", "view", may=OWN | {ADMIN}),
    post("contracts.remove_view", "view", may=OWN | {ADMIN}),
    get("dashboard.page"), get("dashboard.page", query={"board": "mine"}, may=but(AUDITOR), seen=404),
    get("dashboard.page", query={"board": "projects"}, may=these(LEADER, MEMBER), seen=404), get("dashboard_api.get_dashboard"),
    get("dashboard_api.get_dashboard", query={"board": "finance"}, may=these(FINANCE), seen=404),
    get("reports.page"), get("reports.page", query={"rows": "project", "columns": "stage"}), get("reports.page", query={"rows": "counterparty", "measure": "count"}),
    get("reports_api.get_figures"), get("reports_api.get_figures", query={"rows": "owner"}),
    get("reports.file", args={"form": "csv"}), get("reports.file", args={"form": "xlsx"}), get("reports_api.get_figures_file"), get("reports_api.get_reports"),
    get("reports_api.get_saved_figures", "report"), get("reports_api.get_saved_figures_file", "report"),
    post("reports.save", form=VIEW), post("reports_api.create_report", json=REPORT), put("reports_api.update_report", "report", json=REPORT),
    post("reports.remove", "report", may=OWN | {ADMIN}), delete("reports_api.delete_report", "report", may=OWN | {ADMIN}),
    get("search.find", query=TEXT), get("search_api.get_found", query=TEXT),
)
