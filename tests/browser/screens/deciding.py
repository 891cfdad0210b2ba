"""A work item on the screen: what is asked, what it is about, and the form that answers it."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.person import Person


class ItemPage:
    """One item that this person has open, in the inbox's right half or as a page of its own."""

    def __init__(self, person: Person, item: str) -> None:
        self.page: Page = person.page
        self.item = item
        self.part = self.page.locator(f".decision[data-decision='{item}']")
        self.form = self.part.locator("form.decision-form")

    @classmethod
    def asked(cls, person: Person, title: str, step: str) -> ItemPage:
        """The item of this contract at this step, chosen in the inbox."""
        person.goes_to("/inbox")
        row = person.page.locator(".inbox-row", has_text=title).filter(has_text=step)
        opened = cls(person, row.get_attribute("data-item") or "")
        row.locator("a").click()
        expect(opened.part).to_be_visible()
        return opened

    @classmethod
    def at(cls, person: Person, item: str) -> ItemPage:
        """The item as a page of its own."""
        person.goes_to(f"/work-items/{item}")
        return cls(person, item)

    # --- what it shows

    def facts(self) -> Locator:
        return self.part.locator(".decision-facts")

    def why(self) -> Locator:
        return self.part.locator(".decision-why")

    def said_before(self) -> Locator:
        return self.part.locator(".said-list > li")

    def changed(self) -> Locator:
        """What changed since this person's last decision, a row a field."""
        return self.part.locator(".decision-changed tbody tr")

    def sheets(self) -> Locator:
        """The pages of the frozen PDF."""
        return self.part.locator(".document-page")

    def refused(self) -> Locator:
        return self.part.locator(".decision-refused")

    def wrong(self, name: str) -> Locator:
        """What is said to be wrong with a field of the step's form."""
        return self.part.locator(f"[id='field-{name}-{self.item}-findings']")

    # --- what a person does

    def comment(self, text: str) -> ItemPage:
        self.form.locator("textarea[name=comment]").first.fill(text)
        return self

    def press(self) -> None:
        """The button that says yes: approve, or perform the step."""
        self.form.locator("[data-key=a]").click()

    def approve(self, comment: str) -> None:
        self.comment(comment).press()
        self.page.wait_for_url("**/inbox?done=*")

    def give_back(self, reason: str, *, then: str = "again") -> None:
        """Return to the drafter: walk again, or straight `back`."""
        self.form.locator("[data-key=r]").click()
        drawer = self.form.locator(f"[id='return-{self.item}']")
        drawer.locator("input[name=to][value=draft]").check()
        drawer.locator(f"input[name=then][value={then}]").check()
        self.comment(reason)
        drawer.locator("button").click()
        self.page.wait_for_url("**/inbox?done=*")

    def fill(self, **values: str | bool | tuple[str, bytes]) -> ItemPage:
        """Fields of the step's form: text, a tick, a choice, or a file as (name, content)."""
        for name, value in values.items():
            field = self.form.locator(f"[name='field.{name}']")
            if isinstance(value, bool):
                field.set_checked(value)
            elif isinstance(value, tuple):
                file: FilePayload = {"name": value[0], "mimeType": "application/pdf", "buffer": value[1]}
                field.set_input_files(file)
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def perform(self, **values: str | bool | tuple[str, bytes]) -> None:
        """Fill in the step's form and do what it says."""
        self.fill(**values).press()
        self.page.wait_for_url("**/inbox?done=*")
