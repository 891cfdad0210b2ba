"""Archive: the required papers are checked, the file number is given, a package is made as a job and can be verified."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
import sqlalchemy as sa

from contracts.archive import archived
from contracts.archive.archiving import PapersMissing, file_contract
from contracts.archive.filings import Filing
from contracts.archive.required_papers import required_papers
from contracts.deciding.asked import find_asked
from contracts.files.papers import papers_of
from contracts.reading.step_sheet import sheet_of
from contracts.records import Contract, Paper
from engine import history
from engine.desk import at_desk, reading_at
from engine.errors import AlreadyDone, Invalid, NotFound, NotReturnable, NotYours
from engine.records import Entry
from engine.returning import take_back
from tests.contracts.at_stage import Travelling
from tests.hands import work_off
from tests.people import actor

GIVEN = {"file_number": "HT-2026-0001", "retention": "30", "complete": "yes"}


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house, "countersigned", "settled")


def look(contract, read, user="xu"):
    with reading_at(contract.house, actor(user)) as desk:
        return read(desk)


def file(contract, typed=GIVEN, by="wu"):
    with at_desk(contract.house, actor(by)) as desk:
        return file_contract(desk, contract.items()["file"], typed)


def package_of(contract):
    [paper] = look(contract, lambda desk: papers_of(desk, contract.id, "package"))
    return contract.house.parts["vault"].read(paper.sha)


def inside(contract):
    with zipfile.ZipFile(io.BytesIO(package_of(contract))) as bag:
        return {name.partition("/")[2]: bag.read(name) for name in bag.namelist()}


def verified(contract):
    return archived.verify_archived(contract.house, look(contract, lambda desk: archived.archived(desk, contract.id)))


def test_the_list_of_required_papers_is_held_against_what_is_there(contract):
    lines = look(contract, lambda desk: required_papers(desk, desk.session.get_one(Contract, contract.id)))
    assert [(line.kind, line.about, line.is_there, line.must) for line in lines] == [
        ("text", "", True, True), ("sealed", "", True, True), ("signatures", "", True, True), ("countersigned", "", True, False),
        ("receipt", "预付款", True, True), ("receipt", "进度款", True, True), ("receipt", "尾款", True, True), ("acceptance", "", False, False)]


def test_without_a_required_paper_nothing_is_filed(contract):
    with at_desk(contract.house, actor("wu")) as desk:
        desk.session.execute(sa.update(Paper).where(Paper.kind == "receipt", Paper.plan_row == 2).values(removed_at=desk.now, removed_by="wu"))
    with pytest.raises(PapersMissing) as refused:
        file(contract)
    assert refused.value.facts["papers"] == [{"kind": "receipt", "called": "Receipt", "about": "进度款"}]
    assert (contract.row().file_number, look(contract, lambda desk: desk.session.get(Filing, contract.id))) == (None, None)


def test_the_file_number_is_given_and_stands_in_ledger_and_history(contract):
    file(contract, {**GIVEN, "remark": "三卷"})
    filing = look(contract, lambda desk: desk.session.get(Filing, contract.id))
    assert (contract.row().file_number, filing.filed_by, filing.retention, filing.remark) == ("HT-2026-0001", "wu", "30", "三卷")
    entries = look(contract, lambda desk: history.entries(desk, contract.row().instance_id))
    assert [one.facts["after"]["file_number"] for one in entries if one.act == "ledger" and "file_number" in one.facts["after"]] == ["HT-2026-0001"]


WRONG = (({"complete": "no"}, "complete"), ({"complete": ""}, "complete"), ({"file_number": ""}, "file_number"),
         ({"file_number": "HT;1"}, "file_number"), ({"retention": "5"}, "retention"), ({"status": "archived"}, "status"))


def test_what_does_not_hold_is_said_beside_its_field_and_nothing_is_filed(contract):
    for changed, field in WRONG:
        with pytest.raises(Invalid) as refused:
            file(contract, {**GIVEN, **changed})
        assert list(refused.value.facts["fields"]) == [field]
    assert (contract.row().file_number, list(contract.items())) == (None, ["file"])


def test_only_the_archivist_files_and_it_is_not_taken_back(contract):
    with pytest.raises(NotYours):
        file(contract, by="chen")
    item = contract.items()["file"]
    file(contract)
    with at_desk(contract.house, actor("wu")) as desk, pytest.raises(AlreadyDone):
        file_contract(desk, item, GIVEN)
    with at_desk(contract.house, actor("wu")) as desk, pytest.raises(NotReturnable):
        take_back(desk, item)


def test_two_contracts_never_share_a_file_number(contract):
    other = Travelling.brought(contract.house, "countersigned", "settled")
    contract.filed()
    with pytest.raises(Invalid) as refused:
        file(other)
    assert list(refused.value.facts["fields"]) == ["file_number"]
    assert other.filed().row().file_number == "HT-2026-0002"


def test_the_sheet_proposes_the_next_number_and_shows_the_list(contract):
    sheet = look(contract, lambda desk: sheet_of(desk, find_asked(desk, contract.items()["file"], locked=False)), "wu")
    assert sheet.typed == {"retention": "30", "file_number": "HT-2026-0001"}
    assert (len(sheet.papers), sheet.lacks) == (8, ())


def test_the_package_is_made_by_a_job_and_the_contract_has_ended(contract):
    contract.filed(now=False)
    assert (contract.row().status, look(contract, lambda desk: papers_of(desk, contract.id, "package"))) == ("running", [])
    work_off(contract.house)
    [paper] = look(contract, lambda desk: papers_of(desk, contract.id, "package"))
    assert (contract.row().status, contract.row().stage, paper.name) == ("archived", "archive", "SVC-ENG-2026-0001-归档包.zip")


def test_it_holds_documents_signatures_papers_and_history(contract):
    names = set(inside(contract.filed()))
    assert {f"data/{name}" for name in (
        "documents/text-1.docx", "documents/text-1.pdf", "documents/sealed-1.pdf", "documents/countersigned-2.pdf", "papers/03-receipt.pdf",
        "papers/05-receipt.pdf", "history/contract.jsonl", "history/obligation-1.jsonl", "history/obligation-3.jsonl", "facts.json", "approvals.json",
        "signatures.json", "seal-uses.json", "payments.json", "invoices.json", "papers.json", "texts.json", "index.html")} <= names
    assert {"manifest-sha256.txt", "tagmanifest-sha256.txt", "bagit.txt", "verify.py", "seal.crt", "README.txt"} <= names


def test_its_sealed_file_is_the_one_that_was_approved(contract):
    files = inside(contract.filed())
    assert files["data/documents/sealed-1.pdf"].startswith(files["data/documents/text-1.pdf"])
    [ours, theirs] = json.loads(files["data/signatures.json"])
    assert (ours["file"], ours["approved_file"], theirs["file"]) == (
        "data/documents/sealed-1.pdf", "data/documents/text-1.pdf", "data/documents/countersigned-2.pdf")


def test_the_manifest_is_verified_by_a_few_lines_of_ones_own(contract):
    files = inside(contract.filed())
    for line in files["manifest-sha256.txt"].decode().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(files[name]).hexdigest() == digest
    before = ""
    for link in map(json.loads, files["data/history/contract.jsonl"].splitlines()):
        assert (link["previous"], hashlib.sha256((before + link["text"]).encode()).hexdigest()) == (before, link["hash"])
        before = link["hash"]


def test_verifying_it_finds_nothing_wrong(contract):
    report = verified(contract.filed())
    assert (report.is_good, report.signatures) == (True, 1)


def test_a_changed_byte_in_the_vault_is_found(contract):
    contract.filed()
    [paper] = look(contract, lambda desk: papers_of(desk, contract.id, "package"))
    place = contract.house.parts["vault"].folder / paper.sha[:2] / paper.sha
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.write_bytes(content)
    assert not verified(contract).is_good
    place.unlink()
    assert [fault.what for fault in verified(contract).faults] == ["missing"]


def test_a_package_that_was_exchanged_for_another_whole_one_is_found(contract):
    other = Travelling.brought(contract.house, "filed")
    contract.filed()
    [mine], [others] = ([paper.sha for paper in look(one, lambda desk, one=one: papers_of(desk, one.id, "package"))] for one in (contract, other))
    with at_desk(contract.house, actor("zheng")) as desk:
        desk.session.execute(sa.update(Paper).where(Paper.sha == mine).values(sha=others))
    assert [fault.what for fault in verified(contract).faults] == ["changed"]


def test_the_history_in_the_package_is_the_history_of_the_house(contract):
    files = inside(contract.filed())
    last = json.loads(files["data/history/contract.jsonl"].splitlines()[-1])
    held = look(contract, lambda desk: desk.session.get(Entry, (contract.row().instance_id, last["number"])))
    assert held.hash == last["hash"]
    assert look(contract, history.verify) == []


def test_names_that_people_gave_are_never_paths_in_the_package(quick_house):
    contract = Travelling(quick_house, title='<script>alert("1")</script> ../../x').filed()
    files = inside(contract)
    assert all(name.isascii() and ".." not in name for name in files)
    assert b"<script>" not in files["data/index.html"] and b"&lt;script&gt;" in files["data/index.html"]
    assert verified(contract).is_good


def test_the_archive_lists_what_one_may_see_by_number_and_words(contract):
    contract.filed()
    page = look(contract, lambda desk: archived.page(desk, "电梯 0001"))
    assert [(one.file_number, one.keep_until, one.package) for one in page.rows] == [("HT-2026-0001", 2056, 6)]
    assert look(contract, lambda desk: archived.page(desk, "没有")).rows == ()
    assert look(contract, lambda desk: archived.page(desk), "qian").rows == ()
    with pytest.raises(NotFound):
        look(contract, lambda desk: archived.archived(desk, contract.id), "qian")


def test_pages_of_the_archive_have_no_gap_and_no_double(contract):
    for _ in range(2):
        Travelling.brought(contract.house, "filed")
        contract.house.clock.advance("PT1M")
    contract.filed()
    first = look(contract, lambda desk: archived.page(desk, limit=2))
    rest = look(contract, lambda desk: archived.page(desk, after=first.next, limit=2))
    assert [one.file_number for one in (*first.rows, *rest.rows)] == ["HT-2026-0003", "HT-2026-0002", "HT-2026-0001"]
    for after in ("x", "2026-03-02~", "~"):
        with pytest.raises(Invalid):
            look(contract, lambda desk, after=after: archived.page(desk, after=after))
