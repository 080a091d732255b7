"""Opening a link changes nothing, whoever opens it and how often."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from gsvo.links.models import Link
from tests.links.conftest import address, business_rows

SCANNERS = [
    "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0) SafeLinks",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) BarracudaCentral",
    "Mimecast-URL-Scanner/1.0",
    "python-urllib3/2.2",
]


@pytest.mark.parametrize("agent", SCANNERS)
def test_fifty_visits_of_a_scanner_change_no_row_and_the_person_can_still_answer(link, person, agent):
    before = business_rows()
    for method in ["get", "head", "options", "get", "get"] * 10:
        scanner = Client(headers={"user-agent": agent})
        getattr(scanner, method)(address(link))
        getattr(scanner, method)(link.page_url())
        scanner.get(address(link), follow=True)
    assert business_rows() == before

    browser = Client()
    browser.get(address(link))
    answer = browser.post(link.page_url(), {"answer": "ja"})
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.name == "ja"


def test_the_first_visit_leads_to_an_address_without_the_token(client, link):
    response = client.get(address(link))
    assert response.status_code == 302
    assert response["Location"] == f"/frage/{link.oid}/"
    assert client.get(response["Location"]).content.decode() == "Stand: offen"


def test_head_and_options_leave_no_session_behind(client, link):
    assert client.head(address(link)).status_code == 302
    assert client.options(address(link)).status_code == 302
    assert Session.objects.count() == 0


def test_a_post_to_the_mails_address_is_refused(client, link):
    assert client.post(address(link), {"answer": "ja"}).status_code == 405


def test_neither_database_nor_session_holds_the_token(opened, link):
    token = link.url().rstrip("/").rpartition("/")[2]
    rows = str(business_rows()) + str([row.get_decoded() for row in Session.objects.all()])
    assert token not in rows
    assert token[16:] not in rows
    assert opened.session["links"] == {link.oid: link.nonce}


def test_a_token_is_long_and_never_the_same(person):
    tokens = {
        Link.objects.create(purpose="question", target=person, email=person.email).url() for _ in range(500)
    }
    parts = [url.rstrip("/").rpartition("/")[2] for url in tokens]
    assert len({part[:8] for part in parts}) == 500
    assert len({part[16:] for part in parts}) == 500
    assert {len(part) for part in parts} == {48}
    assert all(re.fullmatch(r"[a-z2-7]+", part) for part in parts)
    assert max(map(len, tokens)) <= 200


@pytest.mark.parametrize("path", ["entry", "page", "check", "wrong browser", "closed", "renewed"])
def test_pages_of_links_are_kept_from_caches_search_engines_and_foreign_sites(opened, link, path):
    if path in ("closed", "renewed"):
        Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    response = {
        "entry": lambda: opened.get(address(link)),
        "page": lambda: opened.get(link.page_url()),
        "check": lambda: opened.get(f"/frage/{link.oid}/pruefen/"),
        "wrong browser": lambda: Client().get(link.page_url()),
        "closed": lambda: opened.get(link.page_url()),
        "renewed": lambda: opened.post(f"/frage/{link.oid}/neu/"),
    }[path]()
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    # A page with a form must not say "no-referrer": browsers would send its POST with "Origin: null".
    assert response["Referrer-Policy"] == ("no-referrer" if path == "entry" else "same-origin")


def test_opening_gives_the_browser_a_new_session_key(client, link):
    client.session["planted"] = True
    client.session.save()
    planted = client.session.session_key
    client.get(address(link))
    assert client.session.session_key != planted
    again = client.session.session_key
    client.get(address(link))
    assert client.session.session_key == again


def test_a_logged_in_person_stays_logged_in(client, koko, link):
    client.force_login(koko)
    client.get(address(link))
    assert client.get(link.page_url()).status_code == 200
    assert client.session["_auth_user_id"] == str(koko.pk)
