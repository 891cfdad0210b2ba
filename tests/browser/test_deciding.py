"""Deciding in a browser: what changed, who was first, once only, on the phone, and nothing typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.person import PHONE
from tests.browser.screens.deciding import ItemPage
from tests.browser.screens.reading import ContractPage
from tests.journey.way import Way


@pytest.fixture
def at_finance(quick, quick_way):
    """In review; the department's head and legal have approved."""
    return quick_way.submitted().decided("zhang", "department-head").decided("li", "legal-review")


def item_of(way, person, element):
    return ItemPage.at(person.signed_in(), way.item(person.login, element))


def test_who_decides_again_sees_first_what_changed_since(quick, people, quick_way):
    quick_way.submitted().returned("zhang", "department-head").submitted(service_standard="一般故障一小时内到场。")
    page = item_of(quick_way, people("zhang"), "department-head")
    expect(page.changed()).to_have_count(1)
    expect(page.changed()).to_contain_text("服务标准")
    expect(page.changed().locator("del")).to_have_text("一般故障两小时内到场。")
    expect(page.changed().locator("ins")).to_have_text("一般故障一小时内到场。")


def test_what_was_said_before_and_why_me_stand_on_the_page(people, at_finance):
    page = item_of(at_finance, people("wang"), "finance-review")
    expect(page.said_before().first).to_contain_text("李文静")
    expect(page.said_before().first).to_contain_text("同意。")
    expect(page.why()).to_contain_text("财务")


def test_of_two_on_one_item_the_second_reads_who_was_first_and_when(people, at_finance):
    first, second = item_of(at_finance, people("wang"), "finance-review"), item_of(at_finance, people("zhao"), "finance-review")
    first.approve("同意付款安排。")
    second.comment("我也同意。").press()
    expect(second.refused()).to_contain_text("王丽")
    expect(second.refused()).to_contain_text("今天 09:00")
    expect(second.refused()).to_contain_text("我也同意。")


def test_two_on_parallel_items_both_count(quick, people, quick_way):
    quick_way.submitted().decided("zhang", "department-head")
    legal, finance = item_of(quick_way, people("li"), "legal-review"), item_of(quick_way, people("wang"), "finance-review")
    legal.approve("同意。")
    finance.approve("同意。")
    assert quick_way.stands() == ("sign", "running", {"g:seal-keepers"})


def test_a_double_click_decides_once(people, at_finance):
    page = item_of(at_finance, people("wang"), "finance-review")
    page.form.locator("[data-key=a]").dblclick()
    page.page.wait_for_url("**/inbox?done=*")
    assert [line["actor"] for line in at_finance.read("/history") if line["act"] == "completed"].count("wang") == 1


@pytest.fixture
def after_one(quick, people, quick_way):
    """zhang has approved the first of two contracts; the second stands where the first one stood, and the page's clock stands still."""
    ways = [Way(quick_way.ask, quick_way.settle_down, title=title).submitted() for title in ("甲合同", "乙合同")]
    people("zhang").page.clock.install(time=0)
    page = people("zhang").signed_in().goes_to("/inbox")
    page.clock.pause_at(3600)
    page.locator("#decision [data-key=a]").click()
    page.wait_for_url("**/inbox?done=*")
    return ways[1], page


def test_an_impatient_press_does_not_approve_the_next_contract(after_one):
    second, page = after_one
    button = page.locator("#decision .decision-form.is-resting [data-key=a]")
    expect(button).to_have_attribute("aria-disabled", "true")
    for _ in range(6):                                              # longer than one rest
        button.click(force=True)
        page.clock.run_for(250)
    assert second.elements() == {"department-head"}


def test_a_pressed_key_does_not_approve_the_next_contract_and_a_moment_later_it_does(after_one):
    second, page = after_one
    expect(page.locator("#decision .decision-form.is-resting")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    assert second.elements() == {"department-head"}
    page.clock.run_for(1300)
    expect(page.locator("#decision .is-resting")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("[data-undo]")).to_contain_text("乙合同")
    assert second.elements() == {"legal-review", "finance-review"}


def test_what_was_just_decided_is_said_beside_the_next(after_one):
    _, page = after_one
    expect(page.locator("[data-undo]")).to_contain_text("已同意：甲合同")


def test_a_return_without_a_reason_is_not_sent(people, at_finance):
    page = item_of(at_finance, people("wang"), "finance-review")
    page.form.locator("[data-key=r]").click()
    page.form.locator(f"[id='return-{page.item}'] button").click()
    expect(page.form.locator("textarea[name=comment]")).to_be_focused()
    assert at_finance.elements() == {"finance-review"}


def test_a_contract_is_approved_on_the_phone_with_a_thumb(quick, people, at_finance):
    person = people("wang", size=PHONE).signed_in()
    person.goes_to("/inbox").locator(".inbox-row a").first.tap()
    button = person.page.locator(".decision [data-key=a]")
    expect(button).to_be_in_viewport()
    place = button.bounding_box()
    assert place["y"] > PHONE[1] / 2 and place["height"] >= 44
    assert person.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    button.tap()
    person.page.wait_for_url("**/inbox?done=*")
    assert at_finance.stands()[0] == "sign"


def test_a_comment_typed_while_the_session_ran_out_is_there_after_signing_in(quick, people, at_finance):
    page = item_of(at_finance, people("wang"), "finance-review")
    expect(page.sheets().first.locator("canvas")).to_be_visible()
    page.comment("付款节点与预算一致。")
    quick.clock.advance("PT31M")
    page.press()
    expect(page.page.locator("main")).to_contain_text("会话已结束")
    people("wang").signs_in()
    expect(page.form.locator("textarea[name=comment]")).to_have_value("付款节点与预算一致。")
    page.press()
    page.page.wait_for_url("**/inbox?done=*")
    assert at_finance.stands()[0] == "sign"


@pytest.mark.parametrize("how", ["the time ran out", "the browser forgot it"])
def test_a_comment_typed_in_the_inbox_comes_back_with_its_item(quick, people, at_finance, how):
    wang = people("wang").signed_in()
    page = wang.goes_to("/inbox")
    comment = page.locator("#decision textarea[name=comment]")
    expect(page.locator("#decision .document-page canvas").first).to_be_visible()
    comment.fill("付款节点与预算一致。")
    quick.clock.advance("PT31M") if how == "the time ran out" else wang.context.clear_cookies()
    page.locator("#decision [data-key=a]").click()
    expect(page.locator("main [role=status]")).to_be_visible()
    wang.signs_in()
    expect(comment).to_have_value("付款节点与预算一致。")
    assert at_finance.elements() == {"finance-review"}


def test_a_click_on_the_item_that_is_open_closes_nothing_in_it(people, at_finance):
    page = ItemPage.asked(people("wang").signed_in(), at_finance.typed["title"], "财务审查")
    page.form.locator("[data-key=r]").click()
    page.page.locator(".inbox-row.is-chosen a").click()
    page.page.wait_for_load_state("networkidle")
    expect(page.form.locator(f"[id='return-{page.item}']")).to_be_visible()


def test_what_was_just_decided_can_be_taken_back(quick, people, quick_way):
    people("zhang").page.clock.install(time=0)
    page = item_of(quick_way.submitted(), people("zhang"), "department-head")
    page.page.clock.pause_at(3600)                                  # the offer stands for ten seconds only
    page.approve("同意。")
    assert quick_way.elements() == {"legal-review", "finance-review"}
    page.page.locator("[data-undo] button").click()
    expect(page.page.locator(".inbox-row")).to_have_count(1)
    assert quick_way.elements() == {"department-head"}


def test_the_keeper_is_told_what_is_wrong_beside_the_field(people, at_finance):
    at_finance.decided("wang", "finance-review")
    page = item_of(at_finance, people("zhou"), "seal")
    page.fill(copies="99").press()
    expect(page.wrong("copies")).to_be_visible()
    page.fill(copies="4").press()
    page.page.wait_for_url("**/inbox?done=*")
    signatures = ContractPage(people("zhou"), at_finance.id, "signatures")
    expect(signatures.body).to_contain_text("合同专用章")
