"""Inbox and ledger in a browser: the keys, the languages, and who sees which contract."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.screens.reading import LedgerPage
from tests.journey.way import Way


def submitted(quick_way, *titles):
    """A contract of chen's for each title, all with zhang."""
    return [Way(quick_way.ask, quick_way.settle_down, title=title).submitted() for title in titles]


def test_the_keys_go_through_the_inbox_and_to_the_button(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同", "丙合同")
    page = people("zhang").signed_in().goes_to("/inbox")
    titles = page.locator(".inbox-row .inbox-title").all_inner_texts()
    page.keyboard.press("j")
    expect(page.locator("#decision .decision-title")).to_have_text(titles[1])
    page.keyboard.press("k")
    expect(page.locator("#decision .decision-title")).to_have_text(titles[0])
    page.keyboard.press("a")
    expect(page.locator("#decision [data-key=a]")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox?done=*")
    expect(page.locator(".inbox-row .inbox-title")).to_have_text(titles[1:])


def test_enter_opens_the_chosen_item_as_a_page(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同")
    page = people("zhang").signed_in().goes_to("/inbox")
    page.keyboard.press("j")
    second = page.locator(".inbox-row.is-chosen .inbox-title").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/work-items/*")
    expect(page.locator(".decision-title")).to_have_text(second)


def test_enter_opens_the_chosen_item_and_not_what_was_pressed_before(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同")
    page = people("zhang").signed_in().goes_to("/inbox")
    page.locator("main a").first.focus()
    page.keyboard.press("j")
    second = page.locator(".inbox-row.is-chosen .inbox-title").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/work-items/*")
    expect(page.locator(".decision-title")).to_have_text(second)


def test_the_chosen_item_is_in_the_address_and_stands_there_again(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同", "丙合同")
    page = people("zhang").signed_in().goes_to("/inbox")
    page.locator(".inbox-row a").nth(2).click()
    third = page.locator(".inbox-row.is-chosen .inbox-title").inner_text()
    title = page.locator("#decision .decision-title")
    expect(title).to_have_text(third)
    page.reload()
    expect(title).to_have_text(third)
    page.goto("/contracts")
    page.go_back()
    expect(title).to_have_text(third)
    expect(page.locator(".inbox-row.is-chosen .inbox-title")).to_have_text(third)


def test_an_item_in_the_address_that_somebody_took_is_said_and_no_other_stands_there(quick, people, quick_way):
    (first, _) = submitted(quick_way, "甲合同", "乙合同")
    item = first.item("zhang", "department-head")
    first.decided("zhang", "department-head")
    page = people("zhang").signed_in().goes_to(f"/inbox?item={item}")
    expect(page.locator("#decision .decision-title")).to_have_text("甲合同")
    expect(page.locator("#decision [data-key=a]")).to_have_count(0)
    expect(page.locator(".inbox-row.is-chosen")).to_have_count(0)
    page.goto(f"/inbox?item={item[:-3]}999")
    expect(page.locator("#decision")).to_contain_text("该事项已不存在")


def test_an_item_that_arrives_late_does_not_push_the_chosen_one_aside(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同")
    page, late = people("zhang").signed_in().page, []
    page.route("**/work-items/*", lambda route: late.append(route) if not late else route.continue_())
    page.goto("/inbox")
    second = page.locator(".inbox-row .inbox-title").nth(1).inner_text()
    page.keyboard.press("j")
    expect(page.locator("#decision .decision-title")).to_have_text(second)
    late[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#decision .decision-title")).to_have_text(second)


def test_a_key_types_a_letter_where_somebody_writes(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同")
    page = people("zhang").signed_in().goes_to("/inbox")
    comment = page.locator("#decision textarea[name=comment]")
    comment.press_sequentially("ajk")
    expect(comment).to_have_value("ajk")


def test_everybody_sees_own_the_departments_or_all_contracts(quick, people, quick_way):
    submitted(quick_way, "工程部的合同")
    Way(quick_way.ask, quick_way.settle_down, title="采购部的合同", department="PUR").submitted("qian")
    ours, theirs = "工程部的合同", "采购部的合同"
    sees = {"chen": {ours}, "qian": {theirs}, "zhang": {ours}, "he": {theirs}, "sun": {ours, theirs}, "xu": {ours, theirs}, "zhou": set()}
    seen = {login: set(LedgerPage(people(login).signed_in()).titles()) for login in sees}
    assert seen == sees


def test_the_ledger_has_the_live_stage_and_finds(quick, people, quick_way):
    first, _ = submitted(quick_way, "甲合同", "乙合同")
    first.approved()
    page = LedgerPage(people("xu").signed_in())
    expect(page.row("甲合同")).to_contain_text("签订")
    expect(page.row("甲合同")).to_contain_text("印章管理")
    expect(page.row("乙合同")).to_contain_text("审批")
    assert page.narrow("乙合同").titles() == ["乙合同"]
    assert LedgerPage(people("xu"), "?stage=sign").titles() == ["甲合同"]


def test_the_language_is_switched_before_signing_in_and_stays(browser, quick, people):
    page = people("li").page
    page.goto("/login")
    expect(page.locator("h1")).to_have_text("登录")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    people("li").goes_to("/inbox")
    expect(page.locator("h1")).to_have_text("Inbox")
    page.get_by_role("button", name="中文").first.click()
    expect(page.locator("h1")).to_have_text("待办")


def test_new_work_is_counted_without_a_reload(quick, people, quick_way):
    page = people("zhang").signed_in().goes_to("/contracts")
    submitted(quick_way, "甲合同")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".side [data-count-of=mine]")).to_have_text("1")
