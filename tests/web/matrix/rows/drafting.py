"""A draft: its form, its papers, its wording. It is its drafter's alone; who only sees the contract may not open it."""

from tests.web.matrix.row import but, flat, get, post, put, rows, these
from tests.web.matrix.who import AUDITOR, OWNER

DRAFT = {"may": these(OWNER)}
GONE = {"says": 409}                       # submitted: who sees the contract is told that it is no draft any more
VALUES = {"version": -1, "values": {}}

ROWS = flat(
    get("drafting.new", may=but(AUDITOR)), get("drafting.frame", is_open=True),
    post("drafting.begin", form={"template": "service"}, may=but(AUDITOR)), post("drafts.Contracts", json={"template": "service"}, may=but(AUDITOR)),
    post("wording.begin_theirs", form={"type": "service"}, file="a.docx", may=but(AUDITOR)),
    post("wordings.create_from_paper", form={"type": "service"}, file="a.docx", may=but(AUDITOR), says=201),
    *(get(f"drafting.{part}", "drafted", **DRAFT) for part in ("edit", "document", "findings", "lines")),
    *(get(f"drafts.{part}", "drafted", **DRAFT) for part in ("OneDraft", "get_document", "get_findings")),
    get("drafting.edit", "reviewed", **GONE), get("drafts.OneDraft", "performed", **GONE),
    get("wordings.get_deviations", "drafted", **DRAFT),
    post("drafting.save", "drafted", json=VALUES, says=409, **DRAFT), put("drafts.OneDraft", "drafted", json=VALUES, says=409, **DRAFT),
    post("drafting.submit", "drafted", form={"version": "999"}, says=409, **DRAFT), post("drafts.submit", "drafted", json=VALUES, says=409, **DRAFT),
    post("drafting.add_paper", "drafted", file="a.pdf", **DRAFT), post("drafts.Papers", "drafted", file="a.pdf", **DRAFT),
    post("drafting.remove_paper", "drafted", **DRAFT), rows("DELETE", "drafts.remove_paper", "drafted", **DRAFT),
    post("wording.upload", "drafted", file="a.docx", **DRAFT), post("wordings.OneWording", "drafted", file="a.docx", **DRAFT),
    post("wording.drop", "drafted", says=404, **DRAFT), rows("DELETE", "wordings.OneWording", "drafted", says=404, **DRAFT),
    post("wordings.OneWording", "reviewed", file="a.docx", **GONE), post("drafting.add_paper", "archived", file="a.pdf", **GONE),
)
