"""A link is for one person, one purpose, one record; what is forged looks like what never was."""

import logging

import pytest

from gsvo.lib.ids import opaque_id
from gsvo.links import tokens
from gsvo.links.models import Link
from gsvo.observability.redaction import RedactTokens
from tests import factories
from tests.links.conftest import address


def forgeries(link):
    token = tokens.make("question", link.oid, link.nonce)
    return {
        "unknown id": opaque_id() + token[16:],
        "first letter of the hash changed": token[:16] + ("a" if token[16] != "a" else "b") + token[17:],
        "last letter changed": token[:-1] + ("a" if token[-1] != "a" else "b"),
        "one letter short": token[:-1],
        "one letter long": token + "a",
        "another purpose": tokens.make("other", link.oid, link.nonce),
        "another nonce": tokens.make("question", link.oid, "0" * 32),
        "another key": tokens.make("question", link.oid, link.nonce, secret="x" * 60),
        "only the id, twice": link.oid + link.oid,
        "the number of the row": str(link.pk),
        "a path": "..%2F..%2Fetc%2Fpasswd",
        "no letters": "...",
        "emoji": "🙂" * 48,
        "NUL": "%00" * 3,
        "very long": "a" * 5000,
    }


def test_every_forgery_is_a_missing_page_and_all_look_the_same(client, link):
    pages = {name: client.get(f"/frage/{raw}/") for name, raw in forgeries(link).items()}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 404)
    assert len({page.content for page in pages.values()}) == 1
    assert "links" not in client.session


def test_every_token_opens_its_own_record_and_purpose_only(client, db, settings):
    settings.LIMITS = {}  # so many wrong ones would meet it
    people = [factories.user(name="offen") for _ in range(10)]
    links = [
        Link.objects.issue(purpose, person, email=person.email)
        for person in people
        for purpose in ("question", "other")
    ]
    for link in links:
        token = tokens.make(link.purpose, link.oid, link.nonce)
        for other in links:
            prefix = {"question": "frage", "other": "anderes"}[other.purpose]
            response = client.get(f"/{prefix}/{other.oid}{token[16:]}/")
            assert response.status_code == (302 if link == other else 404)


def test_a_used_key_that_is_phased_out_still_opens_and_a_dropped_one_does_not(client, link, settings):
    old = address(link)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [settings.SECRET_KEY]
    assert client.get(old).status_code == 302
    assert address(link) != old
    assert client.get(address(link)).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(old).status_code == 404


def test_the_address_comes_from_the_settings_whatever_host_was_asked(link, rf, settings):
    settings.BASE_URL = "https://portal.example.org"
    assert link.url().startswith("https://portal.example.org/frage/")


def test_logs_show_no_usable_token(client, link, caplog):
    caplog.handler.addFilter(RedactTokens())
    token = tokens.make("question", link.oid, link.nonce)
    logging.getLogger("django.request").setLevel("WARNING")
    client.get(f"/anderes/{token}/")
    assert f"/anderes/{link.oid}…/" in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize(
    "dirt",
    ["{}.", "{}>", "{}%3E", "{})", "{}%20", "<{}>", "{},", "{}/.", "{}/>", "{}/)", "{}%22", "%E2%80%8B{}"],
)
def test_what_mail_programs_hang_on_a_link_does_no_harm(client, link, dirt):
    prefix, _slash, token = address(link).rstrip("/").rpartition("/")
    for raw in (token, token.upper()):
        for end in ("", "/"):
            response = client.get(f"{prefix}/{dirt.format(raw)}{end}")
            assert (response.status_code, response["Location"]) == (302, link.page_url())


def test_a_page_without_its_slash_is_led_to_the_page(opened, link):
    response = opened.get(link.page_url().rstrip("/"), follow=True)
    assert response.status_code == 200
