"""The directory's pages: what stands on them for whom, and what their forms do."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.contracts.counterparties.keeping import CODE, NAME, OTHER_CODE
from tests.contracts.paper_files import pdf_with

FORM = {"name": NAME, "code": CODE, "kind": "company", "bank": "工商银行", "account": "62000119", "former": "恒立达电梯厂\n",
        "contact_name": ["田雨", ""], "contact_phone": ["138", ""], "contact_post": ["经理", ""], "contact_email": ["", ""]}


def page(visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


@pytest.fixture
def one(visit) -> str:
    """The address of a counterparty that chen has added by the form."""
    answer = visit("chen").post("/counterparties/new", FORM)
    assert answer.status_code == 303
    return answer.location.partition("?")[0]


def test_what_was_typed_into_the_form_stands_on_the_page(visit, one):
    shown = page(visit("xu"), one)
    assert all(told in shown for told in (NAME, CODE, "恒立达电梯厂", "田雨", "138", "62000119", "账号待确认"))


def test_a_similar_name_is_shown_with_both_ways_on(visit, one):
    chen, form = visit("chen"), {**FORM, "name": "北京恒利达电梯工程有限公司", "code": OTHER_CODE}
    refused = chen.post("/counterparties/new", form)
    assert refused.status_code == 409
    shown = refused.get_data(as_text=True)
    assert f'href="{one}"' in shown and "88%" in shown and 'name="is_another"' in shown and 'value="北京恒利达电梯工程有限公司"' in shown
    assert chen.post("/counterparties/new", {**form, "is_another": "yes"}).status_code == 303


def test_a_code_that_is_there_leads_to_whose_it_is(visit, one):
    refused = visit("qian").post("/counterparties/new", {**FORM, "name": "别的公司"})
    assert refused.status_code == 409 and f'href="{one}"' in refused.get_data(as_text=True)


def test_who_edits_an_older_version_is_told(visit, one):
    chen = visit("chen")
    assert chen.post(f"{one}/edit", {**FORM, "address": "别处", "version": 1}).status_code == 303
    assert chen.post(f"{one}/edit", {**FORM, "address": "又别处", "version": 1}).status_code == 409
    assert "别处" in page(chen, one)


def test_legal_blacklists_and_lifts_and_others_are_not_offered_it(visit, one):
    li = visit("li")
    assert "/blacklisting" in page(li, one) and "/blacklisting" not in page(visit("chen"), one)
    assert visit("chen").post(f"{one}/blacklisting", {"reason": "x"}).status_code == 403
    assert li.post(f"{one}/blacklisting", {"reason": ""}).status_code == 422
    assert li.post(f"{one}/blacklisting", {"reason": "失信被执行人", "until": "2026-12-31"}).status_code == 303
    assert "失信被执行人" in page(visit("chen"), one) and "失信被执行人" in page(visit("chen"), "/counterparties?state=blacklisted")
    assert li.post(f"{one}/blacklisting/lifting", {"reason": "已整改"}).status_code == 303
    assert NAME not in page(visit("chen"), "/counterparties?state=blacklisted")


def test_finance_confirms_and_sees_who_changed_an_account(visit, one):
    wang = visit("wang")
    assert wang.post(f"{one}/account/confirmation", {"version": 1}).status_code == 303
    assert visit("qian").post(f"{one}/edit", {**FORM, "account": "99990000", "version": 2}).status_code == 303
    shown = page(wang, one)
    assert "钱伟" in shown and "账号已变更，待确认" in shown and "/account/confirmation" in shown
    assert "/account/confirmation" not in page(visit("qian"), one)


def test_a_paper_is_added_read_and_removed(visit, one):
    chen = visit("chen")
    form = {"kind": "license", "valid_to": "2026-03-10", "file": (BytesIO(pdf_with("执照")), "营业执照.pdf")}
    assert chen.post(f"{one}/papers", form).status_code == 303
    assert "即将到期" in page(chen, one) and NAME in page(chen, "/counterparties?state=papers")
    assert chen.get(f"{one}/papers/1").data.startswith(b"%PDF")
    assert chen.post(f"{one}/papers/1/removal").status_code == 303
    assert chen.get(f"{one}/papers/1").status_code == 404


def test_a_day_that_is_none_is_said(visit, one):
    form = {"kind": "license", "valid_to": "someday", "file": (BytesIO(pdf_with("x")), "x.pdf")}
    assert visit("chen").post(f"{one}/papers", form).status_code == 422


def test_two_are_merged_and_the_one_that_goes_points_to_the_other(visit, one):
    other = visit("chen").post("/counterparties/new", {**FORM, "name": "昆明春城园林绿化有限公司", "code": OTHER_CODE}).location.partition("?")[0]
    li = visit("li")
    assert "昆明春城园林绿化有限公司" in page(li, f"{one}/merging?text=昆明")
    assert li.post(f"{one}/merging", {"into": other.rsplit("/", 1)[1], "version": 1}).status_code == 303
    assert f'href="{other}"' in page(visit("chen"), one) and NAME in page(visit("chen"), other)
    assert NAME not in page(visit("chen"), "/counterparties?state=account")


def test_what_somebody_typed_is_text_and_no_page(visit):
    evil = "<script>alert(1)</script>有限公司"
    made = visit("chen").post("/counterparties/new", {**FORM, "name": evil, "address": '"><img src=x onerror=alert(1)>'})
    for path in (made.location, "/counterparties"):
        shown = page(visit("chen"), path)
        assert "<script>alert" not in shown and "<img src=x" not in shown


def test_an_auditor_reads_and_is_offered_nothing(visit, one):
    shown = page(visit("xu"), one)
    assert "<form method=\"post\" action=\"/counterparties" not in shown and "/edit" not in shown
    assert visit("xu").get("/counterparties/new").status_code == 403 and visit("xu").post("/counterparties/new", FORM).status_code == 403
    assert visit("xu").get(f"{one}/edit").status_code == 403 and visit("xu").get(f"{one}/merging").status_code == 403


@pytest.mark.parametrize("path", ["/counterparties/999", "/counterparties/99999999999999999999", "/counterparties/0/edit", "/counterparties/1/papers/9"])
def test_what_is_not_there_is_not_found(visit, path):
    assert visit("li").get(path).status_code == 404


def test_an_address_that_makes_no_sense_shows_the_first_page(visit, one):
    for query in ("after=x", "after=9999999999999999999", "state=planet&kind=x", "text=%00"):
        assert visit("chen").get(f"/counterparties?{query}").status_code == 200


def test_the_directory_has_its_place_in_the_navigation(visit):
    assert 'href="/counterparties"' in page(visit("chen"), "/inbox")
