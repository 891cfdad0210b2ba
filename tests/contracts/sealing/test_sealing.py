"""Sign: the seal keeper applies the company seal to the PDF that was approved, as a PAdES signature with a visible red seal."""

from __future__ import annotations

import errno
import io
import os
import subprocess
from dataclasses import replace

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from contracts.deciding import decisions
from contracts.deciding.asked import find_asked
from contracts.files.papers import papers_of
from contracts.process.ending import NotCancellable, cancel_contract
from contracts.reading.step_sheet import seal_image, sheet_of
from contracts.records import Contract, Text
from contracts.sealing.applying import order_seal, uses_of
from contracts.sealing.approvals import NotApproved
from contracts.sealing.seals import provider_of
from contracts.sealing.signing import signatures_of
from engine import history
from engine.desk import at_desk, reading_at
from engine.errors import AlreadyDone, Invalid, NotFound, NotReturnable, NotYours, UnknownOutcome
from engine.identity import Key
from engine.jobs import Order
from engine.records import Incident, Job, WorkItem
from engine.returning import return_targets
from tests.contracts.at_stage import Travelling
from tests.hands import work_off
from tests.people import actor


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house, "approved")


def look(contract, read):
    with reading_at(contract.house, actor("xu")) as desk:
        return read(desk)


def approved_pdf(contract):
    text = look(contract, lambda desk: desk.session.get_one(Text, (contract.id, contract.row().text_number)))
    return contract.house.parts["vault"].read(text.pdf_sha)


def sealed_pdf(contract):
    [paper] = look(contract, lambda desk: papers_of(desk, contract.id, "sealed"))
    return contract.house.parts["vault"].read(paper.sha)


def test_the_sealed_file_begins_with_the_approved_bytes_and_its_signature_holds(contract):
    sealed = sealed_pdf(contract.sealed())
    assert sealed.startswith(approved_pdf(contract)) and len(sealed) > len(approved_pdf(contract))
    assert [(mark.is_good, mark.covers_all) for mark in provider_of(contract.house).check(sealed)] == [(True, True)]


def test_another_reader_of_signatures_agrees(contract, tmp_path):
    (tmp_path / "sealed.pdf").write_bytes(sealed_pdf(contract.sealed()))
    said = subprocess.run(["pdfsig", "-nocert", tmp_path / "sealed.pdf"], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said and "Total document signed" in said


def test_on_the_document_of_the_vetted_text_it_stands_over_our_line_of_the_signature_block(chancery_house):
    sealed = sealed_pdf(Travelling.brought(chancery_house, "sealed"))
    reader = PdfReader(io.BytesIO(sealed))
    [(page, mark)] = [(number, note.get_object()) for number, page in enumerate(reader.pages) for note in page.get("/Annots", [])
                      if note.get_object().get("/FT") == "/Sig"]
    left, bottom, right, top = map(float, mark["/Rect"])
    assert page == len(reader.pages) - 1 and "甲方（盖章）" in reader.pages[page].extract_text()
    assert left < 200 and right - left == pytest.approx(119, abs=1) and 0 < bottom < top < 842


def test_the_use_of_the_seal_stands_in_the_register_and_in_the_history(contract):
    contract.sealed(copies="3", remark="双面打印")
    [use] = look(contract, lambda desk: uses_of(desk, contract.id))
    assert (use.seal, use.copies, use.remark, use.ordered_by, use.text_number) == ("contract", 3, "双面打印", "zhou", 1)
    assert use.applied_at is not None and use.paper is not None
    [entry] = [one for one in look(contract, lambda desk: history.entries(desk, contract.row().instance_id)) if one.act == "sealed"]
    assert (entry.facts["approved"], entry.on_behalf_of) == (use.approved_sha, "zhou")


def test_our_signature_names_both_files(contract):
    [ours] = look(contract.sealed(), lambda desk: signatures_of(desk, contract.id))
    assert (ours.side, ours.seal, ours.signatory) == ("ours", "contract", contract.house.settings["organisation"]["name"])
    assert contract.house.parts["vault"].read(ours.signed_sha).startswith(contract.house.parts["vault"].read(ours.approved_sha))


def test_only_the_seal_keeper_seals(contract):
    with pytest.raises(NotYours):
        contract.sealed(by="li")
    assert look(contract, lambda desk: uses_of(desk, contract.id)) == []


def test_a_seal_is_ordered_once(contract):
    item = contract.items()["seal"]
    contract.sealed(now=False)
    with at_desk(contract.house, actor("zhou")) as desk, pytest.raises(AlreadyDone):
        order_seal(desk, item, "company", {"copies": "1"})
    assert [use.seal for use in look(contract, lambda desk: uses_of(desk, contract.id))] == ["contract"]


WRONG = (("private", {"copies": "1"}, "seal"), ("", {"copies": "1"}, "seal"), ("contract", {}, "copies"), ("contract", {"copies": "0"}, "copies"),
         ("contract", {"copies": "21"}, "copies"), ("contract", {"copies": "1", "amount": "1"}, "amount"))


def test_what_is_typed_wrong_is_said_beside_its_field_and_nothing_is_ordered(contract):
    for seal, typed, field in WRONG:
        with at_desk(contract.house, actor("zhou")) as desk, pytest.raises(Invalid) as refused:
            order_seal(desk, contract.items()["seal"], seal, typed)
        assert list(refused.value.facts["fields"]) == [field]
    assert look(contract, lambda desk: uses_of(desk, contract.id)) == []


def test_the_form_of_another_step_is_refused(quick_house):
    contract = Travelling(quick_house)
    with at_desk(quick_house, actor("chen")) as desk, pytest.raises(UnknownOutcome):
        order_seal(desk, contract.items()["draft"], "contract", {"copies": "1"})


def test_a_seal_step_is_not_done_by_a_bare_decision(contract):
    with at_desk(contract.house, actor("zhou")) as desk, pytest.raises(decisions.HasItsOwnForm):
        decisions.decide(desk, contract.items()["seal"], "apply", shown=None)


def test_an_approval_of_another_text_stops_the_seal(contract):
    contract.house.clock.advance("PT1H")
    with at_desk(contract.house, actor("li")) as desk:
        desk.session.execute(sa.update(WorkItem).where(WorkItem.done_by == "li").values(shown="0" * 64))
    with pytest.raises(NotApproved) as refused:
        contract.sealed()
    assert refused.value.facts["steps"] == ["法务审查"]
    assert look(contract, lambda desk: uses_of(desk, contract.id)) == []


def test_an_approval_that_is_missing_stops_the_seal(contract):
    with at_desk(contract.house, actor("li")) as desk:
        desk.session.execute(sa.update(WorkItem).where(WorkItem.done_by == "wang").values(outcome="return"))
    with pytest.raises(NotApproved):
        contract.sealed()


def test_who_approved_the_changed_text_again_does_not_stop_the_seal(quick_house):
    contract = Travelling.brought(quick_house, "submitted").decided("department-head").decided("legal-review")
    contract.returned("finance-review", "wang", "draft", "back").submitted(late_rate="9")
    reaffirm(contract, "zhang"), reaffirm(contract, "li")
    contract.decided("finance-review").sealed()
    assert contract.row().text_number == 2
    assert sealed_pdf(contract).startswith(approved_pdf(contract))


def reaffirm(contract, user):
    """Say yes again to the text as it is now."""
    with at_desk(contract.house, actor(user)) as desk:
        asked = desk.session.scalars(sa.select(WorkItem).where(WorkItem.kind == "reaffirm", WorkItem.state == "open"))
        [item] = [Key(one.instance_id, one.number) for one in asked if one.candidates == [f"u:{user}"]]
        decisions.decide(desk, item, "approve", shown=decisions.current_digest(desk, find_asked(desk, item)))
    work_off(contract.house)


def test_the_keeper_may_return_it_and_afterwards_all_decide_anew(contract):
    with reading_at(contract.house, actor("zhou")) as desk:
        assert "department-head" in [target.element for target in return_targets(desk, contract.items()["seal"])]
    contract.returned("seal", "zhou", "department-head", "again")
    assert list(contract.items()) == ["department-head"]
    contract.decided("department-head")
    assert set(contract.items()) == {"legal-review", "finance-review"}
    assert contract.sealed().row().stage == "sign"


def test_what_was_sealed_is_not_taken_back_nor_returned_nor_cancelled(contract):
    item = contract.items()["seal"]
    contract.sealed(now=False)
    with at_desk(contract.house, actor("zhou")) as desk, pytest.raises(NotReturnable):
        decisions.take_back(desk, item)
    work_off(contract.house)
    with reading_at(contract.house, actor("chen")) as desk:
        assert return_targets(desk, contract.items()["countersign"]) == []
    with at_desk(contract.house, actor("chen")) as desk, pytest.raises(NotCancellable):
        cancel_contract(desk, desk.session.get_one(Contract, contract.id), "不签了")


def test_the_job_that_runs_twice_seals_once(contract):
    contract.sealed()
    with at_desk(contract.house, actor("zheng")) as desk:
        job = desk.session.scalar(sa.select(Job).where(Job.topic == "apply-seal"))
        assert contract.house.services["apply-seal"].prepare(desk, replace(order_of(job), subject_id=contract.id)) is None
    assert len(look(contract, lambda desk: papers_of(desk, contract.id, "sealed"))) == 1


def order_of(job):
    return Order(Key(job.instance_id, job.number), job.topic, job.element, "contract", "", "chen", {}, 1, "")


def test_a_provider_that_answers_another_file_is_an_incident_and_nothing_is_kept(contract):
    class Swapping(type(provider_of(contract.house))):
        def apply(self, approved, order):
            return super().apply(approved.replace(b"%PDF-1.7", b"%PDF-1.6", 1) + b"\n", order)

    own = provider_of(contract.house)
    contract.house.parts["seals"] = Swapping(own.organisation, own.key, own.folder)
    contract.sealed()
    [incident] = look(contract, lambda desk: list(desk.session.scalars(sa.select(Incident))))
    assert "not the approved one" in incident.message
    assert look(contract, lambda desk: papers_of(desk, contract.id, "sealed")) == []
    assert look(contract, lambda desk: uses_of(desk, contract.id))[0].applied_at is None


def test_a_full_disk_keeps_no_half_of_the_sealed_file_and_it_is_sealed_when_there_is_room(contract, clock, monkeypatch):
    def no_room(_file):
        raise OSError(errno.ENOSPC, "no space left")

    contract.sealed(now=False)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_room)
        work_off(contract.house)
    assert look(contract, lambda desk: papers_of(desk, contract.id, "sealed")) == []
    assert list(contract.house.parts["vault"].folder.glob(".new-*")) == []
    clock.advance("PT1M")
    work_off(contract.house)
    assert len(look(contract, lambda desk: papers_of(desk, contract.id, "sealed"))) == 1


def test_the_sheet_offers_the_seals_with_their_pictures_to_the_keeper_only(contract):
    with reading_at(contract.house, actor("zhou")) as desk:
        asked = find_asked(desk, contract.items()["seal"], locked=False)
        assert [seal.key for seal in sheet_of(desk, asked).seals] == ["contract", "company"]
        assert seal_image(desk, asked, "company").startswith(b"\x89PNG")
        with pytest.raises(NotFound):
            seal_image(desk, asked, "private")
    with reading_at(contract.house, actor("xu")) as desk:
        asked = find_asked(desk, contract.items()["seal"], locked=False)
        assert sheet_of(desk, asked) is None
        with pytest.raises(NotFound):
            seal_image(desk, asked, "company")
