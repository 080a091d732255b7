"""People whose every page is read once by axe and kept for the Nu checker, as the server sent it."""

from importlib import resources
from typing import NamedTuple

from tests.e2e.accessibility.browser_checks import EVERYTHING, FIND, LOOK, OPEN_FOLDS, SIDEWAYS
from tests.e2e.stories.keyboard import Keyboard
from tests.e2e.stories.people import Thumb

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js")


class KeptPage(NamedTuple):
    name: str
    html: str

    def __str__(self):
        return self.name


class KeepsPages:
    """`kept` are the pages that she left by a button, `found` is what axe and the layout say of them."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.kept, self.found, self._seen, self._answer = [], [], set(), None
        self.page.on("response", self._arrives)

    def _arrives(self, response):
        if response.request.resource_type == "document" and response.ok:
            self._answer = response

    def looks(self):
        super().looks()
        name = f"{self.page.title()} ({type(self).__name__})"
        if name not in self._seen:
            self._seen.add(name)
            self.kept.append(KeptPage(name, self._answer.text()))
            self.found += [f"{name}: {trouble}" for trouble in self._troubles()]

    def _troubles(self):
        self.page.evaluate(AXE.read_text())  # not as a script of the page, which its CSP would keep out
        broken = self.page.evaluate(LOOK, EVERYTHING)["violations"]
        return [" ".join(row[:2]) for row in broken] + self.page.evaluate(SIDEWAYS)


class KeepingKeyboard(KeepsPages, Keyboard):
    """By keyboard alone."""


class SmallPhone(KeepsPages, Thumb):
    """A telephone of 320 px, the narrowest window that pages are made for."""

    PHONE = Thumb.PHONE | {"viewport": {"width": 320, "height": 640}}

    def opens(self, words):
        """A fold, by the words on it."""
        self._tap(self.page.locator("summary", has_text=words).first)

    def _troubles(self):
        """Also what is cut or covered, with every fold open: a closed one has no size to look at."""
        closed = self.page.locator("main details:not([open])").element_handles()
        self.page.evaluate(OPEN_FOLDS)
        troubles = super()._troubles() + self.page.evaluate(FIND)
        for fold in closed:
            fold.evaluate("fold => { fold.open = false; }")
        return troubles
