"""Sign, the second half: the counterparty's signed copy can be uploaded; date and signatories are recorded."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from pypdf import PdfReader, PdfWriter

from contracts.deciding.asked import find_asked
from contracts.files.papers import WrongKind, papers_of
from contracts.files.vault import Vault
from contracts.reading.step_sheet import sheet_of
from contracts.sealing.signing import NotAPdf, record_signatures, signatures_of, take_signed_copy
from engine import history
from engine.desk import at_desk, reading_at
from engine.errors import AlreadyDone, Invalid, NotReturnable, NotYours
from engine.returning import take_back
from tests.contracts.at_stage import Travelling
from tests.contracts.paper_files import pdf_with
from tests.people import actor

GIVEN = {"signed_on": "2026-03-02", "our_signatory": "孙悦", "their_signatory": "马恒立"}


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house, "sealed")


def look(contract, read):
    with reading_at(contract.house, actor("xu")) as desk:
        return read(desk)


def record(contract, typed=GIVEN, by="chen"):
    with at_desk(contract.house, actor(by)) as desk:
        return record_signatures(desk, contract.items()["countersign"], typed)


def test_date_and_signatories_of_both_sides_are_recorded(contract):
    contract.countersigned()
    ours, theirs = look(contract, lambda desk: signatures_of(desk, contract.id))
    assert (ours.side, ours.signatory, theirs.side, theirs.signatory) == ("ours", "孙悦", "theirs", "马恒立")
    assert (theirs.signed_on, contract.row().signed_on) == (dt.date(2026, 3, 2), dt.date(2026, 3, 2))
    assert theirs.approved_sha == ours.approved_sha


def test_their_copy_is_kept_byte_for_byte_as_a_paper(contract):
    contract.countersigned(copy=pdf_with("对方盖章"))
    [paper] = look(contract, lambda desk: papers_of(desk, contract.id, "countersigned"))
    assert contract.house.parts["vault"].read(paper.sha) == pdf_with("对方盖章")
    assert look(contract, lambda desk: signatures_of(desk, contract.id))[1].signed_sha == paper.sha


def test_without_a_copy_the_file_with_our_seal_is_what_they_signed(contract):
    record(contract)
    ours, theirs = look(contract, lambda desk: signatures_of(desk, contract.id))
    assert theirs.signed_sha == ours.signed_sha
    assert look(contract, lambda desk: papers_of(desk, contract.id, "countersigned")) == []


def test_the_history_tells_who_recorded_what(contract):
    contract.countersigned()
    [entry] = [one for one in look(contract, lambda desk: history.entries(desk, contract.row().instance_id)) if one.act == "signed"]
    assert (entry.actor, entry.facts["their_signatory"], len(entry.facts["sha"])) == ("chen", "马恒立", 64)


def test_only_the_drafter_records_it_and_only_once(contract):
    with pytest.raises(NotYours):
        record(contract, by="li")
    item = contract.items()["countersign"]
    record(contract)
    with at_desk(contract.house, actor("chen")) as desk, pytest.raises(AlreadyDone):
        record_signatures(desk, item, GIVEN)
    with at_desk(contract.house, actor("chen")) as desk, pytest.raises(NotReturnable):
        take_back(desk, item)


WRONG = (
    ({"signed_on": "2026-03-03"}, "signed_on"), ({"signed_on": "2026-03-01"}, "signed_on"), ({"signed_on": "soon"}, "signed_on"),
    ({"their_signatory": " "}, "their_signatory"), ({"our_signatory": "长" * 121}, "our_signatory"), ({"copy": "1"}, "copy"), ({"stage": "archive"}, "stage"))


def test_what_does_not_hold_is_said_beside_its_field_and_nothing_is_recorded(contract):
    for changed, field in WRONG:
        with pytest.raises(Invalid) as refused:
            record(contract, {**GIVEN, **changed})
        assert list(refused.value.facts["fields"]) == [field]
    assert len(look(contract, lambda desk: signatures_of(desk, contract.id))) == 1


def test_it_is_signed_on_a_day_of_the_organisations_calendar(contract):
    contract.house.clock.tell("2026-03-03T00:10")              # still the second in UTC
    record(contract, {**GIVEN, "signed_on": "2026-03-03"})
    assert contract.row().signed_on == dt.date(2026, 3, 3)


def locked_pdf():
    writer, whole = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_with("x")))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(whole)
    return whole.getvalue()


@pytest.mark.parametrize(("name", "content", "refusal"), [
    ("a.pdf", b"%PDF-1.7\nbroken", NotAPdf), ("a.pdf", locked_pdf(), NotAPdf), ("a.png", b"\x89PNG\r\n\x1a\n0000", NotAPdf),
    ("a.pdf", b"<html>", WrongKind), ("a.exe", b"MZ", WrongKind)])
def test_a_copy_that_not_everybody_can_open_is_refused(house, tmp_path, name, content, refusal):
    house.parts["vault"] = Vault(tmp_path / "vault")
    with pytest.raises(refusal):
        take_signed_copy(house, name, io.BytesIO(content))


def test_the_sheet_proposes_today_and_who_represents_us(contract):
    with reading_at(contract.house, actor("chen")) as desk:
        sheet = sheet_of(desk, find_asked(desk, contract.items()["countersign"], locked=False))
    assert sheet.typed == {"signed_on": "2026-03-02", "our_signatory": contract.house.settings["organisation"]["representative"]}
