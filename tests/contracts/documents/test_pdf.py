"""From .docx to PDF, with LibreOffice where it is."""

from __future__ import annotations

import http.server
import subprocess
import threading
import time

import pytest

from contracts.documents import pdf
from contracts.documents.pdf import ConversionFailed, LibreOffice, Missing, NoConverter, converter_found
from tests.contracts.docx import docx_of, linked, pictured

NO_SETTINGS = '<oor:items xmlns:oor="http://openoffice.org/2001/registry"/>'


@pytest.fixture(scope="module")
def office():
    found = converter_found()
    assert isinstance(found, LibreOffice), "LibreOffice is not installed; apt-get install libreoffice-writer-nogui fonts-noto-cjk"
    return found


def text_of(made: bytes, tmp_path) -> str:
    (tmp_path / "x.pdf").write_bytes(made)
    return subprocess.run(["pdftotext", str(tmp_path / "x.pdf"), "-"], capture_output=True, check=True).stdout.decode()


def test_a_document_becomes_a_pdf_with_its_text(office, tmp_path):
    made = office.to_pdf(docx_of("服务合同"))
    assert made.startswith(b"%PDF-")
    assert "服务合同" in text_of(made, tmp_path)


@pytest.fixture
def listener():
    """A server that notes who asks it for anything."""
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self):
            asked.append(self.rfile.readline())

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}", asked
        listening.shutdown()


@pytest.mark.parametrize("without", ["", "without_network", "PROFILE"], ids=["both barriers", "its settings alone", "no network alone"])
def test_nothing_is_fetched_while_a_document_is_converted(office, listener, monkeypatch, without):
    address, asked = listener
    if without == "PROFILE":
        if not pdf.without_network():
            pytest.skip("this machine takes the network from nobody")
        monkeypatch.setattr(pdf, "PROFILE", NO_SETTINGS)
    elif without:
        monkeypatch.setattr(pdf, "without_network", lambda: ())
    office.to_pdf(linked(pictured(docx_of("图"), f"{address}/x.png"), "attachedTemplate", f"{address}/x.dotx"))
    assert asked == []


def test_html_that_calls_itself_a_document_becomes_no_pdf(office):
    with pytest.raises(ConversionFailed):
        office.to_pdf(b"<html><body>hello</body></html>")


def test_a_converter_that_hangs_is_ended_with_all_that_it_started(tmp_path):
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 61 & echo $! > {tmp_path}/child\nsleep 61\n")
    script.chmod(0o755)
    begun = time.monotonic()
    with pytest.raises(ConversionFailed, match="0.5 seconds"):
        LibreOffice(str(script), seconds=0.5).to_pdf(b"x")
    assert time.monotonic() - begun < 10
    state = subprocess.run(["ps", "-o", "stat=", "-p", (tmp_path / "child").read_text().strip()], capture_output=True, text=True, check=False).stdout
    assert state.strip() in ("", "Z")


def test_without_libreoffice_one_sentence_says_so():
    assert isinstance(converter_found("/no/such/soffice"), Missing)
    with pytest.raises(NoConverter) as missing:
        converter_found("/no/such/soffice").to_pdf(b"x")
    assert missing.value.title == "LibreOffice is not installed here, so no PDF can be made."
