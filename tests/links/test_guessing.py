"""Guessed links tell nothing and meet a limit; whoever holds a genuine one is let in, from anywhere."""

import time

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from gsvo.links import tokens
from tests.links.conftest import address

ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


def guess(number, oid="a" * 16):
    """An address as a mail would hold it, made without the key."""
    return f"/frage/{tokens.make('question', oid, str(number), secret='guessed')}/"


def statuses(client, count, **extra):
    return [client.get(guess(number), **extra).status_code for number in range(count)]


@pytest.mark.django_db
def test_two_hundred_guesses_tell_nothing_and_meet_a_limit(link):
    stranger = Client()
    answers = [stranger.get(guess(number, link.oid if number % 2 else "a" * 16)) for number in range(200)]
    assert [answer.status_code for answer in answers] == [404] * 15 + [429] * 185
    told = [answer.content.replace(answer.wsgi_request.path.encode(), b"") for answer in answers]
    assert len(set(told[:15])) == len(set(told[15:])) == 1


@pytest.mark.django_db
def test_the_limit_is_a_calm_german_page_that_says_how_long(link):
    stranger = Client()
    statuses(stranger, 15)
    answer = stranger.get(guess(1))
    assert "Warten Sie bitte fünf Minuten" in answer.content.decode()
    assert answer["Retry-After"] == "300"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_who_waited_as_told_may_try_again(link, monkeypatch):
    stranger = Client()
    assert statuses(stranger, 16)[-1] == 429
    later = time.time() + 300
    monkeypatch.setattr(time, "time", lambda: later)
    assert statuses(stranger, 1) == [404]


@pytest.mark.django_db
def test_a_genuine_link_opens_in_spite_of_the_guesses_of_a_neighbour(link):
    """Municipal offices share one address: only what fails is counted."""
    statuses(Client(), 16)
    browser = Client()
    assert browser.get(address(link)).status_code == 302
    assert browser.get(link.page_url()).status_code == 200


@pytest.mark.django_db
def test_genuine_links_are_not_counted(link):
    for _visit in range(40):
        assert Client().get(address(link)).status_code == 302
    assert statuses(Client(), 1) == [404]


@pytest.mark.django_db
def test_others_are_not_held_up(link):
    statuses(Client(), 16)
    assert statuses(Client(), 1, **ELSEWHERE) == [404]


@pytest.mark.django_db
def test_an_invented_address_does_not_reset_the_counter(link):
    stranger = Client()
    forged = [
        stranger.get(guess(number), headers={"x-forwarded-for": f"203.0.113.{number}"}).status_code
        for number in range(16)
    ]
    assert forged[-1] == 429


@pytest.mark.django_db
def test_behind_our_own_proxy_its_word_counts_and_not_the_callers(link, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    stranger = Client()

    def ask(number, true_address="203.0.113.9"):
        claimed = f"198.51.100.{number}, {true_address}"
        return stranger.get(guess(number), headers={"x-forwarded-for": claimed}).status_code

    assert [ask(number) for number in range(16)][-1] == 429
    assert ask(1, "203.0.113.10") == 404


@pytest.mark.django_db
def test_head_and_options_guess_no_better(link):
    stranger = Client()
    for number in range(15):
        stranger.head(guess(number))
    assert stranger.options(guess(1)).status_code == 429


@pytest.mark.django_db
def test_neither_cache_nor_log_holds_the_address(link, settings, caplog):
    from gsvo.settings.database import CACHES

    settings.CACHES = {
        "default": {**CACHES["default"], "BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()
    caplog.set_level("DEBUG")
    statuses(Client(), 16, **ELSEWHERE)
    assert len(cache._cache) == 1
    assert ELSEWHERE["REMOTE_ADDR"] not in str(cache._cache) + caplog.text
    assert "Too many tries: guessed_link" in caplog.text


@pytest.mark.django_db
def test_without_its_cache_links_still_open_and_guesses_still_fail(link, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 1},
        }
    }
    assert Client().get(address(link)).status_code == 302
    assert statuses(Client(), 1) == [404]


# --- for half a day ---------------------------------------------------------------------------------
def test_an_opened_link_ends_in_this_browser_after_half_a_day(opened, link):
    session = opened.session
    session["links_opened"] = {link.oid: session["links_opened"][link.oid] - 12 * 3600 + 60}
    session.save()
    assert opened.get(link.page_url()).status_code == 200
    session["links_opened"] = {link.oid: session["links_opened"][link.oid] - 120}
    session.save()
    assert opened.get(link.page_url()).status_code == 403
    assert opened.post(link.page_url(), {"answer": "ja"}).status_code == 403
    opened.get(address(link))
    assert opened.get(link.page_url()).status_code == 200


@pytest.mark.django_db
def test_the_shared_cache_of_the_database_counts_as_well(link, settings):
    settings.CACHES = {"default": {"BACKEND": "gsvo.lib.json_cache.JsonDatabaseCache", "LOCATION": "cache"}}
    call_command("createcachetable")
    assert statuses(Client(), 16)[14:] == [404, 429]
