"""The browser of the browser tests: this machine's Chromium, which speaks with nobody but us; the one without windows is quicker."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ALONE = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-first-run",
         "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--force-color-profile=srgb")


def program() -> str:
    """Where Chromium is. Raises RuntimeError."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        raise RuntimeError(f"The browser tests need Chromium: none of {', '.join(NAMES)} is on the PATH.")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window, until the end of the block."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()           # Chromium's refuses to run for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=[*ALONE, *sandbox])
        yield browser
        browser.close()
