"""The machine's own Chromium, watched: what it complains about and whom it asks besides us."""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as Timeout
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path():
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Chromium on this machine")
    return found


@contextmanager
def chromium():
    """A browser. While it is open, Django's database may not be used in this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def leaves(page):
    """Around what leads to another page: afterwards that page is there.

    Playwright's `expect_navigation` ends too early where a script tidies the address before the form is sent,
    and fails where the second click of two ends the request of the first.
    """
    page.evaluate("document.documentElement.dataset.left = ''")
    yield
    page.locator("html:not([data-left])").wait_for()
    page.wait_for_load_state()


class Person:
    """Somebody with a browser of her own. `troubles` collects what must not happen on any page."""

    def __init__(self, browser, base_url, **options):
        self.base_url, self.troubles = base_url, []
        self.context = browser.new_context(
            **{"base_url": base_url, "locale": "de-DE", "viewport": None, **options}
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda message: self._note(message.type == "error", message.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        self.page.on("request", lambda request: self._note(self._is_foreign(request.url), request.url))
        self.page.on("response", lambda response: self._note(response.status >= 500, response.url))

    def _note(self, is_trouble, text):
        if is_trouble:
            self.troubles.append(text)

    def _is_foreign(self, url):
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and parts.netloc != urlsplit(self.base_url).netloc

    def goes_to(self, address):
        self.page.goto(address)

    def sees(self, text):
        try:
            self.page.get_by_text(text).locator("visible=true").first.wait_for()
        except Timeout:
            here = self.page.locator("body").inner_text()
            raise AssertionError(f"„{text}“ is not on {self.page.url}:\n{here}") from None

    def fills(self, label, text):
        self.page.get_by_label(label, exact=False).first.fill(text)

    def chooses(self, label):
        """One of several, by the words beside its circle."""
        self.page.get_by_role("radio", name=label).first.check()

    def opens_all(self):
        """Every fold of the page."""
        closed = self.page.locator("main details:not([open]) > summary")
        while closed.count():
            closed.first.click()

    def presses(self, name):
        """A button or a link that looks like one, by its visible words; the one that says just that first."""
        exactly = self.page.get_by_role("button", name=name, exact=True)
        buttons = exactly if exactly.count() else self.page.get_by_role("button", name=name)
        found = buttons if buttons.count() else self.page.get_by_role("link", name=name)
        if not found.count():
            here = self.page.locator("body").inner_text()
            raise AssertionError(f"no button „{name}“ on {self.page.url}:\n{here}")
        found.first.click()
        self.page.wait_for_load_state()

    def heading(self):
        return self.page.locator("h1").first.inner_text()

    def leaves(self):
        self.context.close()
