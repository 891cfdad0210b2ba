"""Work items: what is asked of somebody. Who sees the contract reads what is asked; only who is asked decides."""

from tests.web.matrix.row import flat, get, post, rows, these
from tests.web.matrix.who import FINANCE, HEAD, OWNER, STAND_IN

ASKED = {"may": these(HEAD, STAND_IN)}
DRAFTER = {"may": these(OWNER)}
PAYS = {"may": these(FINANCE)}
STEPS = ("seal", "countersign", "settle", "renewal", "file")
ENDPOINTS = {"seal": "create_seal", "countersign": "create_countersigning", "settle": "create_settlement", "renewal": "create_renewal", "file": "create_filing"}
SENT = {"seal": {"json": {"seal": "contract"}}, "file": {"json": {}}}
NO = {"to": "draft", "reason": "不行", "comment": "不行"}

ROWS = flat(
    get("inbox.inbox"), get("work_items.WorkItems"), get("work_items.get_counts"),
    get("decision.show", "reviewed", "drafted"), get("work_items.get_work_item", "reviewed", "drafted"), get("decision.show", "payment"),
    post("decision.claim", "reviewed", **ASKED), post("work_items.claim", "reviewed", **ASKED), post("work_items.claim", "drafted", **DRAFTER),
    post("decision.release", "reviewed", may=these()), rows("DELETE", "work_items.claim", "reviewed", may=these()),
    post("decision.decide", "reviewed", form={"outcome": "approve"}, says=409, **ASKED),
    post("work_items.create_decision", "reviewed", json={"outcome": "approve"}, says=409, **ASKED),
    post("decision.give_back", "reviewed", form=NO, says=409, **ASKED),
    post("work_items.create_return", "reviewed", json={"to": "draft", "reason": "不行"}, says=409, **ASKED),
    post("decision.hand_over", "reviewed", form={"to": "sun", "comment": "休假"}, **ASKED),
    post("work_items.create_hand_over", "reviewed", json={"to": "sun", "reason": "休假"}, **ASKED),
    post("decision.take_back", "reviewed", may=these()), post("work_items.create_take_back", "reviewed", may=these()),
    *(post(f"steps.{step}", "reviewed", says=422, **ASKED) for step in STEPS),
    *(post(f"steps_api.{ENDPOINTS[step]}", "reviewed", says=422, **SENT.get(step, {}), **ASKED) for step in STEPS),
    *(post(f"steps.{step}", "payment", says=422, **PAYS) for step in ("seal", "settle")),
    get("steps_api.get_sheet", "payment", seen=404, **PAYS), get("steps_api.get_sheet", "reviewed", says=404),
    get("steps.picture", "reviewed", args={"key": "contract"}, says=404), get("steps_api.get_seal_image", "reviewed", args={"key": "contract"}, says=404),
)
