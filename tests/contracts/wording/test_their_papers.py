"""The counterparty's paper: the same review, frozen as it is, sealed, archived; and what is refused at the door."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from contracts.drafting.drafts import read_draft
from contracts.drafting.saving import my_draft
from contracts.drafting.submitting import NotReady
from contracts.files.filed import text_file
from contracts.linting.screenings import newest_screening
from contracts.records import Contract, Text
from contracts.wording.beginning import begin_theirs
from contracts.wording.taking import PaperActive, PaperEncrypted, PaperUnsealable, take_wording
from engine.desk import at_desk, reading_at
from engine.errors import NotFound
from tests.contracts.docx import docx_of
from tests.contracts.wording.papers import LINES, FromPaper, their_pdf
from tests.people import actor

SCRIPT = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})


def changed_pdf(change) -> bytes:
    """Their PDF after something was done to it."""
    writer, made = PdfWriter(io.BytesIO(their_pdf())), io.BytesIO()
    change(writer)
    writer.write(made)
    return made.getvalue()


def taken(house, content: bytes):
    return take_wording(house, "对方合同.pdf", io.BytesIO(content), theirs=True)


def text_of(contract: FromPaper) -> Text:
    with reading_at(contract.house, actor("xu")) as desk:
        return desk.session.get_one(Text, (contract.id, contract.row().text_number))


@pytest.mark.both
def test_their_pdf_is_frozen_byte_for_byte_and_has_no_word_file(quick_house):
    contract = FromPaper(quick_house).submitted()
    assert (contract.row().source, contract.row().template, contract.row().deviations) == ("theirs", "", 0)
    assert quick_house.parts["vault"].read(text_of(contract).pdf_sha) == their_pdf()
    with reading_at(quick_house, actor("xu")) as desk, pytest.raises(NotFound):
        text_file(desk, contract.id, 1, "docx")


@pytest.mark.both
def test_their_pdf_goes_through_review_is_sealed_and_filed(quick_house):
    contract = FromPaper(quick_house).sealed()
    assert contract.row().stage == "sign"
    contract.countersigned().settled().filed()
    assert contract.row().status == "archived"


def test_their_word_file_is_converted_as_it_is(quick_house):
    contract = FromPaper(quick_house, docx_of(*LINES, "合同编号：（提交后生成）"), "对方合同.docx").submitted()
    said = PdfReader(io.BytesIO(quick_house.parts["vault"].read(text_of(contract).pdf_sha))).pages[0].extract_text()
    assert "（提交后生成）" in said
    assert text_of(contract).docx_sha


def test_the_form_asks_for_what_the_type_asks_and_for_no_variables_of_a_text_of_ours(quick_house):
    contract = FromPaper(quick_house)
    with reading_at(quick_house, actor("chen")) as desk:
        names = {one.name for one in read_draft(desk, *my_draft(desk, contract.id, locked=False)).form.fields}
    assert {"title", "counterparty", "amount", "plan"} <= names
    assert "service_content" not in names


def test_a_price_that_their_paper_does_not_say_stops_the_submission(quick_house):
    contract = FromPaper(quick_house, their_pdf(*(line.replace("300,000.00", "310,000.00").replace("叁拾万", "叁拾壹万") for line in LINES)))
    with pytest.raises(NotReady) as refused:
        contract.submitted()
    assert "amount" in refused.value.facts["fields"]


def test_what_is_odd_in_their_paper_is_a_warning_that_raises_the_risk(quick_house):
    contract = FromPaper(quick_house, their_pdf(*LINES[:-1], "项目经理为＿＿＿。", LINES[-1])).submitted()
    with reading_at(quick_house, actor("xu")) as desk:
        found = newest_screening(desk, desk.session.get_one(Contract, contract.id))
    assert found is not None
    assert "blank-left" in {one.code for one in found.found}
    assert contract.row().risk_level == "high"


def test_a_paper_that_is_still_to_come_stops_the_submission(quick_house):
    with at_desk(quick_house, actor("chen")) as desk:
        begun = begin_theirs(desk, "service")
    contract = FromPaper(quick_house)
    contract.id = begun.contract_id
    with pytest.raises(NotReady) as refused:
        contract.submitted()
    assert "text.text-missing" in refused.value.facts["fields"]


def test_a_scan_without_words_is_taken_with_a_warning(quick_house):
    blank = PdfWriter()
    blank.add_blank_page(595, 842)
    made = io.BytesIO()
    blank.write(made)
    contract = FromPaper(quick_house, made.getvalue()).submitted()
    with reading_at(quick_house, actor("xu")) as desk:
        found = newest_screening(desk, desk.session.get_one(Contract, contract.id))
    assert found is not None
    assert [one.code for one in found.found] == ["text-unreadable"]


def test_an_encrypted_pdf_is_refused_with_what_to_do(quick_house):
    with pytest.raises(PaperEncrypted) as refused:
        taken(quick_house, changed_pdf(lambda writer: writer.encrypt("", "owner", algorithm="AES-128")))
    assert "password" in refused.value.hint


@pytest.mark.parametrize("change", [
    lambda writer: writer.root_object.update({NameObject("/OpenAction"): SCRIPT}), lambda writer: writer.add_attachment("x.exe", b"MZ")], ids=["script", "attachment"])
def test_a_pdf_that_runs_or_brings_along_something_is_refused(quick_house, change):
    with pytest.raises(PaperActive):
        taken(quick_house, changed_pdf(change))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"0" * 5000, their_pdf()[:900], b"%PDF-1.4\n1 0 obj\n" + b"[" * 90_000],
                         ids=["empty", "noise", "cut", "nested"])
def test_a_damaged_pdf_is_refused_and_takes_nothing_with_it(quick_house, content):
    with pytest.raises(PaperUnsealable):
        taken(quick_house, content)


def test_a_type_that_is_not_there_begins_nothing(quick_house):
    with at_desk(quick_house, actor("chen")) as desk, pytest.raises(NotFound):
        begin_theirs(desk, "nonsense")
