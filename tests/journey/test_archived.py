"""Archive: the package verifies, nothing can be changed any more, everybody sees what is theirs to see."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.people import DEPARTMENTS


@pytest.fixture
def performed(quick_way, clock):
    """Signed and paid in full, before the archivist."""
    quick_way.submitted().approved().sealed().countersigned("2026-03-02")
    clock.tell("2026-12-14T10:00")
    quick_way.settle_down()
    for row in quick_way.typed["plan"]:
        quick_way.settled(row, "2026-12-14")
    return quick_way


@pytest.fixture
def archived(performed):
    return performed.filed()


def test_the_package_holds_the_documents_signatures_history_and_a_manifest(archived):
    names = {name.partition("/")[2] for name in archived.package().namelist()}
    documents = {f"data/documents/{name}" for name in ("text-1.docx", "text-1.pdf", "sealed-1.pdf", "countersigned-2.pdf")}
    histories = {f"data/history/{name}.jsonl" for name in ("contract", "obligation-1", "obligation-2", "obligation-3")}
    receipts = {f"data/papers/0{number}-receipt.pdf" for number in (3, 4, 5)}
    assert documents | histories | receipts | {"data/signatures.json", "manifest-sha256.txt"} <= names
    assert archived.read("/package/verification")["is_good"]


def test_a_package_with_one_other_byte_is_found_out(archived):
    whole, other = archived.package(), io.BytesIO()
    with zipfile.ZipFile(other, "w") as changed:
        for name in whole.namelist():
            content = whole.read(name)
            changed.writestr(name, content[:-1] + b"?" if name.endswith(".docx") else content)
    said = archived.ask("wu", "POST", "/api/v1/packages/verification", None, ("package.zip", other.getvalue()))
    assert (said.status, said.body["is_good"]) == (200, False)
    assert any(fault["file"].endswith(".docx") for fault in said.body["faults"])


def test_it_has_its_file_number_and_stands_in_the_archive(archived):
    row = archived.done("wu", "GET", "/archive")["rows"][0]
    assert (row["file_number"], row["contract"]) == ("HT-2026-0001", archived.id)
    assert archived.stands() == ("archive", "archived", set())


def test_a_file_number_is_given_once(archived, performed):
    again = archived.ask("wu", "POST", f"/api/v1/work-items/{archived.read()['instance']}.1/file", {"values": {"file_number": "HT-2026-0001"}})
    assert again.status in (404, 409, 422)


CHANGES = (
    ("chen", "PUT", "/draft", {"version": 1, "values": {}}), ("chen", "POST", "/draft/submission", {"version": 1}),
    ("chen", "POST", "/cancellation", {"reason": "不要了"}), ("chen", "POST", "/urging", None),
    ("wang", "POST", "/obligations/1/early", None))


def test_an_archived_contract_is_only_read(archived):
    before = archived.read()
    statuses = [archived.ask(user, method, f"/api/v1/contracts/{archived.id}{path}", body).status for user, method, path, body in CHANGES]
    assert set(statuses) <= {403, 404, 409}
    assert archived.read() == before


def test_each_sees_own_their_departments_or_all(archived):
    listed = {user: archived.done(user, "GET", "/contracts") for user in DEPARTMENTS}
    sees = {user for user, page in listed.items() if [row["id"] for row in page["rows"]] == [archived.id]}
    assert sees == set(DEPARTMENTS) - {"qian", "he"}          # of another department, and never asked
    assert {user for user, page in listed.items() if page["totals"]["count"]} == sees
    for path in ("", "/package", "/history"):
        answers = {user: archived.ask(user, "GET", f"/api/v1/contracts/{archived.id}{path}").status for user in DEPARTMENTS}
        assert answers == {user: 200 if user in sees else 404 for user in DEPARTMENTS}
