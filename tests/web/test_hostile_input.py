"""What somebody uploads or types to do harm is refused in a sentence or shown as it was typed, and nothing is half done."""

from __future__ import annotations

from io import BytesIO

import pytest

from contracts.files.vault import Vault, VaultFull
from tests.contracts.docx import docx_of, linked, with_parts

WORD = docx_of("正文")
BOMB = with_parts(WORD, {"word/styles.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})
UPLOADS = {
    "a bomb": (BOMB, "合同.docx", 413, "unpacks-too-large"), "HTML": (b"<html></html>", "合同.docx", 415, "not-word"),
    "a picture elsewhere": (linked(WORD, "image", "http://127.0.0.1/x.png"), "合同.docx", 422, "unsafe-file"),
    "macros": (with_parts(WORD, {"word/vbaProject.bin": b"x"}), "合同.docx", 422, "unsafe-file"),
    "a program": (b"MZ", "a\u202excod.exe", 415, "wrong-kind-of-file"), "a PDF that is none": (b"<html>", "a.pdf", 415, "wrong-kind-of-file"),
    "a page": (b"<html>", "a.html", 415, "wrong-kind-of-file"), "nothing": (b"", "a.pdf", 422, "empty-file")}
HOSTILE = '<img src=x onerror=alert(1)> & "B" \' {{ 7*7 }} </title>'


def attached(drafted, content, name):
    return drafted.owner.ask("POST", f"/api/v1/contracts/{drafted.id}/papers", data={"file": (BytesIO(content), name)})


def papers(drafted):
    return drafted.owner.get(f"/api/v1/contracts/{drafted.id}/papers").json


@pytest.mark.parametrize(("content", "name", "status", "code"), UPLOADS.values(), ids=UPLOADS)
def test_a_file_that_does_harm_is_refused_and_nothing_is_kept(drafted, content, name, status, code):
    answer = attached(drafted, content, name)
    assert (answer.status_code, answer.json["code"]) == (status, code), answer.json
    assert answer.json["title"] and answer.json["hint"] and papers(drafted) == []


def test_whatever_a_file_is_called_it_lies_under_its_digest_and_is_shown_safe(drafted, app):
    names = ["../../app.db.txt", "合同.txt", "合同.txt", "长" * 300 + ".txt", "a\u202etxt.exe.txt"]
    for number, name in enumerate(names):
        assert attached(drafted, f"content {number}".encode(), name).status_code == 201
    assert [paper["name"] for paper in papers(drafted)] == ["app.db.txt", "合同.txt", "合同.txt", "长" * 116 + ".txt", "atxt.exe.txt"]
    vault: Vault = app.extensions["chancery"].parts["vault"]
    assert all(vault.exists(paper["sha"]) for paper in papers(drafted)) and len({paper["sha"] for paper in papers(drafted)}) == 5


def test_a_full_disk_is_said_and_nothing_is_kept(drafted, app):
    class Full(Vault):
        def put(self, content):
            raise VaultFull()

    house = app.extensions["chancery"]
    house.parts["vault"] = Full(house.parts["vault"].folder)
    answer = attached(drafted, b"x", "a.txt")
    assert (answer.status_code, answer.json["code"]) == (507, "vault-full")
    assert papers(drafted) == []


@pytest.mark.parametrize("page", ["/contracts/{id}", "/contracts/{id}/draft", "/contracts", "/inbox"])
def test_what_was_typed_is_shown_as_it_was_typed_and_never_run(drafted, visit, page):
    typed = {"version": drafted.version, "values": {"title": HOSTILE, "counterparty": HOSTILE}}
    assert drafted.owner.ask("PUT", f"/api/v1/contracts/{drafted.id}/draft", json=typed).status_code == 200
    shown = visit("chen").get(page.format(id=drafted.id)).get_data(as_text=True)
    assert "<img src=x" not in shown and "&lt;img src=x onerror=alert(1)&gt;" in shown and "{{ 7*7 }}" in shown
