"""Every page that there is, in the states in which people meet it: who looks at it, and where it is. A new page needs a row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.small_demo import Demo
from tests.contracts.importing.spreadsheet import row, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = ("overview", "text", "approvals", "signatures", "performance", "papers", "archive", "history")


def _nothing(_page: Page) -> None:
    """It is looked at as it opens."""


@dataclass(frozen=True)
class Place:
    """A page in a state: `at` gives who looks (empty: nobody signed in) and the path; `then`: what they do before it is looked at."""

    name: str
    endpoint: str
    at: Callable[[Demo], tuple[str, str]]
    then: Callable[[Page], None] = _nothing

    @property
    def is_pictured(self) -> bool:
        """The states that show what the page is for; the others are looked at by the tests alone."""
        return self.name not in NOT_PICTURED


def fixed(name: str, endpoint: str, login: str, path: str, then: Callable[[Page], None] = _nothing) -> Place:
    return Place(name, endpoint, lambda demo: (login, path), then)


def contract(name: str, state: str, tab: str = "overview", login: str = "xu") -> Place:
    return Place(name, "contract.show", lambda demo: (login or demo.owner(state), f"/contracts/{demo.contracts[state]}?tab={tab}"))


def item(name: str, state: str, element: str, then: Callable[[Page], None] = _nothing) -> Place:
    def at(demo: Demo) -> tuple[str, str]:
        login, key = demo.asked(state, element)
        return login, f"/work-items/{key}"

    return Place(name, "decision.show", at, then)


def draft(name: str, state: str) -> Place:
    return Place(name, "drafting.edit", lambda demo: (demo.owner(state), f"/contracts/{demo.contracts[state]}/draft"), _drawn)


# --- what people do before the page is looked at


def _drawn(page: Page) -> None:
    if page.viewport_size and page.viewport_size["width"] > 1000:       # on the phone a button shows it
        page.frame_locator("iframe[data-frame]").locator("section.docx").first.wait_for()


def _tags(page: Page) -> None:
    page.locator(".library-tags summary").click()


def _sampled(page: Page) -> None:
    page.frame_locator("iframe[data-frame]").locator("section.docx").first.wait_for()


def _refused(page: Page) -> None:
    page.locator("#login").fill("li")
    page.locator("#password").fill("not-hers")
    page.locator(".sign-in button").click()
    page.locator(".alert-danger").wait_for()


def _asked(page: Page) -> None:
    page.locator("#login").fill("nobody-here")
    page.locator(".sign-in button").click()
    page.locator(".alert-success").wait_for()


def _returning(page: Page) -> None:
    page.locator("[data-key=r]").click()


def _rejecting(page: Page) -> None:
    page.locator("[data-opens^=reject]").click()


def _more(page: Page) -> None:
    page.locator(".decision-more summary").click()


def _shown_keys(page: Page) -> None:
    page.keyboard.press("?")


def _searched(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("[data-palette] input").fill("合同")
    page.locator("[data-found] [role=option]").first.wait_for()


def _opened(page: Page) -> None:
    for closed in page.locator("main details:not([open]) > summary").all()[:6]:
        closed.click()


def _replacing(page: Page) -> None:
    page.locator(".bringing-paper summary").first.click()


def _exporting(page: Page) -> None:
    page.locator(".ledger-export button").first.click()
    page.locator("[data-state=done]").first.wait_for()


def _filtering(page: Page) -> None:
    page.locator(".ledger-menu summary").first.click()


def _saving(page: Page) -> None:
    page.locator(".ledger-menu-end summary").click()


def _row_open(page: Page) -> None:
    page.locator("button[value='open:2']").click()
    page.locator("#open-says").wait_for()
    page.locator("[name='fact.1']").fill("80000")
    page.locator("button[value=try]").click()
    page.locator(".approval-answer").wait_for()


def _fields_added(page: Page) -> None:
    for place, there in (("sections", "sections.1.title.zh"), ("sections.1.fields", "sections.1.fields.1.name"), ("papers", "papers.1.kind")):
        page.locator(f"button[value='add:{place}']").click()
        page.locator(f"[name='{there}']").wait_for()
    page.locator("[name='sections.1.fields.1.kind']").select_option("choice")
    page.locator(".admin-foot .btn-primary").click()
    page.locator("#wrong-sections-1-fields-1-choices").wait_for()


def _wrongly_filled(page: Page) -> None:
    page.locator("[name='field.copies']").fill("99")
    page.locator("[data-key=a]").click()
    page.locator(".decision-refused").wait_for()


def _refused_to_close(page: Page) -> None:
    page.locator("form:has(input[name=status][value=closed]) button").click()
    page.locator(".alert-danger").wait_for()


def _wrongly_invoiced(page: Page) -> None:
    page.locator("#f-number").fill("123")
    page.locator("#f-gross").fill("100")
    page.locator("#f-tax").fill("6")
    page.locator(".admin-form .btn-primary").click()
    page.locator(".alert-danger").wait_for()


def _imported(page: Page, *rows: dict[str, object]) -> None:
    page.locator("#file").set_input_files({"name": "PAGE.xlsx", "mimeType": XLSX, "buffer": workbook(*rows)})
    page.locator(".import-steps .btn-primary").click()
    page.locator(".import-one[data-state=checked]").wait_for()


def _checked(page: Page) -> None:
    _imported(page, row(number="PAGE-1"), row(number="PAGE-2", stage="已归档", paid=1200000, rest_due_on=None))
    page.locator(".import-acts .btn-primary").wait_for()


def _with_errors(page: Page) -> None:
    _imported(page, row(number=None, signed_on="3/1/2024"), row(number="PAGE-3", owner="10086", amount="120万元"), row(number="PAGE-3", stage="审批"))
    page.locator(".import-found").wait_for()


PLACES = (
    fixed("login", "login.page", "", "/login"), fixed("login-refused", "login.page", "", "/login", _refused),
    fixed("forgotten", "forgotten.page", "", "/forgotten"), fixed("forgotten-asked", "forgotten.ask", "", "/forgotten", _asked),
    fixed("inbox", "inbox.inbox", "wang", "/inbox"), fixed("inbox-of-a-drafter", "inbox.inbox", "chen", "/inbox"),
    fixed("inbox-empty", "inbox.inbox", "he", "/inbox"), fixed("inbox-waiting", "inbox.inbox", "qian", "/inbox?tab=waiting"),
    fixed("inbox-done", "inbox.inbox", "zhang", "/inbox?tab=done"), fixed("keys", "inbox.inbox", "li", "/inbox", _shown_keys),
    fixed("palette", "search.find", "xu", "/inbox", _searched),
    item("decide", "general manager", "general-manager"), item("decide-second-round", "both, after a return", "legal-review"),
    item("decide-late", "head, late", "department-head"), item("decide-returning", "both, after a return", "finance-review", _returning),
    item("decide-rejecting", "general manager", "general-manager", _rejecting), item("decide-more", "general manager", "general-manager", _more),
    item("seal", "seal", "seal"), item("seal-refused", "seal", "seal", _wrongly_filled), item("countersign", "countersign", "countersign"),
    item("settle", "perform, settled and late", "settle"), item("file", "to be filed", "file"),
    item("renewal", "perform, settled and late", "decide"), contract("contract-linked", "perform, nothing due yet", login=""),
    fixed("new-contract", "drafting.new", "chen", "/contracts/new"), draft("draft-begun", "draft, half written"),
    draft("draft-returned", "returned to come straight back"),
    fixed("dashboard", "dashboard.page", "wang", "/dashboard"), fixed("dashboard-mine", "dashboard.page", "chen", "/dashboard"),
    fixed("dashboard-department", "dashboard.page", "zhang", "/dashboard?board=department"), fixed("dashboard-legal", "dashboard.page", "li", "/dashboard"),
    fixed("dashboard-management", "dashboard.page", "sun", "/dashboard"), fixed("dashboard-archive", "dashboard.page", "wu", "/dashboard"),
    fixed("dashboard-operations", "dashboard.page", "zheng", "/dashboard"), fixed("dashboard-projects", "dashboard.page", "chen", "/dashboard?board=projects"),
    fixed("report", "reports.page", "xu", "/reports?rows=department&columns=stage&direction=expense"),
    fixed("report-saved", "reports.page", "wang", "/reports?report=3"), fixed("report-saving", "reports.page", "sun", "/reports?report=1&stage=perform", _saving),
    fixed("report-counted", "reports.page", "wang", "/reports?rows=signed&measure=count"),
    fixed("report-nothing", "reports.page", "zheng", "/reports?text=0000-9999"),
    fixed("ledger", "contracts.ledger", "xu", "/contracts"), fixed("ledger-filtered", "contracts.ledger", "xu", "/contracts?status=running&stage=sign"),
    fixed("ledger-nothing-fits", "contracts.ledger", "xu", "/contracts?text=0000-9999"), fixed("ledger-empty", "contracts.ledger", "zheng", "/contracts"),
    fixed("ledger-finance", "contracts.ledger", "wang", "/contracts?view=finance"),
    fixed("ledger-receivable", "contracts.ledger", "wang", "/contracts?view=receivable"), fixed("ledger-payable", "contracts.ledger", "zhao", "/contracts?view=payable"),
    fixed("ledger-execution", "contracts.ledger", "sun", "/contracts?view=execution"), fixed("ledger-expiring", "contracts.ledger", "li", "/contracts?view=expiring"),
    fixed("ledger-expired", "contracts.ledger", "sun", "/contracts?view=expired"), fixed("ledger-project", "contracts.ledger", "sun", "/contracts?view=project"),
    fixed("ledger-past", "contracts.ledger", "xu", "/contracts?as_of=2026-03-01"),
    fixed("errands", "errands.page", "xu", "/contracts", _exporting), fixed("errands-none", "errands.page", "he", "/errands"),
    fixed("ledger-filtering", "contracts.ledger", "xu", "/contracts?type=service&risk=normal&ends_from=2026-01-01", _filtering),
    *(contract(f"contract-{tab}", "archived, returned once", tab) for tab in TABS),
    *(contract(f"contract-early-{tab}", "head, late", tab) for tab in ("overview", "text", "approvals", "signatures", "performance", "archive")),
    contract("contract-performed", "perform, settled and late", "performance"), contract("contract-cancelled", "cancelled"),
    contract("contract-papers-wanted", "to be filed", "papers", login=""),
    Place("required-papers", "required_papers.page", lambda demo: (demo.owner("to be filed"), f"/contracts/{demo.contracts['to be filed']}/required-papers"), _replacing),
    Place("required-papers-read", "required_papers.page", lambda demo: ("xu", f"/contracts/{demo.contracts['to be filed']}/required-papers")),
    contract("contract-of-mine", "both, after a return", "text", login=""),
    fixed("payments", "dues.dues", "wang", "/dues"), fixed("payments-coming", "dues.dues", "wang", "/dues?which=coming"),
    fixed("payments-settled", "dues.dues", "wang", "/dues?which=settled"), fixed("payments-none", "dues.dues", "zhou", "/dues"),
    fixed("projects", "projects.page", "sun", "/projects"), fixed("projects-none", "projects.page", "zhou", "/projects?text=0000-9999"),
    fixed("project", "projects.show", "sun", "/projects/P2025-03", _opened), fixed("project-closing", "projects.show", "zhang", "/projects/P2025-05", _refused_to_close),
    fixed("project-new", "projects.new", "sun", "/projects/new"), fixed("project-edit", "projects.edit", "chen", "/projects/P2025-03/edit"),
    fixed("budget-line-new", "projects.line", "zhao", "/projects/P2025-03/lines/new"), fixed("budget-line", "projects.line", "zhao", "/projects/P2026-01/lines/2"),
    Place("invoice-new", "invoices.new", lambda demo: ("wang", f"/contracts/{demo.contracts['perform, settled and late']}/invoices/new"), _wrongly_invoiced),
    Place("invoice", "invoices.show", lambda demo: ("wang", f"/contracts/{demo.contracts['perform, settled and late']}/invoices/1")),
    fixed("archive", "archive.page", "wu", "/archive", _opened), fixed("archive-nothing", "archive.page", "wu", "/archive?text=0000-9999"),
    Place("archive-verified", "archive.verify", lambda demo: ("wu", f"/contracts/{demo.contracts['archived, returned once']}/package/verification")),
    fixed("notices", "notices.page", "chen", "/notices"), fixed("notices-none", "notices.page", "zheng", "/notices?unread=1"),
    fixed("me", "me.page", "zheng", "/me"), fixed("profile", "profile.page", "li", "/me/profile"), fixed("password", "password.page", "li", "/me/password"), fixed("tokens", "tokens.page", "li", "/me/tokens"),
    fixed("substitutes", "substitutes.page", "li", "/me/substitutes"),
    fixed("templates", "templates.page", "chen", "/templates"), fixed("template", "templates.show", "li", "/templates/service-2"),
    fixed("template-waits", "templates.version", "li", "/templates/service-2/versions/1", _sampled),
    fixed("template-errors", "templates.version", "li", "/templates/service-3/versions/1", _tags),
    fixed("template-published", "templates.version", "chen", "/templates/service/versions/1"),
    fixed("template-new", "templates.new", "lin", "/templates/new", _tags),
    fixed("counterparties", "counterparties.page", "chen", "/counterparties"),
    fixed("counterparties-nothing", "counterparties.page", "chen", "/counterparties?text=0000-9999"),
    fixed("counterparty-new", "counterparties.new", "chen", "/counterparties/new"),
    fixed("counterparty", "counterparty.show", "li", "/counterparties/1", _opened),
    fixed("counterparty-edit", "counterparty.edit", "chen", "/counterparties/1/edit"),
    fixed("counterparty-merging", "counterparty.merging", "li", "/counterparties/1/merging"),
    fixed("running", "running.page", "zheng", "/running"),
    Place("instance", "running.instance", lambda demo: ("zheng", f"/running/{demo.instance('draft')}")),
    fixed("people", "people.page", "zheng", "/administration/people"), fixed("people-new", "people.new", "zheng", "/administration/people/new"),
    fixed("person", "people.show", "zheng", "/administration/people/wang", _opened),
    fixed("departments", "departments.page", "zheng", "/administration/departments"),
    fixed("departments-new", "departments.new", "zheng", "/administration/departments/new"),
    fixed("department", "departments.show", "zheng", "/administration/departments/ENG"),
    fixed("groups", "groups.page", "zheng", "/administration/groups"), fixed("groups-new", "groups.new", "zheng", "/administration/groups/new"),
    fixed("group", "groups.show", "zheng", "/administration/groups/legal"),
    fixed("calendar", "calendar.page", "zheng", "/administration/calendar"),
    fixed("calendar-day", "calendar.page", "zheng", "/administration/calendar?day=2026-05-04"),
    fixed("changes", "changes.page", "zheng", "/administration/changes"),
    fixed("imports", "imports.page", "zheng", "/administration/imports"),
    fixed("import-checked", "imports.show", "zheng", "/administration/imports", _checked),
    fixed("import-with-errors", "imports.show", "zheng", "/administration/imports", _with_errors),
    fixed("approval-rows", "approval_rows.page", "zheng", "/administration/approval-rows"),
    fixed("approval-rows-open", "approval_rows.page", "zheng", "/administration/approval-rows", _row_open),
    fixed("types", "contract_types.page", "zheng", "/administration/types"),
    fixed("type", "contract_types.show", "li", "/administration/types/service"),
    fixed("type-new", "contract_types.new", "zheng", "/administration/types/new", _fields_added),
    fixed("not-found", "contract.show", "li", "/contracts/00000000-0000-7000-8000-000000000000"),
    fixed("not-yours", "people.page", "li", "/administration/people"),
)
NOT_PICTURED = {"login-refused", "inbox-done", "decide-late", "seal-refused", "ledger-filtered", "notices-none", "archive-nothing", "required-papers-read", "payments-none",
                "payments-settled", "groups-new", "departments-new", "not-yours", *(place.name for place in PLACES if "early" in place.name)}
# the start of a house without people has a test of its own; what is no page for people: files, forwarding, what programs ask
ELSEWHERE = {"first.page"}
NO_PAGES = {"contract_types.example", "counterparty.paper", "counterparties.suggestions",
            "static", "errands.result", "frame.favicon", "frame.home", "contract.paper", "contract.text", "drafting.document", "drafting.frame", "steps.picture",
            "health.alive", "health.ready", "health.metrics", "api-docs.openapi_json"}
NO_PAGES |= {"templates.original", "templates.filled", "drafting.lines", "drafting.findings", "reports.file", "imports.template", "imports.marked"}
