"""A contract, its texts and papers, its history, its filing; what links to it."""

from tests.web.matrix.row import flat, get, post, these
from tests.web.matrix.who import ADMIN, ARCHIVIST, AUDITOR, KEEPER, LEADER, MEMBER, OPS, OWNER, SEE_ALL

ALL = ("drafted", "reviewed", "performed", "archived")
FROZEN, WITH_PAPERS, RUNNING = ALL[1:], ("drafted", "performed", "archived"), ALL[:2]
CANCELS = these(OWNER, OPS, ADMIN)
LINKS = SEE_ALL - {AUDITOR} | {OWNER, KEEPER, LEADER, MEMBER}
BRINGERS, BRINGS = these(OWNER, ARCHIVIST), {"kind": "none-like-it"}
WHY, LINKED = {"reason": "不做了"}, {"relation": "supplement"}

ROWS = flat(
    get("contract.show", *ALL), get("contract.text", *FROZEN), get("contract.paper", *WITH_PAPERS),
    post("contract.cancel", *RUNNING, may=CANCELS, form=WHY), post("contract.urge", "reviewed", may=these(OWNER), seen=409),
    get("contracts_reading.get_contract", *ALL), get("contracts_reading.get_history", *ALL),
    get("contracts_reading.get_papers", *ALL), get("contracts_reading.get_paper_file", *WITH_PAPERS),
    get("contracts_reading.get_texts", *ALL), get("contracts_reading.get_text_file", *FROZEN),
    post("contracts_reading.create_cancellation", *RUNNING, may=CANCELS, json=WHY),
    post("contracts_reading.create_cancellation", "archived", says=409, json=WHY),
    post("contracts_reading.create_urging", "reviewed", may=these(OWNER), seen=409),

    get("archive.page"), get("archive.page", query={"text": "密字七"}), get("archive_api.get_archive"),
    get("archive.verify", "archived"), get("archive_api.get_verification", "archived"),
    get("archive_api.get_filing", "archived"), get("archive_api.get_package", "archived"),
    get("archive_api.get_seal_uses", *ALL), get("archive_api.get_signatures", *ALL),
    post("archive.verify_upload", file="a.zip", says=400), post("archive_api.create_verification", file="a.zip"),

    get("required_papers.page", *ALL), get("required_papers_api.RequiredPapers", *ALL),
    post("required_papers.bring", "performed", form=BRINGS, file="a.pdf", says=422, may=BRINGERS),
    post("required_papers_api.RequiredPapers", "performed", form=BRINGS, file="a.pdf", says=422, may=BRINGERS),
    post("required_papers.withdraw", "performed", form=WHY, says=404, may=BRINGERS),
    post("required_papers_api.create_withdrawal", "performed", json=WHY, says=404, may=BRINGERS),

    get("linked_api.Linked", *ALL),
    post("linked_api.Linked", "performed", json=LINKED, may=LINKS), post("linked.begin", "performed", form=LINKED, may=LINKS),
)
