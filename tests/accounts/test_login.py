"""Coming in and going out."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
LOGIN = "/konto/login/"


def _login(client, email, password=factories.PASSWORD, **query):
    return client.post(LOGIN, {"login": email, "password": password, **query})


def test_the_address_counts_whatever_its_case(client, koko):
    response = _login(client, "KOKO.Bielefeld@Example.org")
    assert response.status_code == 302
    assert response.url == reverse("arrive")
    assert client.session["_auth_user_id"] == str(koko.pk)


def test_login_leads_back_to_the_page_that_was_wanted(client, koko):
    response = _login(client, koko.email, next="/konto/")
    assert response.url == "/konto/"


ELSEWHERE = [
    "https://evil.example",
    "http://testserver/konto/",
    "http://localhost/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "http:evil.example",
    "http:/evil.example",
    "https:///evil.example",
    "https://testserver@evil.example",
    "https://testserver.evil.example",
    "//testserver@evil.example",
    "https://[evil.example",
    "//[evil.example",
    "[//evil.example]",
    "ftp://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\tjavascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    " //evil.example",
    "\u3000//evil.example",
    "\x01//evil.example",
    "evil.example",
    ".evil.example",
    "@evil.example",
    "?next=//evil.example",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nothing_leads_to_a_foreign_place(client, koko, wanted):
    """Before, while and after somebody is logged in. What is no path of ours is no wish at all."""
    assert client.get("/konto/login/", {"next": wanted}).status_code == 200
    assert client.get("/konto/login/code/", {"next": wanted}).status_code == 200
    assert _login(client, koko.email, next=wanted).url == reverse("arrive")
    assert client.get("/konto/login/", {"next": wanted}).url == reverse("arrive")
    again = client.post("/konto/bestaetigen/", {"password": factories.PASSWORD, "next": wanted})
    assert again.url == reverse("arrive")
    client.post("/sprache/", {"language": "de"}, headers={"referer": wanted})
    assert client.post("/konto/logout/", {"next": wanted}).url == reverse("home")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, koko):
    wrong = _login(client, koko.email, "falsch-falsch-falsch")
    unknown = _login(client, "niemand@example.org", "falsch-falsch-falsch")
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.context["form"].errors == {"__all__": ["E-Mail-Adresse und Passwort passen nicht zusammen."]}


def test_a_wrong_password_costs_the_same_whoever_it_is(client, koko, advisor_user, monkeypatch):
    """One hash each, for a known address, an unknown, a closed account and one without password."""
    closed = factories.user("zu@example.org", is_active=False)
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    work = {}
    for email in (koko.email, closed.email, advisor_user.email, "niemand@example.org"):
        hashed.clear()
        with CaptureQueriesContext(connection) as captured:
            page = _login(type(client)(), email, "falsch-falsch-falsch")
        work[email] = len(hashed), len(captured), page.status_code, str(page.context["form"].errors)
    assert len(set(work.values())) == 1
    assert work[koko.email][0] == 1


def test_an_inactive_account_does_not_come_in(client, koko):
    koko.is_active = False
    koko.save()
    response = _login(client, koko.email)
    assert response.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_after_ten_wrong_passwords_even_the_right_one_waits(client, koko):
    for _attempt in range(10):
        _login(client, koko.email, "falsch-falsch-falsch")
    response = _login(client, koko.email)
    assert response.context["form"].errors == {
        "__all__": [
            "Das waren zu viele Versuche. Warten Sie bitte fünf Minuten, oder setzen Sie ein neues Passwort."
        ]
    }
    assert "_auth_user_id" not in client.session


def test_the_limit_for_one_person_stops_nobody_else(client, koko, other_koko):
    for _attempt in range(10):
        _login(client, koko.email, "falsch-falsch-falsch")
    assert _login(client, other_koko.email).status_code == 302


def test_a_failed_login_never_shows_the_password_again(client, koko):
    response = _login(client, koko.email, "geheim-geheim-geheim")
    assert "geheim-geheim-geheim" not in response.content.decode()


def test_logging_out_needs_a_post(client, koko):
    client.force_login(koko)
    assert client.get("/konto/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    response = client.post("/konto/logout/")
    assert response.url == reverse("home")
    assert "_auth_user_id" not in client.session


def test_logging_out_twice_is_no_error(client, koko):
    client.force_login(koko)
    client.post("/konto/logout/")
    assert client.post("/konto/logout/").url == reverse("home")


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "confirm-email/"])
def test_allauths_other_pages_do_not_exist(client, koko, path):
    client.force_login(koko)
    assert client.get(f"/konto/{path}").status_code == 404


def test_without_redis_the_limits_live_in_the_database(client, koko, settings):
    settings.CACHES = {"default": {"BACKEND": "gsvo.lib.json_cache.JsonDatabaseCache", "LOCATION": "cache"}}
    call_command("createcachetable")
    for _attempt in range(10):
        _login(client, koko.email, "falsch-falsch-falsch")
    assert "zu viele Versuche" in str(_login(client, koko.email).context["form"].errors)
    cache.clear()
    assert _login(client, koko.email).status_code == 302


@pytest.mark.parametrize("spelled", ["demo-gsvo-2026", "ｄｅｍｏ-gsvo-2026"])
def test_the_password_that_everybody_knows_opens_nothing_outside_the_demo(client, settings, db, spelled):
    """A real portal may have been started on the database of a demo."""
    factories.user("left@over.example", password="demo-gsvo-2026")
    settings.DEMO = settings.TESTING = False
    assert client.post(LOGIN, {"login": "left@over.example", "password": spelled}).status_code == 200
    assert "_auth_user_id" not in client.session

    settings.DEMO = True
    assert client.post(LOGIN, {"login": "left@over.example", "password": spelled}).status_code == 302
