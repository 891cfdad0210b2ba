"""A person with a browser of their own: goes to pages, signs in where they are asked to, and keeps what the browser complained about."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

from contracts.people.sessions import open_session
from engine.desk import SYSTEM, at_desk
from tests.browser.served import Served

TURN_MS, QUIET_TURNS, MOST_TURNS = 25, 4, 600         # a page's own requests begin at once when it is loaded
DESK, PHONE = (1280, 800), (390, 844)
# before anything of the page runs: what the policy stopped, where it can be asked for
LISTEN = """window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => window.stopped.push(`${event.violatedDirective} ${event.blockedURI}`));"""


class Person:
    """One of the demo company at one browser."""

    def __init__(self, browser: Browser, served: Served, login: str, *, size: tuple[int, int] = DESK, language: str = "") -> None:
        self.served, self.login = served, login
        self.context = browser.new_context(base_url=served.url, locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True,
                                           viewport={"width": size[0], "height": size[1]}, has_touch=size == PHONE, is_mobile=size == PHONE, reduced_motion="reduce")
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(LISTEN)
        if language:
            self.context.add_cookies([{"name": "chancery-language", "value": language, "url": served.url}])
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.loading: set[Request] = set()
        self._listen(self.page)

    def _listen(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda wrong: self.faults.append(f"{page.url}: {wrong}"))
        page.on("response", self._answered)
        page.on("request", lambda request: self.loading.add(request))
        page.on("requestfinished", lambda request: self.loading.discard(request))
        page.on("requestfailed", lambda request: self.loading.discard(request))

    def _said(self, message: ConsoleMessage) -> None:
        # an answer of 409 is said too, and is no fault of the page; `_answered` looks at the status
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 500 or (answer.status == 404 and "/static/" in answer.url):
            self.faults.append(f"{answer.request.method} {answer.url}: {answer.status}")

    # --- going about

    def signed_in(self) -> Person:
        """With a session, without the page for it."""
        with at_desk(self.served.house, SYSTEM) as desk:
            secret = open_session(desk, self.login)
        self.context.add_cookies([{"name": "chancery", "value": secret, "url": self.served.url, "httpOnly": True, "sameSite": "Lax"}])
        return self

    def opens(self, path: str) -> Page:
        """The page at this address, when all that it loads by itself has come."""
        self.page.goto(path)
        quiet = 0
        for _ in range(MOST_TURNS):
            self.page.wait_for_timeout(TURN_MS)
            quiet = 0 if self.loading else quiet + 1
            if quiet == QUIET_TURNS:
                return self.page
        raise TimeoutError(f"{path} goes on loading {[request.url for request in self.loading]}")

    def goes_to(self, path: str) -> Page:
        """The page at this address; where the session is over, sign in as the demo's visitors do."""
        self.page.goto(path)
        if "/login" in self.page.url:
            self.signs_in()
        return self.page

    def signs_in(self) -> None:
        """As one of the demo company, on the page that asks for it."""
        self.page.locator(f".demo-people form:has(input[name=login][value={self.login}]) button").click()
        expect(self.page.locator("nav.side")).to_be_attached()

    def stopped(self) -> list[Any]:
        """What the content security policy stopped on this page."""
        found: list[Any] = self.page.evaluate("window.stopped")
        return found

    def leaves(self) -> list[str]:
        """Close the browser; what it complained about."""
        if not self.page.is_closed():
            self.faults += [f"{self.page.url}: stopped {what}" for what in self.stopped()]
        self.context.close()
        return self.faults
