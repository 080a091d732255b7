"""Every kind of mail as its readers see it: axe and the Nu checker find nothing in its HTML."""

import re
from importlib import resources

import pytest

from gsvo.workplace import mail_previews
from tests.e2e.accessibility.browser_checks import EVERYTHING, LOOK, NARROW, SIDEWAYS, WIDE
from tests.e2e.accessibility.html_checks import NuChecker
from tests.helpers.browser import chromium
from tests.helpers.long_version import LONG, sample

pytestmark = [pytest.mark.once, pytest.mark.browser]


# Width and colour as attributes, for programs that drop styles; and what only Outlook knows.
FOR_MAIL = re.compile(
    r"is obsolete\. (Use CSS instead|Consider specifying)|Property “mso-[a-z-]+” doesn't exist"
)


class Letter:
    """A mail's HTML under its name, as the checkers want it."""

    def __init__(self, kind, mail):
        self.kind, self.html = kind, mail.html.replace(mail.link_marker, mail_previews.LINK)

    def __str__(self):
        return f"mail {self.kind}"

    @property
    def shape(self):
        """The parts that it has: all mails are drawn by one template."""
        return frozenset(re.findall(r"<[a-z0-9]+(?: [a-z]+(?==))?(?:[^>]* class=\"[^\"]*\")?", self.html))


@pytest.fixture
def letters(db):
    return [Letter(kind, mail) for kind, mails in mail_previews.mails().items() for mail in mails]


def test_nothing_is_found_in_any_mail(letters, tmp_path, record_property):
    """Nu reads all of them, axe each day a third of their shapes, one mail of each; with LONG=1 all mails."""
    checker = NuChecker(tmp_path, letters)
    shapes = {letter.shape: letter for letter in letters}.values()
    looked_at = letters if LONG else sample(shapes, -(-len(shapes) // 3), "mails")
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
    troubles = []
    with chromium() as browser:
        page = browser.new_page(reduced_motion="reduce")
        for letter in looked_at:
            page.set_content(letter.html)
            page.evaluate(axe)
            troubles += [f"{letter}: {trouble}" for trouble in _looks(page)]

    record_property("figure: mails read by axe", len(looked_at))
    troubles += [trouble for trouble in checker.troubles() if not FOR_MAIL.search(trouble)]
    assert troubles == [], "\n".join(troubles)


def _looks(page):
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        found = page.evaluate(LOOK, EVERYTHING)
        yield from (f"{size['width']} px {row}" for row in found["violations"] + found["incomplete"])
        yield from (f"{size['width']} px sideways {row}" for row in page.evaluate(SIDEWAYS))
