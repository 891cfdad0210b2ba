"""Counterparties: everybody finds them; what is open with them is of the contracts that one sees. An auditor changes nothing."""

from tests.web.matrix.row import but, delete, flat, get, post, put, these
from tests.web.matrix.who import ADMIN, AUDITOR, FINANCE, LAWYER, LEGAL

ONE = {"counterparty_id": 1, "number": 1}
WRITES = {"may": but(AUDITOR)}
JUDGES = {"may": these(LEGAL, LAWYER, ADMIN)}
ENTRY = {"name": "昆明滇池测绘有限公司"}
SEARCHED = {"text": "恒立"}

ROWS = flat(
    get("counterparties.page"), get("counterparties.page", query=SEARCHED), get("counterparties_api.Counterparties"),
    get("counterparties.suggestions", query=SEARCHED), get("counterparties_api.get_suggestions", query=SEARCHED),
    get("counterparties.new", **WRITES), post("counterparties.add", form=ENTRY, **WRITES),
    post("counterparties_api.Counterparties", json=ENTRY, **WRITES),
    get("counterparty.show", args=ONE), get("counterparties_api.OneCounterparty", args=ONE), get("counterparties_api.get_contracts", args=ONE),
    get("counterparty.edit", args=ONE, **WRITES), post("counterparty.save", args=ONE, form={**ENTRY, "version": "99"}, says=409, **WRITES),
    put("counterparties_api.OneCounterparty", args=ONE, json={**ENTRY, "version": 99}, says=409, **WRITES),
    get("counterparty.paper", args=ONE), get("counterparties_api.OnePaper", args=ONE),
    post("counterparty.add_paper", args=ONE, form={"kind": "license"}, file="a.pdf", **WRITES),
    post("counterparties_api.create_paper", args=ONE, form={"kind": "license"}, file="a.pdf", **WRITES),
    post("counterparty.remove_paper", args=ONE, **WRITES), delete("counterparties_api.OnePaper", args=ONE, **WRITES),
    post("counterparty.put_on_blacklist", args=ONE, form={"reason": "造假"}, **JUDGES),
    post("counterparties_api.create_blacklisting", args=ONE, json={"reason": "造假"}, **JUDGES),
    post("counterparty.lift_blacklisting", args=ONE, form={"reason": "改正"}, says=409, **JUDGES),
    post("counterparties_api.create_lifting", args=ONE, json={"reason": "改正"}, says=409, **JUDGES),
    get("counterparty.merging", args=ONE, **JUDGES), post("counterparty.merge_into", args=ONE, form={"into": "1"}, says=422, **JUDGES),
    post("counterparties_api.create_merging", args=ONE, json={"into": 1, "version": 1}, says=422, **JUDGES),
    post("counterparty.confirm", args=ONE, form={"version": "99"}, says=409, may=these(FINANCE)),
    post("counterparties_api.create_confirmation", args=ONE, json={"version": 99}, says=409, may=these(FINANCE)),
)
