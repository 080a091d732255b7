"""How often something may be tried: on one spelling, one after the other, whoever asks and from wherever."""

import secrets
import time

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory

from gsvo.accounts.adapter import AccountAdapter
from gsvo.http import ratelimit
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from gsvo.settings.database import CACHES
from tests import factories
from tests.helpers.parallel import run_parallel

LOGIN = "/konto/login/"
MANY = "Das waren zu viele Versuche"
DEAD = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}


def tries(client, email, **extra):
    return client.post(LOGIN, {"login": email, "password": "falsch-falsch-falsch"}, **extra).content.decode()


# --- one account, however it is spelled ------------------------------------------------------------
SPELLINGS = [
    "koko@example.org",
    "KOKO@Example.ORG",
    "kókö@example.org",
    "ｋｏｋｏ@example.org",
    " koko@example.org ",
]


@pytest.mark.once
def test_all_spellings_of_a_name_are_one():
    assert {ratelimit.normalised(name) for name in SPELLINGS} == {"koko@example.org"}
    assert ratelimit.normalised("ıſKß") == ratelimit.normalised("ISKSS")
    assert ratelimit.normalised("a@example.org") != ratelimit.normalised("b@example.org")


@pytest.mark.once
def test_logins_are_counted_on_that_one_spelling():
    keys = {AccountAdapter().login_attempts_key(name) for name in SPELLINGS}
    assert keys == {"koko@example.org"}


@pytest.mark.django_db
def test_failures_count_for_the_account_whatever_its_case(client):
    factories.user("koko@example.org")
    for number in range(10):
        assert MANY not in tries(client, ["koko@example.org", "Koko@EXAMPLE.org "][number % 2])
    assert MANY in tries(client, "KOKO@example.org")


@pytest.mark.django_db
def test_another_host_name_begins_no_new_count(client, koko, settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    for _number in range(10):
        tries(client, koko.email, headers={"host": "a.example"})
    assert MANY in tries(client, koko.email, headers={"host": "b.example"})


@pytest.mark.django_db
def test_an_invented_address_begins_no_new_count(client, koko):
    def status(number, **extra):
        data = {"login": f"niemand{number}@example.org", "password": "falsch-falsch-falsch"}
        return client.post(
            LOGIN, data, headers={"x-forwarded-for": f"203.0.113.{number}"}, **extra
        ).status_code

    assert [status(number) for number in range(31)] == [200] * 30 + [429]
    assert status(32, REMOTE_ADDR="198.51.100.1") == 200


@pytest.mark.django_db
def test_who_gets_in_uses_nothing_up(client, koko):
    for _number in range(12):
        assert client.post(LOGIN, {"login": koko.email, "password": factories.PASSWORD}).status_code == 302
        client.post("/konto/logout/")


@pytest.mark.django_db
def test_a_new_password_by_mail_opens_what_guessing_had_closed(client, koko):
    """As the sentence about too many tries promises."""
    for _number in range(11):
        page = tries(client, koko.email)
    assert "Warten Sie bitte fünf Minuten, oder setzen Sie ein neues Passwort." in page
    client.post("/konto/passwort-vergessen/", {"email": koko.email})
    new = "vier Wörter und ein Fluss"
    page = client.get(Link.objects.get().url()).url
    client.post(page, {"password1": new, "password2": new})
    assert client.post(LOGIN, {"login": koko.email, "password": new}).status_code == 302


@pytest.mark.django_db
def test_without_the_cache_a_new_password_is_set_all_the_same(client, koko, settings):
    client.post("/konto/passwort-vergessen/", {"email": koko.email})
    page = client.get(Link.objects.get().url()).url
    settings.CACHES = {"default": DEAD}
    new = "vier Wörter und ein Fluss"
    assert client.post(page, {"password1": new, "password2": new}).url == LOGIN
    koko.refresh_from_db()
    assert koko.check_password(new)


@pytest.mark.django_db
def test_neither_cache_nor_log_holds_name_or_address(client, settings, caplog):
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {**CACHES["default"], "BACKEND": backend, "LOCATION": "names"}}
    caplog.set_level("DEBUG")
    for _number in range(11):
        tries(client, "karla.koko@example.org", REMOTE_ADDR="198.51.100.77")
    cached = str(caches["default"]._cache)
    assert (
        len(caches["default"]._cache) == 3
    )  # all logins and failed ones per address, failed ones per account
    assert not [text for text in ("karla", "198.51", "login_failed") if text in cached]
    assert not [text for text in ("karla", "198.51") if text in caplog.text]


@pytest.mark.django_db
def test_without_its_cache_the_portal_lets_nobody_guess_passwords_and_says_so(koko, settings):
    settings.CACHES = {"default": DEAD}
    browser = Client(raise_request_exception=False)
    answer = browser.post(LOGIN, {"login": koko.email, "password": factories.PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert browser.get(LOGIN).status_code == 200


# --- whoever asks at once ----------------------------------------------------------------------------
@pytest.fixture
def shared_cache(settings):
    """The cache of this run's profile: the database's, or Redis."""
    settings.CACHES = CACHES
    call_command("createcachetable")
    yield caches["default"]
    if "cache" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE cache")


@pytest.mark.parallel
def test_of_sixty_four_at_once_no_more_than_ten_slip_through(parallel_db, shared_cache, settings):
    settings.LIMITS = {"try": "10/5m/key"}
    account = f"{secrets.token_hex(8)}@example.org"  # Redis is not emptied between runs
    request = RequestFactory().post("/")
    let_in = run_parallel(64, lambda _number: ratelimit.is_allowed(request, "try", account))
    assert set(let_in) <= {True, False}
    assert 1 <= let_in.count(True) <= 10
    rest = [ratelimit.is_allowed(request, "try", account.upper()) for _number in range(12)]
    assert let_in.count(True) + rest.count(True) == 10


@pytest.mark.parallel
def test_of_many_logins_at_once_no_more_than_ten_reach_the_password(parallel_db, shared_cache):
    account = factories.user(f"{secrets.token_hex(8)}@example.org")
    answers = run_parallel(24, lambda number: tries(Client(REMOTE_ADDR=f"10.1.0.{number}"), account.email))
    assert sum("passen nicht zusammen" in answer for answer in answers) <= 10
    assert all("passen nicht zusammen" in answer or MANY in answer for answer in answers)


def test_a_429_says_in_german_how_long(rf, db):
    answer = ratelimit.too_many_requests(rf.post("/"))
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "Warten Sie bitte fünf Minuten" in answer.content.decode()


# --- codes by mail -----------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.once
def test_codes_are_counted_on_that_one_spelling_too(client):
    spelled = [
        "\u212aiosk@example.org",
        "KIOSK@example.org",
        "kiosk\u200b@ex\u00adample.org",
        "kiosk@example.org",
    ]
    ways = {"by one caller": ([""], 5), "by many": ([f"10.0.0.{number}" for number in range(20)], 15)}
    for callers, limit in ways.values():
        cache.clear()
        refused = []
        for number in range(20):
            ask = {"login": spelled[number % 4]}, callers[number % len(callers)]
            answer = client.post(f"{LOGIN}code/", ask[0], REMOTE_ADDR=ask[1] or "10.1.0.1")
            refused.append(MANY in answer.content.decode())
        assert refused == [False] * limit + [True] * (20 - limit)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["kio\u017fk@example.org", "k\u0131osk@example.org"])
def test_an_address_of_look_alike_letters_is_refused_at_the_field(client, address):
    factories.user("kiosk@example.org")
    answer = client.post(f"{LOGIN}code/", {"login": address})
    assert "Vor dem @ stehen Umlaute" in answer.content.decode()
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("address", [f"{LOGIN}code/", "/konto/passwort-vergessen/"])
def test_nobody_alone_keeps_somebody_from_asking_for_mail(client, koko, address):
    wish = {"login": koko.email, "email": koko.email}
    for _number in range(30):
        client.post(address, wish, REMOTE_ADDR="203.0.113.66")
    assert client.post(address, wish, REMOTE_ADDR="198.51.100.1").status_code == 302


@pytest.mark.django_db
@pytest.mark.once
def test_nobody_fills_the_mailbox_of_somebody_else(client, koko, monkeypatch):
    """Whoever knows the address, and however long: codes and links for a new password."""
    now = time.time()
    for minute in range(12):
        monkeypatch.setattr("time.time", lambda at=now + minute * 60: at)
        for _number in range(3):
            client.post(f"{LOGIN}code/", {"login": koko.email})
            client.post("/konto/passwort-vergessen/", {"email": koko.email})
    assert OutgoingMail.objects.count() == 3 * 5
