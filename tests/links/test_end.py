"""Links end: on the second, at once when revoked, and with a way to a fresh one."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from gsvo.accounts.models import User
from gsvo.links.models import Link
from tests.links.conftest import address
from tests.parallel import run_parallel

BERLIN = ZoneInfo("Europe/Berlin")


def statuses(browser, link):
    return (
        browser.get(address(link)).status_code,
        browser.get(link.page_url()).status_code,
        browser.post(link.page_url(), {"answer": "ja"}).status_code,
    )


@pytest.mark.parametrize(
    "end",
    [
        dt.datetime(2026, 11, 24, 23, 59, 59, tzinfo=BERLIN),
        dt.datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=BERLIN),  # the hour that comes twice …
        dt.datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),  # … in the night the clocks go back
        dt.datetime(2027, 3, 28, 3, 0, tzinfo=BERLIN),
    ],
)
def test_a_link_holds_until_its_last_second_and_not_one_longer(opened, link, end, monkeypatch):
    Link.objects.filter(pk=link.pk).update(expires_at=end)
    moment = end.astimezone(dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment - dt.timedelta(seconds=1))
    assert statuses(opened, link) == (302, 200, 200)
    monkeypatch.setattr(timezone, "now", lambda: moment + dt.timedelta(seconds=1))
    assert statuses(opened, link) == (302, 410, 410)
    assert not Link.objects.usable().filter(pk=link.pk).exists()


def test_revoking_beats_the_open_page(opened, link, person):
    assert opened.get(link.page_url()).status_code == 200
    Link.objects.to(person, "question").revoke()
    response = opened.post(link.page_url(), {"answer": "ja"})
    assert response.status_code == 410
    assert "nicht angekommen" in response.content.decode()
    person.refresh_from_db()
    assert person.name == "offen"


def test_a_new_link_kills_the_old_one(opened, link, person):
    new = Link.objects.issue("question", person, email=person.email)
    assert statuses(opened, link) == (302, 410, 410)
    assert statuses(opened, new) == (302, 200, 200)


def test_a_new_link_for_another_purpose_leaves_the_old_one_alone(opened, link, person):
    Link.objects.issue("other", person, email=person.email)
    assert statuses(opened, link) == (302, 200, 200)


def test_a_link_that_dies_between_page_and_decision_is_refused_in_the_transaction(opened, link, monkeypatch):
    claim = Link.objects.claim

    def claim_too_late(row):
        Link.objects.filter(pk=row.pk).revoke()
        return claim(row)

    monkeypatch.setattr(Link.objects, "claim", claim_too_late)
    response = opened.post(link.page_url(), {"answer": "ja"})
    assert response.status_code == 410
    assert User.objects.get(pk=link.object_id).name == "offen"


@pytest.mark.parallel
def test_revoking_and_answering_at_once_end_in_one_story(parallel_db):
    for _round in range(15):
        User.objects.filter(email="rennen@example.org").delete()
        person = User.objects.create_user("rennen@example.org", None, name="offen")
        link = Link.objects.issue("question", person, email=person.email)
        browser = Client()
        browser.get(address(link))

        def race(number, browser=browser, link=link):
            if number == 0:
                return Link.objects.filter(pk=link.pk).revoke()
            return browser.post(link.page_url(), {"answer": "ja"}).status_code

        revoked, status = run_parallel(2, race)
        person.refresh_from_db()
        assert revoked == 1
        assert (status, person.name) in {(200, "ja"), (410, "offen")}


# --- a fresh link ------------------------------------------------------------------------------------
def test_a_closed_page_offers_a_fresh_link_by_a_button(opened, link):
    Link.objects.filter(pk=link.pk).revoke()
    page = opened.get(link.page_url()).content.decode()
    assert "Dieser Link gilt nicht mehr" in page
    assert f'action="/frage/{link.oid}/neu/"' in page
    assert opened.get(f"/frage/{link.oid}/neu/").status_code == 405


def test_the_fresh_link_goes_to_the_address_that_is_registered_today(opened, link, person):
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    User.objects.filter(pk=person.pk).update(email="neu@example.org")
    response = opened.post(f"/frage/{link.oid}/neu/")
    assert response.status_code == 200
    assert "Bitte sehen Sie in Ihr Postfach" in response.content.decode()
    fresh = Link.objects.usable().get()
    assert (fresh.email, fresh.target) == ("neu@example.org", User.objects.get(pk=person.pk))
    assert fresh.url() not in response.content.decode()


def test_pressing_again_sends_no_second_link_and_shows_the_same_page(opened, link):
    Link.objects.filter(pk=link.pk).revoke()
    pages = [opened.post(f"/frage/{link.oid}/neu/") for _ in range(3)]
    assert {page.content for page in pages} == {pages[0].content}
    assert Link.objects.count() == 2


def test_a_link_that_still_holds_needs_no_fresh_one(opened, link):
    response = opened.post(f"/frage/{link.oid}/neu/")
    assert response["Location"] == link.page_url()
    assert Link.objects.count() == 1
