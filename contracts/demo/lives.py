"""The life of one demo contract, as its people live it: draft, submit, decide, return, seal, record, until it has come far enough."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Generator
from dataclasses import replace

from contracts.deciding import decisions
from contracts.deciding.asked import find_asked
from contracts.demo.buying import ORDER
from contracts.demo.company import BY_LOGIN, HEADS
from contracts.demo.office import Halted, Office
from contracts.demo.outlines import End, Outline, order_under, reason
from contracts.demo.performing import file_it, settle_rows
from contracts.demo.projects import booked
from contracts.demo.scans import quotation, signed_copy
from contracts.demo.wordings import begin_on_their_paper, word_otherwise
from contracts.demo.works import AGREED, REMARKS
from contracts.drafting.attaching import attach
from contracts.drafting.drafts import read_draft
from contracts.drafting.saving import my_draft, save_draft
from contracts.drafting.starting import start_contract
from contracts.drafting.submitting import submit_draft
from contracts.files.papers import take_in
from contracts.linking.beginning import begin_linked
from contracts.process.ending import cancel_contract
from contracts.records import Contract
from contracts.sealing.applying import order_seal
from contracts.sealing.signing import record_signatures, take_signed_copy

KEEPER = BY_LOGIN["zhou"]
REVIEWS = ("department-head", "legal-review", "finance-review", "general-manager")


def live(office: Office, outline: Outline, *, is_submitted: bool = True) -> Generator[None]:
    """Live it; yields whenever its documents wait to be frozen (`office.freezing`). Raises Halted where they did not come."""
    _draft(office, outline)
    if outline.end.stop == "half" or not is_submitted or (outline.end.stop == "draft" and not outline.end.returned):
        return
    submit(office, outline)
    yield
    if outline.end.stop == "cancelled":
        _cancel(office, outline)
        return
    has_come_far_enough = yield from review(office, outline)
    if has_come_far_enough or sign(office, outline):
        return
    if outline.end.linked == "order":
        yield from live_orders(office, outline)
    elif outline.end.linked:
        yield from live_linked(office, outline)
    if settle_rows(office, outline):
        file_it(office, outline)


def live_linked(office: Office, outline: Outline) -> Generator[None]:
    """A supplement or a change of the contract, as far as its end says; the office then has the main one again."""
    main, relation = (office.contract, office.instance), outline.end.linked
    stop = End(outline.end.name, outline.end.days, outline.end.linked_stop)
    linked = replace(outline, end=stop)
    user = outline.work.drafter
    office.later(outline.luck.uniform(6, 20))
    with office.desk(user) as desk:
        office.contract = begin_linked(desk, office.contract, relation).contract_id
        office.instance = str(desk.session.get_one(Contract, office.contract).instance_id)
        office.linked.append(office.instance)
    with office.desk(user) as desk:
        contract, item = my_draft(desk, office.contract)
        save_draft(desk, office.contract, {**read_draft(desk, contract, item).typed, **AGREED[relation]}, contract.version)
    submit(office, linked)
    yield
    if not (yield from review(office, linked)):
        sign(office, linked)
    office.contract, office.instance = main


def live_orders(office: Office, outline: Outline) -> Generator[None]:
    """Two orders under a framework: one is being performed, the other is looked at by legal; the office then has the framework again."""
    main, now = (office.contract, office.instance), office.until.date()
    due = [now + dt.timedelta(days=days) for days in (20, 60)]
    for ago, stop in ((45, ""), (6, "legal-review")):
        office.on(now - dt.timedelta(days=ago))
        order = order_under(outline, ORDER, office.today, due, stop)
        with office.desk(ORDER.drafter) as desk:
            office.contract = begin_linked(desk, main[0], "order", ORDER.text).contract_id
            office.instance = str(desk.session.get_one(Contract, office.contract).instance_id)
            office.linked.append(office.instance)
        with office.desk(ORDER.drafter) as desk:
            contract, item = my_draft(desk, office.contract)
            save_draft(desk, office.contract, {**read_draft(desk, contract, item).typed, **order.typed()}, contract.version)
        submit(office, order)
        yield
        if not (yield from review(office, order)):
            sign(office, order)
    office.contract, office.instance = main


def _draft(office: Office, outline: Outline) -> None:
    user = outline.work.drafter
    office.contract = _begun(office, outline)
    with office.desk(user) as desk:
        office.instance = str(desk.session.get_one(Contract, office.contract).instance_id)
    office.later(outline.luck.uniform(0.5, 2))
    begun_only = {**outline.party.values(), "title": outline.title, "department": outline.department}
    typed = begun_only if outline.end.stop == "half" else outline.typed()
    with office.desk(user) as desk:
        contract, item = my_draft(desk, office.contract)
        draft = read_draft(desk, contract, item)
        asked = {one.name for one in draft.form.fields}          # the counterparty's paper asks for nothing of our text
        typed = {name: value for name, value in {**draft.typed, **typed, **booked(desk, outline.title)}.items() if name in asked}
        save_draft(desk, office.contract, typed, contract.version)
    if outline.end.wording == "own":
        word_otherwise(office, user)
    if outline.number % 3 == 0:
        offer = quotation(outline.party.name, outline.title, f"{outline.amount:,}")
        with office.desk(user) as desk:
            attach(desk, office.contract, take_in(office.house, f"报价单-{outline.party.name}.pdf", io.BytesIO(offer)))


def _begun(office: Office, outline: Outline) -> str:
    if outline.end.wording == "theirs":
        return begin_on_their_paper(office, outline)
    with office.desk(outline.work.drafter) as desk:
        return start_contract(desk, outline.work.text, title=outline.title, department=outline.department).contract_id


def submit(office: Office, outline: Outline, comment: str = "") -> None:
    """Its drafter hands it in."""
    office.later(outline.luck.uniform(0.5, 3))
    with office.desk(outline.work.drafter) as desk:
        submit_draft(desk, office.contract, desk.session.get_one(Contract, office.contract).version, comment=comment)
    office.work_off()


def review(office: Office, outline: Outline) -> Generator[None, None, bool]:
    """True where the life stops in review."""
    to_return = outline.end.returned
    while asked := next((element for element in REVIEWS if element in office.open_items(office.instance)), None):
        if asked == outline.end.stop and not to_return:
            return True
        office.later(outline.luck.uniform(2, 9))
        if asked == to_return:
            to_return = ""
            _return(office, outline, asked)
            if outline.end.stop in ("draft", "rework"):
                return True
            office.later(outline.luck.uniform(2, 6))
            _mend(office, outline)
            yield
        elif outline.end.stop == "rejected" and asked in ("legal-review", "finance-review"):
            _decide(office, asked, _who(outline, asked), "reject", "相对方经营异常，尚有未结诉讼，不宜签约。")
            return True
        else:
            _decide(office, asked, _who(outline, asked), "approve", outline.luck.choice(REMARKS[asked]))
    if "seal" not in office.open_items(office.instance):
        raise Halted("review")
    return False


def _decide(office: Office, element: str, user: str, outcome: str, comment: str) -> None:
    item = office.item(element)
    with office.desk(user) as desk:
        shown = decisions.current_digest(desk, find_asked(desk, item))
        decisions.decide(desk, item, outcome, comment, shown=shown)
    office.work_off()


def _return(office: Office, outline: Outline, element: str) -> None:
    item = office.item(element)
    with office.desk(_who(outline, element)) as desk:
        shown = decisions.current_digest(desk, find_asked(desk, item))
        decisions.return_contract(desk, item, "draft", "back" if outline.end.straight else "again", reason(outline), shown=shown)
    office.work_off()


def _mend(office: Office, outline: Outline) -> None:
    user = outline.work.drafter
    with office.desk(user) as desk:
        contract, item = my_draft(desk, office.contract)
        typed = read_draft(desk, contract, item).typed
        mended = {**typed, "late_rate": "8", "special_terms": "双方于每月五日前书面通报上月的履行情况。"}
        save_draft(desk, office.contract, mended, contract.version)
    submit(office, outline, "已按意见修改。")


def _cancel(office: Office, outline: Outline) -> None:
    office.later(6)
    with office.desk(outline.work.drafter) as desk:
        cancel_contract(desk, desk.session.get_one(Contract, office.contract), "项目暂缓，本年度不再实施。")


def sign(office: Office, outline: Outline) -> bool:
    """Seal, then record the other party's signature; True where the life stops on the way."""
    if outline.end.stop == "seal":
        return True
    office.later(outline.luck.uniform(2, 8))
    item = office.item("seal")
    with office.desk(_sealer(outline)) as desk:
        order_seal(desk, item, "contract", {"copies": "4", "remark": ""})
    office.work_off()
    if outline.end.stop == "countersign":
        return True
    office.later(outline.luck.uniform(20, 60))
    item, today = office.item("countersign"), office.today.isoformat()
    with office.desk(outline.work.drafter) as desk:
        number = desk.session.get_one(Contract, office.contract).number or ""
    page = signed_copy(number, outline.party.name, outline.party.representative, today)
    copy = take_signed_copy(office.house, f"{number}-对方签署页.pdf", io.BytesIO(page))
    typed = {"signed_on": today, "our_signatory": "孙悦", "their_signatory": outline.party.representative, "remark": ""}
    with office.desk(outline.work.drafter) as desk:
        record_signatures(desk, item, typed, copy)
    office.work_off()
    return False


def _sealer(outline: Outline) -> str:
    """The keeper of the seals, for whose own contracts their superior."""
    return KEEPER.login if outline.work.drafter != KEEPER.login else str(KEEPER.superior)


def _who(outline: Outline, element: str) -> str:
    """Who does this step of the review."""
    finance = "wang" if outline.number % 2 else "zhao"
    return {"legal-review": "li", "finance-review": finance, "general-manager": "sun"}.get(element) or HEADS[outline.department]
