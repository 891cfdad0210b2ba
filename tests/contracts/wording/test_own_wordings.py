"""A drafter's own wording of our text: it is what is frozen, its deviations are counted, route and are shown, stale values stop it."""

from __future__ import annotations

import io

import pytest
from docx import Document

from contracts.documents.rendering import paragraphs_of
from contracts.documents.texts import newest
from contracts.documents.word_files import Unsafe
from contracts.drafting.drafts import NotDrafting
from contracts.drafting.submitting import NotReady
from contracts.linting.drafts import deviations_of_mine
from contracts.process.subject import facts_of
from contracts.reading.briefing import briefing_of
from contracts.records import Contract, Paper
from contracts.wording.taking import MarksLeft, NotAWording, take_wording
from contracts.wording.uploading import drop_wording
from engine.desk import at_desk, reading_at
from engine.errors import NotFound
from tests.contracts.at_stage import Travelling
from tests.contracts.docx import docx_of, linked, with_parts
from tests.contracts.paper_files import pdf_with
from tests.contracts.wording.papers import downloaded, reworded, saved, uploaded
from tests.people import actor

CAP = ("不可抗力持续超过六十日", "不可抗力持续超过九十日")


def frozen(contract: Travelling) -> str:
    with reading_at(contract.house, actor("xu")) as desk:
        text = newest(desk, desk.session.get_one(Contract, contract.id))
        assert text is not None
        return "\n".join(paragraphs_of(contract.house.parts["vault"].read(text.docx_sha)))


def with_wording(house, *swaps, **changed) -> Travelling:
    contract = saved(Travelling(house))
    return uploaded(contract, reworded(downloaded(contract), *swaps, **changed))


@pytest.mark.both
def test_what_was_uploaded_is_what_is_frozen_with_the_number_in_its_place(quick_house):
    contract = with_wording(quick_house, CAP).submitted()
    assert CAP[1] in frozen(contract)
    assert f"合同编号：{contract.row().number}" in frozen(contract)
    assert "提交后生成" not in frozen(contract)


@pytest.mark.both
def test_deviating_clauses_are_counted_route_and_are_shown_with_the_words_of_both(quick_house):
    contract = with_wording(quick_house, CAP, without="任何一方均不得以收到第三方付款").submitted()
    assert contract.row().deviations == facts_of(contract.row())["deviations"] == 2
    with reading_at(quick_house, actor("zhang")) as desk:
        shown = briefing_of(desk, contract.items()["department-head"]).deviations
    assert [(one["kind"], one["clause"]) for one in shown] == [("removed", "付款方式"), ("changed", "不可抗力")]
    assert ["del", "六"] in [list(pair) for pair in shown[1]["words"]]
    assert ["ins", "九"] in [list(pair) for pair in shown[1]["words"]]


def test_an_unchanged_upload_deviates_in_nothing(quick_house):
    assert with_wording(quick_house).submitted().row().deviations == 0


def test_the_same_wording_handed_in_again_after_a_return_keeps_the_text(quick_house):
    contract = with_wording(quick_house, CAP).submitted()
    contract.returned("department-head", "zhang", "draft", "again").submitted()
    assert (contract.row().text_number, contract.row().deviations) == (1, 1)


def test_values_that_the_wording_no_longer_says_stop_the_submission(quick_house):
    contract = with_wording(quick_house)
    with pytest.raises(NotReady) as refused:
        contract.submitted(amount="330000.00", counterparty="成都新源电梯有限公司", plan=[
            {"name": "合同款", "condition": "验收后", "amount": "330000.00", "due_on": "2026-12-15"}])
    assert {"amount", "counterparty"} <= set(refused.value.facts["fields"])


def test_a_wording_without_a_place_for_the_number_is_stopped(quick_house):
    contract = with_wording(quick_house)
    uploaded(contract, reworded_everywhere(downloaded(contract)))
    with pytest.raises(NotReady) as refused:
        contract.submitted()
    assert "text.number-missing" in refused.value.facts["fields"]


def reworded_everywhere(docx: bytes) -> bytes:
    word, made = Document(io.BytesIO(docx)), io.BytesIO()
    for part in (word.element.body, *(side._element for section in word.sections for side in (section.header, section.first_page_header))):
        for node in part.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
            node.text = (node.text or "").replace("（提交后生成）", "").replace("提交后生成", "")
    word.save(made)
    return made.getvalue()


def test_a_wording_that_is_dropped_gives_way_to_the_text_from_the_values(quick_house):
    contract = with_wording(quick_house, CAP)
    with at_desk(quick_house, actor("chen")) as desk:
        drop_wording(desk, contract.id)
    assert contract.submitted().row().deviations == 0
    assert CAP[0] in frozen(contract)
    with at_desk(quick_house, actor("chen")) as desk, pytest.raises(NotDrafting):
        drop_wording(desk, contract.id)


def test_a_second_upload_puts_the_first_aside(quick_house):
    contract = with_wording(quick_house, CAP)
    uploaded(contract, reworded(downloaded(contract), (CAP[1], CAP[0])))
    with reading_at(quick_house, actor("chen")) as desk:
        assert deviations_of_mine(desk, contract.id) == ()
        assert [paper.removed_at is None for paper in desk.session.query(Paper).filter_by(kind="wording").order_by(Paper.number)] == [False, True]


def test_nobody_else_uploads_and_a_stranger_does_not_learn_of_it(quick_house):
    contract = saved(Travelling(quick_house))
    with at_desk(quick_house, actor("qian")) as desk, pytest.raises(NotFound):
        drop_wording(desk, contract.id)


@pytest.mark.parametrize(("name", "content", "refusal"), [
    ("x.pdf", pdf_with("合同"), NotAWording), ("x.txt", b"text", NotAWording),
    ("x.docx", with_parts(docx_of("x"), {"word/document.xml": b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                                         b'<w:body><w:p><w:ins w:id="1"/></w:p></w:body></w:document>'}), MarksLeft)])
def test_what_can_be_no_wording_of_ours_is_refused(quick_house, name, content, refusal):
    with pytest.raises(refusal):
        take_wording(quick_house, name, io.BytesIO(content), theirs=False)


def test_a_hostile_document_is_refused_before_it_is_read(quick_house):
    with pytest.raises(Unsafe):
        take_wording(quick_house, "x.docx", io.BytesIO(linked(docx_of("x"), "image", "http://127.0.0.1/a.png")), theirs=False)
