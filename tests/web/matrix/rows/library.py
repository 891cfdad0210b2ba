"""Texts, types, approval rows, editions: what contracts are made of and how they travel."""

from tests.web.matrix.row import flat, get, post, put, these
from tests.web.matrix.who import ADMIN, LAWYER, LEGAL, PROCESS_ADMIN

LAWYERS = these(LEGAL, LAWYER)
DRAFT = {"may": LAWYERS}                  # a template that nobody published: others do not learn of it by reading ...
ACTS = {"may": LAWYERS, "hidden": 403}     # ... and may not act on any, whether it is there or not
EDITS = {"may": these(ADMIN, PROCESS_ADMIN)}
READS = {"may": these(ADMIN, PROCESS_ADMIN, LEGAL, LAWYER)}
PUBLISHES = {"may": these(PROCESS_ADMIN)}
ONE = {"key": "service"}
NEW = {"type": "service", "title_zh": "培训", "use_zh": "培训"}
EDITION = {"key": "contract", "number": 1, "path": "contract.bpmn"}
CELLS = {"opened": "0" * 64, "rows": [{"inputs": [], "outputs": []}]}

ROWS = flat(
    get("templates.page"), get("templates_api.get_templates"), get("templates.new", may=LAWYERS),
    *(get(f"templates.{part}", "text") for part in ("show", "version", "original", "filled")),
    *(get(f"templates_api.{part}", "text") for part in ("get_template", "get_version", "get_document", "get_sample")),
    get("templates.show", args=ONE), get("templates.version", args={**ONE, "number": 1}),
    post("templates.add", form=NEW, file="a.docx", may=LAWYERS), post("templates_api.upload", form=NEW, file="a.docx", may=LAWYERS),
    post("templates.add_text", "text", file="a.docx", **ACTS), post("templates_api.upload_version", "text", file="a.docx", **ACTS),
    post("templates.fields", "text", form={}, **DRAFT), put("templates_api.put_form", "text", json={"form": {}}, says=422, **ACTS),
    post("templates.submit", "text", form={"note": "请审"}, **ACTS), post("templates_api.create_submission", "text", json={"note": "请审"}, **ACTS),
    post("templates.publish", "text", says=409, **ACTS), post("templates_api.create_publication", "text", says=409, **ACTS),
    post("templates.return_it", "text", form={"reason": "错"}, says=409, **ACTS),
    post("templates_api.create_return", "text", json={"reason": "错"}, says=409, **ACTS),
    post("templates.retire", "text", form={"reason": "旧"}, may=LAWYERS | {PROCESS_ADMIN}, hidden=403),
    post("templates_api.create_retirement", "text", json={"reason": "旧"}, may=LAWYERS | {PROCESS_ADMIN}, hidden=403),
    post("templates.reinstate", "text", form={"reason": "误"}, says=409, may=LAWYERS | {PROCESS_ADMIN}, hidden=403),
    post("templates_api.create_reinstatement", "text", json={"reason": "误"}, says=409, may=LAWYERS | {PROCESS_ADMIN}, hidden=403),

    get("contract_types.page", **READS), get("contract_types.example", query={"rule": "{type}-{seq}"}, **READS), get("contract_types.show", args=ONE, **READS),
    get("contract_types_api.Types", **READS), get("contract_types_api.OneType", args=ONE, **READS), get("contract_types_api.get_next_number", args=ONE, **READS),
    get("contract_types.new", **EDITS), post("contract_types.add", form={}, says=422, **EDITS),
    post("contract_types_api.Types", json={"definition": {"key": "x"}}, says=422, **EDITS),
    post("contract_types.save", args=ONE, form={"version": "99"}, says=409, **EDITS),
    put("contract_types_api.OneType", args=ONE, json={"version": 0, "definition": {"key": "x"}}, says=422, **EDITS),
    *(post(f"contract_types.{act}", args=ONE, form={"version": "99"}, says=409, **EDITS) for act in ("retire", "bring_back", "restore")),
    *(post(f"contract_types_api.create_{act}", args=ONE, json={"version": 0}, **EDITS) for act in ("retirement", "return", "restoration")),

    get("approval_rows.page", **PUBLISHES), get("approval_rows_api.Rows", **PUBLISHES), post("approval_rows.change", form={}, says=404, **PUBLISHES),
    post("approval_rows_api.Rows", json={**CELLS, "reason": "x"}, says=404, **PUBLISHES),
    post("approval_rows_api.create_trial", json={**CELLS, "facts": {}}, says=404, **PUBLISHES),
    get("editions.get_editions"), get("editions.get_edition", args=EDITION), get("editions.get_file", args=EDITION),
)
