"""Pages full of hostile words in a real browser: nothing fires, nothing runs out of sight."""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache

from tests.access import routes
from tests.access.watch import undone
from tests.accessibility.lens import OPEN_FOLDS, SIDEWAYS
from tests.browser import chromium
from tests.input.poisoned import WIDE, poison_everything
from tests.input.test_everywhere import here
from tests.long import LONG

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
        for shot in [*hostile, *(wide if LONG else wide[::2])]:
            watched.look(shot)

    assert watched.troubles == [], "\n".join(["", *watched.troubles])
