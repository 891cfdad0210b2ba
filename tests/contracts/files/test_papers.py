"""Papers: checked, kept by content, shown by a safe name."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from contracts.documents.word_files import NotWord
from contracts.files import papers
from contracts.files.papers import EmptyFile, TooLarge, TooMuch, WrongKind, safe_name, take_in
from contracts.files.vault import Vault
from contracts.records import Contract
from engine.desk import at_desk
from engine.errors import NotFound
from engine.identity import new_id
from tests.contracts.docx import docx_of
from tests.people import actor

PDF = b"%PDF-1.7\nx"


@pytest.fixture
def filing(house, tmp_path):
    """A house with a vault, and a contract's id."""
    house.parts["vault"] = Vault(tmp_path / "files")
    at = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    with at_desk(house, actor("chen")) as desk:
        contract = Contract(id=new_id(), type="service", title="x", owner="chen", department="ENG", values={}, template="service", created_at=at, updated_at=at)
        desk.session.add(contract)
    return house, contract.id


def attach(filing, name, content):
    house, contract_id = filing
    taken = take_in(house, name, io.BytesIO(content))
    with at_desk(house, actor("chen")) as desk:
        return papers.keep(desk, desk.session.get(Contract, contract_id), "attachment", taken)


def test_two_files_of_one_name_are_both_kept(filing):
    first, second = attach(filing, "合同.docx", docx_of("一")), attach(filing, "合同.docx", docx_of("二"))
    assert (first.name, second.name, first.number, second.number) == ("合同.docx", "合同.docx", 1, 2)
    assert first.sha != second.sha


@pytest.mark.parametrize(("name", "shown"), [
    ("../../app.db", "app.db"), ("C:\\temp\\合同.docx", "合同.docx"), ("a\u202excod.exe", "axcod.exe"), ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ("", "file"), ("...", "file"), ("a\x00b.pdf", "ab.pdf"), ("\ud800.pdf", "pdf")])
def test_a_name_is_shown_safe(name, shown):
    assert safe_name(name) == shown


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.html", b"<html>"), ("a.svg", b"<svg/>"), ("a.pdf", b"<html>"), ("a", PDF)])
def test_files_of_another_kind_than_they_say_are_refused(filing, name, content):
    with pytest.raises(WrongKind):
        attach(filing, name, content)


@pytest.mark.parametrize("name", ["a.pdf", "合同.docx", "a.txt"])
def test_an_empty_file_is_called_empty(filing, name):
    with pytest.raises(EmptyFile):
        attach(filing, name, b"")


def test_html_named_as_a_word_document_is_refused(filing):
    with pytest.raises(NotWord):
        attach(filing, "合同.docx", b"<html></html>")


def test_a_file_above_the_limit_is_refused(filing):
    filing[0].settings = {"papers": {"file_bytes": 10}}
    with pytest.raises(TooLarge):
        attach(filing, "a.pdf", PDF + b"xxxx")


def test_all_files_of_a_contract_together_have_a_limit_and_removing_makes_room(filing):
    house, contract_id = filing
    house.settings = {"papers": {"contract_bytes": 25}}
    attach(filing, "a.pdf", PDF)
    attach(filing, "b.pdf", PDF)
    with pytest.raises(TooMuch):
        attach(filing, "c.pdf", PDF)
    with at_desk(house, actor("chen")) as desk:
        papers.remove(desk, contract_id, 1)
    assert attach(filing, "c.pdf", PDF).number == 3


def test_what_is_no_attachment_cannot_be_taken_away(filing):
    house, contract_id = filing
    with at_desk(house, actor("chen")) as desk:
        papers.add_paper(desk, desk.session.get(Contract, contract_id), "sealed", "s.pdf", PDF)
    with at_desk(house, actor("chen")) as desk, pytest.raises(NotFound):
        papers.remove(desk, contract_id, 1)
