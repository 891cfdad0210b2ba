"""The drafting page: the form at the left, the document at the right, what is wrong at the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.person import Person


class DraftPage:
    """A draft that this person has open."""

    def __init__(self, person: Person) -> None:
        self.page: Page = person.page
        self.foot = self.page.locator(".drafting-foot")
        expect(self.page.locator("[data-draft][data-begun]")).to_be_visible()
        self.document = self.page.frame_locator("iframe[data-frame]").locator("#document")

    @classmethod
    def begun(cls, person: Person, code: str = "SVC") -> DraftPage:
        """A new contract of the type with this code, from the page of texts."""
        person.goes_to("/contracts")
        person.page.locator("header.top .btn-primary").click()
        person.page.locator(".drafting-card", has_text=code).locator("button").click()
        person.page.wait_for_url("**/draft")
        return cls(person)

    def input(self, name: str) -> Locator:
        return self.page.locator(f"#field-{name}")

    def fill(self, values: Mapping[str, Any]) -> None:
        """Type into the fields and the rows of the plan, then leave the last one."""
        for name, value in values.items():
            if name == "plan":
                self.fill_plan(value)
            elif self.input(name).evaluate("field => field.tagName") == "SELECT":
                self.input(name).select_option(value)
            else:
                self.input(name).fill(value)
                self.input(name).blur()

    def fill_plan(self, rows: Sequence[Mapping[str, str]]) -> None:
        table = self.page.locator("[data-rows=plan]")
        for number, row in enumerate(rows):
            if table.locator("tbody [data-row]").count() <= number:
                table.locator("[data-add-row]").click()
            for name, value in row.items():
                cell = table.locator("tbody [data-row]").nth(number).locator(f"[data-cell={name}]")
                cell.select_option(value) if name == "kind" else cell.fill(value)

    def saved(self) -> DraftPage:
        """Wait until the page says so; nothing is left in the browser then."""
        expect(self.foot.locator("[data-state]")).to_have_attribute("data-now", "saved")
        return self

    def derived(self, name: str) -> Locator:
        return self.page.locator(f"[data-derived={name}]").first

    def findings(self, name: str) -> Locator:
        return self.page.locator(f"[data-findings={name}] li")

    def attach(self, name: str, content: bytes) -> None:
        file: FilePayload = {"name": name, "mimeType": "application/pdf", "buffer": content}
        self.page.locator("#paper-file").set_input_files(file)
        expect(self.page.locator("#papers")).to_contain_text(name)

    def submit(self) -> None:
        """Submit; the contract's page follows."""
        self.foot.locator("[data-submit-button]").click()
        expect(self.page.locator("article.contract")).to_be_visible(timeout=60_000)
