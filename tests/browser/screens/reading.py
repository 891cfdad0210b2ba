"""The pages of a contract and of the ledger: what stands there."""

from __future__ import annotations

from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.person import Person


class ContractPage:
    """A contract that this person reads."""

    def __init__(self, person: Person, contract_id: str, tab: str = "overview") -> None:
        self.page: Page = person.goes_to(f"/contracts/{contract_id}?tab={tab}")
        self.head, self.body = self.page.locator(".contract-head"), self.page.locator(".contract-body")
        self.actions = self.page.locator(".contract-aside")

    def stage(self) -> Locator:
        """The leg of the route where it stands."""
        return self.page.locator(".route-leg[aria-current=step]")

    def rows(self) -> Locator:
        return self.body.locator("tbody tr")

    def download_package(self) -> Download:
        with self.page.expect_download() as found:
            self.body.locator(".archive-package a.btn-primary").click()
        return found.value

    def verify_package(self) -> Locator:
        """The report, as soon as it is there."""
        self.body.locator(".archive-package [hx-target='#verified']").click()
        report = self.page.locator("#verified")
        expect(report).not_to_be_empty()
        return report


class LedgerPage:
    """合同: what this person sees of it."""

    def __init__(self, person: Person, query: str = "") -> None:
        self.page: Page = person.goes_to(f"/contracts{query}")

    def titles(self) -> list[str]:
        return self.page.locator(".ledger-title a").all_inner_texts()

    def row(self, title: str) -> Locator:
        return self.page.locator(".ledger-table tbody tr", has_text=title)

    def narrow(self, text: str) -> LedgerPage:
        """Find by title, number or counterparty."""
        self.page.locator("[data-filters] input[type=search]").fill(text)
        self.page.locator("[data-filters] input[type=search]").press("Enter")
        self.page.wait_for_url("**/contracts?text=*")
        return self
