"""What every answer says to the browser, whatever kind of answer it is."""

from string import ascii_lowercase

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import include, path, reverse

from gsvo import urls as portal
from gsvo.files.storage import store
from gsvo.links.models import Link
from gsvo.offices.actions import invite
from gsvo.offices.models import Role
from requests.models import Attachment
from tests import factories
from tests.files import samples

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
)


def broken(request):
    raise RuntimeError("broken on purpose")


def without_database(request):
    raise OperationalError("gone on purpose")


broken.login_required = without_database.login_required = False
handler400, handler429, handler500 = portal.handler400, portal.handler429, portal.handler500
urlpatterns = [path("kaputt/", broken), path("ohne-datenbank/", without_database), path("", include(portal))]


class World:
    """Browsers of several people, and what they may ask for."""

    def __init__(self, koko, gib, settings):
        self.anybody = Client(raise_request_exception=False)
        self.koko, self.gib, self.member = Client(enforce_csrf_checks=True), Client(), Client()
        self.koko.force_login(koko)
        self.gib.force_login(gib)
        invite(factories.office(), by=koko, email="neu@example.org", name="Nele Neu", role=Role.MEMBER)
        self.link = Link.objects.get()
        self.token = self.link.url().removeprefix(settings.BASE_URL)
        self.member.get(self.token)
        self.case = factories.support_request(by=koko)
        self.file = store(SimpleUploadedFile("Antrag.pdf", samples.pdf()), by=koko)
        Attachment.objects.create(support_request=self.case, file=self.file)

    def guessed(self):
        return [
            self.anybody.get(f"/konto/einladung/{'a' * 47}{letter}/") for letter in ascii_lowercase + "234567"
        ][-1]

    def closed(self):
        Link.objects.filter(pk=self.link.pk).revoke()
        return self.member.get(self.link.page_url())


ANSWERS = {
    # name: (status, how to get it)
    "home": (200, lambda w: w.anybody.get("/")),
    "home, HEAD": (200, lambda w: w.anybody.head("/")),
    "login page": (200, lambda w: w.anybody.get("/konto/login/")),
    "health": (200, lambda w: w.anybody.get("/livez")),
    "style sheet": (200, lambda w: w.anybody.get("/static/css/portal.css")),
    "style sheet, HEAD": (200, lambda w: w.anybody.head("/static/css/portal.css")),
    "picture": (200, lambda w: w.anybody.get("/static/img/mark.svg")),
    "to the login": (302, lambda w: w.anybody.get("/anfragen/")),
    "with a slash": (301, lambda w: w.anybody.get("/impressum")),
    "list of requests": (200, lambda w: w.koko.get("/anfragen/")),
    "a request": (200, lambda w: w.koko.get(w.case.get_absolute_url())),
    "one's account": (200, lambda w: w.koko.get("/konto/")),
    "how long the login lasts": (200, lambda w: w.koko.get("/sitzung/")),
    "a paper": (200, lambda w: w.koko.get(reverse("requests:attachment", args=[w.case.oid, w.file.oid]))),
    "the workplace": (200, lambda w: w.gib.get("/admin/")),
    "a list of the workplace": (200, lambda w: w.gib.get("/admin/advisors/advisor/")),
    "a mail's link": (302, lambda w: w.member.get(w.token)),
    "behind a link": (200, lambda w: w.member.get(w.link.page_url())),
    "a link in another browser": (403, lambda w: w.anybody.get(w.link.page_url())),
    "a link that is closed": (410, lambda w: w.closed()),
    "another host": (400, lambda w: w.anybody.get("/", headers={"host": "evil.example"})),
    "no token": (403, lambda w: w.koko.post("/konto/", {"name": "x"})),
    "no right": (403, lambda w: w.gib.get("/admin/alles/")),
    "a missing page": (404, lambda w: w.anybody.get("/gibt-es-nicht/")),
    "a missing page of the workplace": (404, lambda w: w.gib.get("/admin/gibt-es-nicht/")),
    "a missing file": (404, lambda w: w.anybody.get("/static/css/gibt-es-nicht.css")),
    "a wrong method": (405, lambda w: w.gib.get("/eingaben/verwerfen/")),
    "too many tries": (429, lambda w: w.guessed()),
    "an error": (500, lambda w: w.anybody.get("/kaputt/")),
    "no database": (503, lambda w: w.anybody.get("/ohne-datenbank/")),
}
PRIVATE = [
    "list of requests",
    "a request",
    "one's account",
    "how long the login lasts",
    "a paper",
    "the workplace",
    "a list of the workplace",
    "a mail's link",
    "behind a link",
    "a link in another browser",
    "a link that is closed",
    "no token",
    "no right",
    "a missing page of the workplace",
]


@pytest.fixture
def world(koko, gib, settings, monkeypatch):
    settings.ROOT_URLCONF = "tests.repo_rules.test_headers"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True  # nothing is collected in tests
    return World(koko, gib, settings)


def troubles(answer, referrer="same-origin"):
    """What is wrong with an answer's headers, as a list of words."""
    policy = answer.get("Content-Security-Policy", "")
    wanted = POLICY
    if answer.get("Content-Disposition", "").startswith("attachment"):
        wanted = ("default-src 'none'", "sandbox")
    found = [rule for rule in wanted if rule not in policy]
    found += [name for name, value in ALWAYS.items() if answer.get(name) != value]
    found += ["unsafe"] * ("unsafe" in policy)
    found += ["Permissions-Policy"] * ("camera=()" not in answer.get("Permissions-Policy", ""))
    found += ["Referrer-Policy"] * (answer.get("Referrer-Policy") != referrer)
    kind = answer.get("Content-Type", "").replace('"', "")
    found += ["charset"] * (kind.startswith("text/") and not kind.endswith("charset=utf-8"))
    found += ["cookie"] * (bool(answer.cookies) and "no-store" not in answer.get("Cache-Control", ""))
    return found


def test_every_answer_has_its_headers(world):
    wrong = {}
    for name, (status, get) in ANSWERS.items():
        answer = get(world)
        found = troubles(answer, "no-referrer" if name == "a mail's link" else "same-origin")
        if answer.status_code != status:
            found.append(f"status {answer.status_code}")
        if name in PRIVATE and not {"no-store", "private"} <= set(
            answer.get("Cache-Control", "").split(", ")
        ):
            found.append("may be kept by caches")
        if found:
            wrong[name] = found
    assert wrong == {}


def test_under_https_every_answer_asks_for_https_for_a_year(world, settings):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = settings.SECURE_SSL_REDIRECT = (
        True
    )
    browser = Client(raise_request_exception=False)
    for address in (
        "/",
        "/static/css/portal.css",
        "/anfragen/",
        "/gibt-es-nicht/",
        "/kaputt/",
        "/ohne-datenbank/",
    ):
        answer = browser.get(address, secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload", address
    moved = browser.get("/impressum/")
    assert (moved.status_code, moved.url) == (301, "https://testserver/impressum/")
    assert troubles(moved) == []
    refused = browser.get("/", headers={"host": "evil.example"})  # by the one that would have redirected
    assert refused.status_code == 400
    assert troubles(refused) == []


@pytest.mark.parametrize("address", ["/", "/impressum/", "/static/css/portal.css", "/static/img/mark.svg"])
def test_what_caches_may_keep_sets_no_cookie(world, address):
    answer = world.anybody.get(address)
    assert answer.cookies == {}


def test_cookies_are_for_us_alone(world, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    browser = Client()
    browser.get("/konto/login/", secure=True)
    person = factories.user("karla@example.org")
    browser.post("/konto/login/", {"login": person.email, "password": factories.PASSWORD}, secure=True)
    assert set(browser.cookies) == {"sessionid", "csrftoken"}
    for cookie in browser.cookies.values():
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_the_list_of_answers_knows_every_kind_of_error():
    assert {status for status, _get in ANSWERS.values()} >= {400, 403, 404, 405, 410, 429, 500, 503}
