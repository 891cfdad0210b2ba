"""The ledger in a browser: a view is saved and shared, a past day is looked at, what is shown becomes a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.test_lists import submitted


def titles(page):
    return page.locator(".ledger-title a").all_inner_texts()


def test_what_is_narrowed_and_sorted_is_saved_as_a_view_for_everybody(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同")
    page = people("xu").signed_in().goes_to("/contracts?text=甲&sort=-amount")
    page.get_by_text("保存视图").click()
    page.locator(".ledger-menu-end [name=name]").fill("甲方大额")
    page.locator(".ledger-menu-end [name=shared_with]").select_option("*")
    page.get_by_role("button", name="另存一份").click()
    expect(page.locator(".ledger-tabs .active")).to_have_text("甲方大额")
    assert titles(page) == ["甲合同"]
    other = people("zhang").signed_in().goes_to("/contracts")
    other.locator(".ledger-tabs").get_by_text("甲方大额").click()
    expect(other.locator("th[aria-sort=descending]")).to_have_text("金额")
    assert titles(other) == ["甲合同"]


def test_a_past_day_is_shown_and_marked_and_one_comes_back_to_now(quick, people, quick_way, clock):
    first, = submitted(quick_way, "甲合同")
    clock.advance("P2D")
    first.approved()
    clock.advance("P1D")
    page = people("xu").signed_in().goes_to("/contracts")
    expect(page.locator(".ledger-table tbody")).to_contain_text("签订")
    page.locator("[name=as_of]").fill("2026-03-03")
    expect(page.locator(".ledger-past")).to_contain_text("2026-03-03 日终的台账")
    expect(page.locator(".ledger-table tbody")).to_contain_text("审批")
    page.get_by_role("link", name="返回当前").click()
    expect(page.locator(".ledger-table tbody")).to_contain_text("签订")


def test_columns_are_chosen_and_what_is_shown_is_fetched_as_a_file(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同")
    page = people("xu").signed_in().goes_to("/contracts?text=甲")
    page.locator("summary", has_text="列").click()
    page.locator("[name=columns][value=net]").check()
    page.get_by_role("button", name="显示所选列").click()
    expect(page.locator("thead")).to_contain_text("不含税金额")
    page.get_by_role("button", name=".csv", exact=True).click()
    with page.expect_download() as found:
        page.locator("[data-state=done] a[download]").click()
    rows = list(csv.reader(io.StringIO(Path(found.value.path()).read_text("utf-8-sig"))))
    assert (len(rows), rows[1][0], "不含税金额" in rows[0]) == (2, "甲合同", True)


def test_filters_are_added_as_chips_and_dropped_again(quick, people, quick_way):
    submitted(quick_way, "甲合同")
    page = people("xu").signed_in().goes_to("/contracts")
    page.locator("summary", has_text="筛选").click()
    page.locator("[name=direction]").select_option("income")
    expect(page.locator(".ledger-chip")).to_contain_text("收款")
    expect(page.locator(".empty-title")).to_be_visible()
    page.locator(".ledger-chip").click()
    assert titles(page) == ["甲合同"]
    page.keyboard.press("j")
    expect(page.locator(".ledger-title a").first).to_be_focused()


def test_the_views_of_finance_lead_from_what_is_overdue_to_the_payment(quick, people, quick_way, clock):
    quick_way.submitted().approved().sealed().countersigned("2026-03-02")
    clock.advance("P40D")
    page = people("wang").signed_in().goes_to("/contracts")
    page.locator(".ledger-tabs").get_by_text("应付", exact=True).click()
    expect(page.locator("td.ledger-of-overdue-amount")).to_contain_text("¥ 100,000.00")
    expect(page.locator("tfoot td[data-label=已逾期]")).to_have_text("¥ 100,000.00")
    page.locator(".ledger-title a").click()
    expect(page.locator("main")).to_contain_text("逾期")


def test_a_filter_with_one_value_is_chosen_anew_and_dropped(quick, people, quick_way):
    submitted(quick_way, "甲合同")
    page = people("zhang").signed_in().goes_to("/contracts")
    for chosen, found in (("others", []), ("me", ["甲合同"])):
        page.locator("summary", has_text="筛选").click()
        page.locator("select[name=waits_for]").select_option(chosen)
        expect(page.locator(".ledger-chip")).to_have_count(1)
        assert titles(page) == found
    page.locator("summary", has_text="筛选").click()
    page.locator("select[name=waits_for]").select_option("")
    expect(page.locator(".ledger-chip")).to_have_count(0)
