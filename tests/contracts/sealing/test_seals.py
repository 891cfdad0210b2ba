"""Seals: drawn by us, a key that nobody else reads, a signature behind the approved bytes."""

from __future__ import annotations

import datetime as dt
import io
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from contracts.sealing.drawing import NoSuchName, draw_seal
from contracts.sealing.places import place_for
from contracts.sealing.sealed_pdf import NotSealable, check_pdf
from contracts.sealing.seals import SealOrder, open_cabinet
from engine.errors import NotFound
from tests.contracts.paper_files import contract_pdf, pdf_with

NOW = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)
ORDER = SealOrder("contract", "expense", "SVC-ENG-2026-0001", NOW)


@pytest.fixture(scope="module")
def cabinet(tmp_path_factory):
    return open_cabinet(tmp_path_factory.mktemp("data"), "华远工程有限公司", NOW)


@pytest.fixture(scope="module")
def sealed(cabinet):
    return cabinet.apply(contract_pdf(), ORDER)


def test_a_seal_is_red_on_a_clear_ground_and_no_larger_than_400_pixels():
    seal = Image.open(io.BytesIO(draw_seal("华远工程有限公司", "合同专用章"))).convert("RGBA")
    assert max(seal.size) <= 400
    assert seal.getpixel((2, 2))[3] == 0
    red, green, blue, solid = seal.getpixel((200, 190))                # in the star
    assert red > 150 > green and blue < 80 and solid == 255


def test_a_name_is_drawn_and_never_read_as_a_drawing():
    assert draw_seal('#set page(fill: black)"]')[:4] == b"\x89PNG"


@pytest.mark.parametrize("name", ["", "   ", "长" * 41])
def test_a_seal_needs_a_name_that_fits(name):
    with pytest.raises(NoSuchName):
        draw_seal(name)


def test_the_key_is_made_once_and_for_nobody_else_to_read(tmp_path):
    first = open_cabinet(tmp_path, "华远", NOW)
    before = first.key.key.read_bytes()
    assert stat.S_IMODE(first.key.key.stat().st_mode) == 0o600
    assert open_cabinet(tmp_path, "华远", NOW).key.key.read_bytes() == before


def test_a_kill_between_key_and_certificate_leaves_a_pair_that_fits(tmp_path):
    open_cabinet(tmp_path, "华远", NOW).key.certificate.unlink()
    again = open_cabinet(tmp_path, "华远", NOW)
    assert all(mark.is_good for mark in again.check(again.apply(contract_pdf(), ORDER)))


def test_the_sealed_file_begins_with_the_bytes_that_were_approved(sealed):
    assert sealed.startswith(contract_pdf()) and len(sealed) > len(contract_pdf())


def test_the_signature_holds_and_covers_the_whole_file(cabinet, sealed):
    [mark] = cabinet.check(sealed)
    assert (mark.is_intact, mark.is_trusted, mark.covers_all) == (True, True, True)
    assert (mark.signer, mark.at) == ("华远工程有限公司", NOW)


def test_one_changed_byte_breaks_the_signature(cabinet, sealed):
    changed = bytearray(sealed)
    changed[len(contract_pdf()) // 2] ^= 1
    assert [mark.is_intact for mark in cabinet.check(bytes(changed))] == [False]


def test_another_company_is_not_trusted_for_ours(cabinet, sealed, tmp_path):
    other = open_cabinet(tmp_path, "华远工程有限公司", NOW)
    assert [mark.is_good for mark in other.check(sealed)] == [False]


def test_poppler_says_the_same(sealed, tmp_path):
    (tmp_path / "sealed.pdf").write_bytes(sealed)
    said = subprocess.run(["pdfsig", "-nocert", tmp_path / "sealed.pdf"], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said and "ETSI.CAdES.detached" in said and "Total document signed" in said


def test_the_seal_is_seen_in_red_and_the_text_stays_as_it_was(sealed, tmp_path):
    (tmp_path / "sealed.pdf").write_bytes(sealed)
    subprocess.run(["pdftoppm", "-png", "-r", "50", "-f", "2", tmp_path / "sealed.pdf", tmp_path / "page"], check=True)
    [page] = tmp_path.glob("page*.png")
    assert sum(red > 150 > green for red, green, _ in Image.open(page).convert("RGB").get_flattened_data()) > 300
    (tmp_path / "approved.pdf").write_bytes(contract_pdf())
    texts = [subprocess.run(["pdftotext", tmp_path / name, "-"], capture_output=True, check=True).stdout for name in ("sealed.pdf", "approved.pdf")]
    assert texts[0] == texts[1] != b""


def test_many_parts_that_start_at_once_share_one_key(tmp_path):
    with ThreadPoolExecutor(8) as parts:
        cabinets = list(parts.map(lambda _: open_cabinet(tmp_path, "华远", NOW), range(8)))
    assert all(mark.is_good for mark in cabinets[0].check(cabinets[-1].apply(contract_pdf(), ORDER)))


def test_a_second_seal_leaves_the_first_one_whole(cabinet, sealed):
    twice = cabinet.apply(sealed, SealOrder("company", "income", "again", NOW))
    assert [mark.is_good for mark in cabinet.check(twice)] == [True, True]


@pytest.mark.parametrize(("direction", "left"), [("expense", True), ("income", False)])
def test_the_seal_stands_on_our_side_of_the_signature_block(direction, left):
    place = place_for(contract_pdf(), direction)
    assert place.page == 1
    assert (place.box[0] < 250) is left


def test_without_a_signature_block_it_stands_on_the_last_page():
    place = place_for(pdf_with("no block here", pages=3), "expense")
    assert place.page == 2 and place.box[0] > 300


def test_a_seal_never_leaves_the_page():
    left, bottom, right, top = place_for(pdf_with("甲方（盖章）", pages=1), "expense").box
    assert left >= 0 and bottom >= 0 and right <= 595 and top <= 842


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.7\ncut"])
def test_what_is_no_pdf_is_refused(cabinet, content):
    with pytest.raises(NotSealable):
        cabinet.apply(content, ORDER)
    assert check_pdf(content, cabinet.certificate()) == ()


def test_an_unknown_seal_is_refused(cabinet):
    with pytest.raises(NotFound):
        cabinet.apply(contract_pdf(), SealOrder("private", "expense", "", NOW))
