"""Pages full of hostile words in a real browser: nothing fires, nothing runs out of sight.

Some of the pages, others each day; with LONG=1 all.
"""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.urls import reverse

from tests.access import routes
from tests.access.db_guard import undone
from tests.e2e.accessibility.browser_checks import OPEN_FOLDS, SIDEWAYS
from tests.e2e.input.poisoned import WIDE, poison_everything
from tests.e2e.input.test_everywhere import here
from tests.helpers.browser import chromium
from tests.helpers.long_version import sample

__all__ = ["here"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.browser,
    pytest.mark.urls("tests.access.urls"),
]
ORIGIN = "http://localhost"
PAGES = {  # who → routes as the matrix of access knows them
    "lead": [
        "anfragen/", "anfragen/<oid:oid>/", "anfragen/<oid:oid>/schritt/<int:number>/",
        "anfragen/<oid:oid>/drucken/",
        "anfragen/<oid:oid>/auftrag/", "pool/", "pool/<oid:oid>/", "ketten/<oid:oid>/", "gremium/<str:key>/",
        "konto/", "konto/stelle/<str:key>/",
    ],
    "statement_holder": ["stellungnahme/<oid:oid>/"],
    "invitation_holder": ["einladung/<oid:oid>/"],
    "leitung": [
        "admin/", "admin/faelle/", "admin/faelle/<oid:oid>/", "admin/faelle/<oid:oid>/<slug:act>/",
        "admin/advisors/advisor/", "admin/advisors/advisor/<path:object_id>/change/",
        "admin/offices/office/<path:object_id>/change/", "admin/chains/templatestep/<path:object_id>/change/",
        "admin/requests/event/", "admin/outbox/outgoingmail/<path:object_id>/change/",
        "admin/accounts/user/<path:object_id>/change/", "admin/requests/topic/<path:object_id>/history/",
    ],
}  # fmt: skip


QUESTION = """() => {
  const field = document.activeElement, group = field.closest("fieldset");
  const question = group ? group.querySelector("legend") : document.querySelector(`label[for="${field.id}"]`);
  const top = question.getBoundingClientRect().top;
  return 0 <= top && top < innerHeight / 2;
}"""  # whether the question stands in the upper half of the screen


def shots(here):
    """(address, headers, html) of the pages, as the server answered them."""
    rows = {row.route: row for row in routes.rows()}
    for identity, names in PAGES.items():
        for name in names:
            address = routes.path_of(rows[name], here.records)
            cache.clear()
            with undone():
                answer = here.browsers[identity].get(address)
            assert answer.status_code == 200, (identity, address, answer.status_code)
            yield address, dict(answer.headers), answer.content.decode()


class Watched:
    """One browser page that gets the kept answers and our files; `troubles` is what it had to say."""

    def __init__(self, browser):
        self.troubles, self.shot = [], None
        self.page = browser.new_context(viewport={"width": 320, "height": 800}, locale="de-DE").new_page()
        self.page.route("**/*", self._answer)
        self.page.on("dialog", self._dialog)
        self.page.on("console", lambda message: self._note(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))

    def _note(self, what):
        self.troubles.append(f"{self.shot[0]}: {what}")

    def _dialog(self, dialog):
        self._note(f"dialog {dialog.message}")
        dialog.dismiss()

    def _answer(self, route):
        url = urlsplit(route.request.url)
        path = url.path.startswith("/static/") and finders.find(url.path.removeprefix("/static/"))
        if path:
            route.fulfill(path=path)
        elif f"{url.scheme}://{url.netloc}{url.path}" == ORIGIN + self.shot[0]:
            headers = {name: value for name, value in self.shot[1].items() if name != "Content-Length"}
            route.fulfill(status=200, headers=headers, body=self.shot[2])
        else:
            self._note(f"asks for {route.request.url}")
            route.abort()

    def look(self, shot):
        self.shot = shot
        self.page.goto(ORIGIN + shot[0])
        self.page.evaluate(OPEN_FOLDS)
        for element in self.page.evaluate(SIDEWAYS):
            self._note(f"sideways: {element}")


def test_nothing_fires_and_nothing_runs_out_of_sight(here):
    hostile = list(shots(here))
    here.poison = poison_everything(WIDE)
    wide = list(shots(here))
    assert len(hostile) > 20

    with chromium() as browser:
        watched = Watched(browser)
        for shot in [*sample(hostile, 16, "hostile"), *sample(wide, 8, "wide")]:
            watched.look(shot)

    assert watched.troubles == [], "\n".join(["", *watched.troubles])


def failed_steps(here):
    """The first steps of a draft, sent with nothing in them."""
    draft = here.rows["draft"]
    for number in range(1, 6):
        address = reverse("requests:step", args=[draft.oid, number])
        with undone():
            answer = here.browsers["lead"].post(address, {"weiter": "", "revision": draft.revision})
        yield address, dict(answer.headers), answer.content.decode()


def test_a_link_in_the_summary_shows_the_field_with_its_question(here):
    """A browser puts the field at the top of the screen; its question and what is wrong stand above it."""
    pages, seen = list(failed_steps(here)), 0
    with chromium() as browser:
        watched = Watched(browser)
        for page in pages:
            watched.look(page)
            for link in watched.page.locator("#fehler a").all():
                link.click()
                watched.page.wait_for_timeout(700)  # the browser scrolls a moment later
                assert watched.page.evaluate(QUESTION), (page[0], link.get_attribute("href"))
                seen += 1
    assert seen > 10
