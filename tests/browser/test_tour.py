"""The first tour: it points at real places, by keys too, is passed over for good, and begins again from one's own page."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from contracts.people.company import changed
from contracts.people.records import User
from engine.desk import SYSTEM, at_desk
from tests.browser.looking import hard_to_use, too_wide
from tests.browser.person import DESK, PHONE


@pytest.fixture
def newcomer(quick, people):
    """li at a browser, who was never here: `newcomer(PHONE)`."""
    with at_desk(quick.house, SYSTEM) as desk:
        desk.session.execute(sa.update(User).where(User.login == "li").values(toured_at=None))
        changed(desk)
    return lambda size=DESK, **more: people("li", size=size, **more).signed_in()


def test_each_stop_points_at_something_on_the_page_and_the_end_is_remembered(newcomer):
    page = newcomer().goes_to("/inbox")
    expect(page.locator("#tour-title")).to_be_focused()
    stops = int(page.locator("[data-tour-count]").inner_text().split("/")[1])
    for _ in range(stops - 1):
        expect(page.locator(".tour-here")).to_be_visible()
        page.locator("[data-tour-next]").press("Enter")
    with page.expect_response("**/me/profile/tour"):
        page.get_by_role("button", name="知道了").press("Enter")
    expect(page.locator("[data-tour]")).to_have_count(0)
    page.goto("/inbox")
    expect(page.locator("[data-tour]")).to_have_count(0)


def test_escape_passes_over_it_and_it_begins_again_from_my_page(newcomer):
    page = newcomer().goes_to("/inbox")
    with page.expect_response("**/me/profile/tour"):
        page.locator("#tour-title").press("Escape")
    page.goto("/me")
    page.get_by_role("button", name="再看一遍引导").locator("visible=true").click()
    expect(page.locator("#tour-title")).to_have_text("需要您办理的都在这里")


@pytest.mark.parametrize("size, language", [(DESK, "en"), (PHONE, "zh_CN"), (PHONE, "en")])
def test_it_fits_the_phone_and_helpers(newcomer, size, language):
    page = newcomer(size, language=language).goes_to("/inbox")
    expect(page.locator("[data-tour]")).to_be_visible()
    assert too_wide(page) == [] and hard_to_use(page) == []
