"""The pages of sign, perform and archive: each step through its own form, by the person whom it asks."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa

from contracts.files.papers import papers_of
from contracts.sealing.applying import uses_of
from engine.desk import at_desk, reading_at
from engine.records import WorkItem
from tests.contracts.at_stage import Travelling
from tests.contracts.paper_files import pdf_with, receipt_pdf
from tests.hands import work_off
from tests.people import actor
from tests.quick_pdf import QuickPdf


@pytest.fixture
def contract(app):
    house = app.extensions["chancery"]
    house.parts["converter"] = QuickPdf()
    return Travelling.brought(house)


def look(contract, read):
    with reading_at(contract.house, actor("xu")) as desk:
        return read(desk)


def text_of(answer):
    return answer.get_data(as_text=True)


def test_the_keeper_chooses_a_seal_by_its_picture_and_applies_it(visit, contract):
    item, zhou = contract.approved().items()["seal"], visit("zhou")
    page = text_of(zhou.get(f"/work-items/{item}"))
    assert f'src="/work-items/{item}/seals/company.png"' in page and "选用印章" in page
    assert zhou.get(f"/work-items/{item}/seals/company.png").data.startswith(b"\x89PNG")
    answer = zhou.post(f"/work-items/{item}/seal", {"seal": "company", "field.copies": "3"})
    work_off(contract.house)
    assert (answer.status_code, answer.location) == (303, f"/inbox?done={item}")
    assert [(use.seal, use.copies) for use in look(contract, lambda desk: uses_of(desk, contract.id))] == [("company", 3)]


def test_as_many_copies_are_proposed_as_the_contract_says_and_are_read_in_full_width(visit, contract):
    item, zhou = contract.submitted(copies_each="３").approved().items()["seal"], visit("zhou")
    assert re.search(r'name="field.copies"[^>]* value="6"', text_of(zhou.get(f"/work-items/{item}")))
    zhou.post(f"/work-items/{item}/seal", {"seal": "company", "field.copies": "４"})
    work_off(contract.house)
    assert [use.copies for use in look(contract, lambda desk: uses_of(desk, contract.id))] == [4]


def test_the_picture_of_a_seal_is_for_the_keeper_only(visit, contract):
    item = contract.approved().items()["seal"]
    assert [visit(who).get(f"/work-items/{item}/seals/company.png").status_code for who in ("chen", "zheng", "qian")] == [404, 404, 404]
    assert visit("zhou").get(f"/work-items/{item}/seals/private.png").status_code == 404


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(visit, contract):
    item = contract.approved().items()["seal"]
    answer = visit("zhou").post(f"/work-items/{item}/seal", {"seal": "contract", "field.copies": "99", "field.remark": "双面打印"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "不能大于 20。" in page
    assert "双面打印" in page and 'value="99"' in page


def test_an_approval_that_does_not_hold_is_named_on_the_form(visit, contract):
    item = contract.approved().items()["seal"]
    with at_desk(contract.house, actor("li")) as desk:
        desk.session.execute(sa.update(WorkItem).where(WorkItem.done_by == "li").values(shown="0" * 64))
    answer = visit("zhou").post(f"/work-items/{item}/seal", {"seal": "contract", "field.copies": "1"})
    assert answer.status_code == 409 and "法务审查" in text_of(answer)
    assert look(contract, lambda desk: uses_of(desk, contract.id)) == []


def test_the_keeper_may_return_it_from_the_same_page(visit, contract):
    item, zhou = contract.approved().items()["seal"], visit("zhou")
    shown = text_of(zhou.get(f"/work-items/{item}")).split('name="shown" value="')[1].split('"')[0]
    answer = zhou.post(f"/work-items/{item}/return", {"to": "department-head", "then": "again", "comment": "请核对金额", "shown": shown})
    assert answer.status_code == 303 and list(contract.items()) == ["department-head"]


def test_the_drafter_records_the_signatures_with_their_copy(visit, contract):
    item = contract.sealed().items()["countersign"]
    form = {"field.signed_on": "2026-03-02", "field.our_signatory": "孙悦", "field.their_signatory": "马恒立",
            "field.copy": (io.BytesIO(pdf_with("对方签署")), "对方签署件.pdf")}
    assert visit("chen").post(f"/work-items/{item}/countersign", form).status_code == 303
    work_off(contract.house)
    assert contract.row().stage == "perform"
    assert [paper.name for paper in look(contract, lambda desk: papers_of(desk, contract.id, "countersigned"))] == ["对方签署件.pdf"]


@pytest.mark.parametrize(("name", "content", "status"), [("a.pdf", b"%PDF-1.7\nbroken", 415), ("a.exe", b"MZ", 415), ("a.png", b"\x89PNG\r\n", 415)])
def test_a_copy_that_cannot_be_taken_is_refused_on_the_form(visit, contract, name, content, status):
    item = contract.sealed().items()["countersign"]
    form = {"field.signed_on": "2026-03-02", "field.our_signatory": "孙悦", "field.their_signatory": "马恒立", "field.copy": (io.BytesIO(content), name)}
    answer = visit("chen").post(f"/work-items/{item}/countersign", form)
    assert answer.status_code == status and "马恒立" in text_of(answer)
    assert list(contract.items()) == ["countersign"]


def test_finance_records_a_payment_with_its_receipt(visit, contract):
    contract.countersigned()
    item, wang = contract.settle_item(1), visit("wang")
    page = text_of(wang.get(f"/work-items/{item}"))
    assert "预付款" in page and 'value="100,000.00"' in page
    form = {"field.settled_on": "2026-03-02", "field.settled_amount": "100,000.00", "field.receipt": (io.BytesIO(receipt_pdf()), "回单.pdf")}
    assert wang.post(f"/work-items/{item}/settle", form).status_code == 303
    assert contract.plan_row(1).settled_by == "wang"


def test_without_a_receipt_the_form_asks_for_one(visit, contract):
    item = contract.countersigned().settle_item(1)
    answer = visit("wang").post(f"/work-items/{item}/settle", {"field.settled_on": "2026-03-02", "field.settled_amount": "100000"})
    assert answer.status_code == 422 and "请上传该笔款项的凭证" in text_of(answer)
    assert contract.plan_row(1).settled_on is None


def test_who_comes_second_reads_who_was_first(visit, contract):
    item = contract.countersigned().settle_item(1)
    contract.settled(1, by="wang")
    form = {"field.settled_on": "2026-03-02", "field.settled_amount": "100000", "field.receipt": (io.BytesIO(receipt_pdf()), "回单.pdf")}
    answer = visit("zhao").post(f"/work-items/{item}/settle", form)
    assert answer.status_code == 409 and "王丽" in text_of(answer)


def test_the_archivist_sees_the_list_of_papers_and_the_number_and_files(visit, contract):
    item, wu = contract.countersigned().settled().items()["file"], visit("wu")
    page = text_of(wu.get(f"/work-items/{item}"))
    assert 'value="HT-2026-0001"' in page and page.count('class="is-there"') == 7
    assert wu.post(f"/work-items/{item}/file", {"field.file_number": "HT-2026-0007", "field.retention": "permanent", "field.complete": "yes"}).status_code == 303
    work_off(contract.house)
    assert (contract.row().status, contract.row().file_number) == ("archived", "HT-2026-0007")


def test_the_list_that_was_not_confirmed_is_said_on_the_form(visit, contract):
    item = contract.countersigned().settled().items()["file"]
    answer = visit("wu").post(f"/work-items/{item}/file", {"field.file_number": "HT-2026-0007", "field.retention": "30"})
    assert answer.status_code == 422 and 'value="HT-2026-0007"' in text_of(answer)


def test_others_see_no_form_and_can_not_send_it(visit, contract):
    item = contract.approved().items()["seal"]
    assert "用于第" not in text_of(visit("chen").get(f"/work-items/{item}"))
    assert visit("chen").post(f"/work-items/{item}/seal", {"seal": "contract", "field.copies": "1"}).status_code == 403
    assert visit("qian").post(f"/work-items/{item}/seal", {"seal": "contract", "field.copies": "1"}).status_code == 404


@pytest.mark.parametrize("step", ["seal", "countersign", "settle", "file"])
def test_the_form_of_another_step_changes_nothing(visit, contract, step):
    item = contract.submitted().items()["department-head"]
    form = {"seal": "contract", "field.copies": "1", "field.receipt": (io.BytesIO(receipt_pdf()), "回单.pdf")}
    assert visit("zhang").post(f"/work-items/{item}/{step}", form).status_code in (409, 422)
    assert list(contract.items()) == ["department-head"]
