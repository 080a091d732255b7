"""Every token against every address of every purpose and record: only the diagonal opens.

An opened link tries its pages with two foreign records, others each day; with LONG=1 with all.
"""

import pytest
from django.test import Client
from django.urls import reverse

from gsvo.links import tokens
from gsvo.links.models import Link
from gsvo.urls import LINKS
from tests.helpers.long_version import LONG, sample
from tests.links import real

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# The pages of an opened link, by what stands behind the purpose's name: "", "-not-responsible" …
PAGES = [pattern for pattern in LINKS if "<oid:oid>" in str(pattern.pattern)]


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"
    settings.LIMITS = settings.LIMITS | {"guessed_link": "100000/m/ip"}


@pytest.fixture
def links(db):
    return real.links()


def token_of(link):
    return tokens.make(link.purpose, link.oid, link.nonce)


def purpose_of(pattern):
    return next(purpose for purpose in real.PURPOSES if pattern.name.split("-")[0] == purpose)


def test_every_purpose_has_a_row_here_and_a_way_to_say_not_responsible(db):
    assert set(real.MAKERS) == set(real.DECISIONS) == set(real.PURPOSES)
    assert {f"{purpose}-not-responsible" for purpose in real.PURPOSES} <= {row.name for row in LINKS}
    assert len(PAGES) == 3 * len(real.PURPOSES)


def test_a_token_opens_its_own_purpose_and_record_and_no_other(links):
    opened, browser = [], Client()
    for link in links:
        own = token_of(link)
        for purpose in real.PURPOSES:
            for other in links:
                for token in (own, other.oid + own[16:]):
                    browser.cookies.clear()
                    response = browser.get(reverse(f"links:{purpose}-enter", args=[token]))
                    assert response.status_code in (302, 404)
                    if response.status_code == 302:
                        opened.append((link.oid, purpose, response["Location"]))
    assert set(opened) == {(link.oid, link.purpose, link.page_url()) for link in links}


def test_what_is_open_in_a_browser_opens_its_own_pages_and_no_others(links):
    tried = 0
    for link in links:
        browser = Client()
        browser.get(real.path_of(link))
        others = [other for other in links if other != link]
        for pattern in PAGES:
            for other in [link, *sample(others, 2, link.purpose, pattern.name)]:
                address = reverse(f"links:{pattern.name}", args=[other.oid])
                is_own = other == link and purpose_of(pattern) == link.purpose
                status = browser.get(address).status_code
                if pattern.name.endswith("-renew"):
                    assert status == 405  # asks by POST only
                    status = browser.post(address).status_code
                    assert status == (302 if is_own else 403), address
                else:
                    assert status == (200 if is_own else 403), address
                tried += 1
    assert tried == len(links) * (len(links) if LONG else 3) * len(PAGES)


def test_a_foreign_or_invented_nonce_in_the_session_opens_nothing(links, client):
    client.get(real.path_of(links[0]))
    session = client.session
    session["links"] = {a.oid: b.nonce for a in links for b in links if a != b} | {links[0].oid: "0" * 32}
    session["links_opened"] = dict.fromkeys(session["links"], 9e9)
    session.save()
    assert {client.get(link.page_url()).status_code for link in links} == {403}


def test_links_open_no_file_no_case_and_no_engagement(links, client):
    for link in links:
        client.get(real.path_of(link))
    for link in (link for link in links if link.purpose in ("statement", "invitation")):
        target = link.target
        case = (
            target.support_request
            if link.purpose == "invitation"
            else target.round.version.mandate.support_request
        )
        pages = [
            case.get_absolute_url(),
            reverse("requests:mandate", args=[case.oid]),
            reverse("requests:attachment", args=[case.oid, "a" * 16]),
            reverse("admin:case", args=[case.oid]),
        ]
        for page in pages:
            response = client.get(page)
            assert response.status_code == 302, page
            assert "login" in response["Location"]


# --- what dies under an open page -------------------------------------------------------------------
@pytest.mark.parametrize("purpose", real.PURPOSES)
def test_revoking_beats_the_open_page_and_gives_the_typed_text_back(purpose, client):
    link = real.links([purpose])[0]
    client.get(real.path_of(link))
    assert client.get(link.page_url()).status_code == 200
    Link.objects.filter(pk=link.pk).revoke()
    before = str(link.target.__class__.objects.filter(pk=link.object_id).values())

    for address in (link.page_url(), link.not_responsible_url):
        response = client.post(address, real.DECISIONS[purpose] | {"is_sure": "on"})
        page = response.content.decode()
        assert response.status_code == 410
        assert "nicht angekommen" in page
        assert "mailto:" in page, "a way on; a revoked link brings no other"
        assert reverse(f"links:{purpose}-renew", args=[link.oid]) not in page
        assert "vier Wörter" not in page
        assert ("Ein langer Text." in page) == ("Ein langer Text." in str(real.DECISIONS[purpose]))

    assert str(link.target.__class__.objects.filter(pk=link.object_id).values()) == before


def test_a_text_typed_for_half_a_day_is_given_back_when_the_browser_forgot_the_link(client):
    link = real.links(["statement"])[0]
    response = client.post(link.page_url(), real.DECISIONS["statement"])
    assert response.status_code == 403
    assert "Ein langer Text." in response.content.decode()


@pytest.mark.parametrize("purpose", real.PURPOSES)
def test_every_page_names_its_person_and_the_way_out_needs_a_tick(purpose, client):
    link = real.links([purpose])[0]
    client.get(real.path_of(link))
    page = client.get(link.page_url()).content.decode()
    assert link.name in page or link.email in page
    assert f'href="{link.not_responsible_url}"' in page
    assert client.get(link.not_responsible_url).status_code == 200

    for nothing in ({}, {"successor": "Frau Neu"}):
        assert client.post(link.not_responsible_url, nothing).status_code == 200
        assert client.get(link.page_url()).content.decode().count(link.not_responsible_url) == 1
    wrong = {"is_sure": "on", "successor_email": "keine Adresse"}
    assert "Fehler" in client.post(link.not_responsible_url, wrong).content.decode()
