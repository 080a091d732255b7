"""Links end: on the second, at once when revoked, and with a way to a fresh one."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from gsvo.accounts.models import User
from gsvo.links.models import Link
from tests.helpers.parallel import run_parallel
from tests.links.conftest import address
from tests.links.urls import again

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def nothing_mailed_yet():
    again.clear()


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
def expire(link):
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())


def press(browser, link):
    return browser.post(f"/frage/{link.oid}/neu/", follow=True)


def test_a_closed_page_offers_a_fresh_link_by_a_button(opened, link):
    expire(link)
    page = opened.get(link.page_url()).content.decode()
    assert "Dieser Link gilt nicht mehr" in page
    assert f'action="/frage/{link.oid}/neu/"' in page
    assert opened.get(f"/frage/{link.oid}/neu/").status_code == 405


def test_the_fresh_link_goes_to_the_address_that_is_registered_today(opened, link, person):
    expire(link)
    User.objects.filter(pk=person.pk).update(email="neu@example.org")
    response = press(opened, link)
    assert response.status_code == 200
    assert "Bitte sehen Sie in Ihr Postfach" in response.content.decode()
    fresh = Link.objects.usable().get()
    assert (fresh.email, fresh.target) == ("neu@example.org", User.objects.get(pk=person.pk))
    assert fresh.url() not in response.content.decode()


def test_a_link_that_ran_out_brings_nothing_where_somebody_else_is_the_addressee_now(opened, person):
    Link.objects.all().delete()
    link = Link.objects.issue("question", person, email=person.email, name="Mia Muster")
    opened.get(address(link))
    expire(link)
    User.objects.filter(pk=person.pk).update(email="neu@example.org", name="Nele Neu")
    response = press(opened, link)
    assert response.status_code == 410
    assert "Neuen Link schicken" not in response.content.decode()
    assert not Link.objects.usable().exists()


def test_pressing_again_sends_no_second_link_and_shows_the_same_page(opened, link):
    expire(link)
    pages = [press(opened, link) for _ in range(3)]
    assert {page.status_code for page in pages} == {200}
    assert Link.objects.count() == 2


def test_a_link_that_still_holds_needs_no_fresh_one(opened, link):
    response = press(opened, link)
    assert response.redirect_chain == [(link.page_url(), 302)]
    assert Link.objects.count() == 1


# --- a link that was revoked -------------------------------------------------------------------------
def test_a_revoked_link_causes_nothing_and_its_page_says_what_to_do(opened, link):
    Link.objects.filter(pk=link.pk).revoke()
    page = opened.get(link.page_url()).content.decode()
    assert "Neuen Link schicken" not in page
    assert "mailto:" in page
    assert press(opened, link).status_code == 410
    assert Link.objects.count() == 1


def test_the_living_link_of_somebody_else_survives_every_press_on_an_old_one(opened, link, person):
    living = Link.objects.issue("question", person, email="andere@example.org", name="Andere")
    for _ in range(3):
        assert press(opened, link).status_code == 410
    assert Link.objects.get(pk=living.pk).is_usable
    assert again == []


def test_the_link_that_holds_is_mailed_again_as_it_is_to_the_same_mailbox(opened, link, person):
    living = Link.objects.issue("question", person, email=person.email.upper())
    page = opened.get(link.page_url()).content.decode()
    assert "Mail noch einmal schicken" in page
    assert press(opened, link).status_code == 200
    assert again == [living.pk]
    assert Link.objects.get(pk=living.pk).is_usable
    assert Link.objects.count() == 2


def test_presses_are_counted_by_the_record_over_all_its_links_and_browsers(person):
    old = [Link.objects.issue("question", person, email=person.email) for _ in range(3)]
    Link.objects.issue("question", person, email=person.email)
    for link in old:
        browser = Client()
        browser.get(address(link))
        assert press(browser, link).status_code == 200
    assert len(again) == 1


# --- a computer that several people use --------------------------------------------------------------
def test_closing_the_page_ends_the_opening_in_this_browser_only(opened, link, person):
    other = Client()
    other.get(address(link))
    page = opened.get(link.page_url())
    answer = opened.post(link.page_url(), {"close_page": "1", "answer": "ja"}, follow=True)
    assert page.status_code == 200
    assert (answer.status_code, opened.get(link.page_url()).status_code) == (200, 403)
    assert "Die Seite ist geschlossen" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert other.get(link.page_url()).status_code == 200
    assert User.objects.get(pk=person.pk).name == "offen", "closing decides nothing"
    assert opened.get(address(link)).status_code == 302, "the mail opens it again"


def test_closing_one_page_leaves_the_others_of_this_browser_open(opened, link, person):
    other = Link.objects.issue("other", person, email=person.email)
    opened.get(address(other))
    opened.post(link.page_url(), {"close_page": "1"})
    assert opened.get(other.page_url()).status_code == 200


def test_closing_answers_the_same_for_every_id(client, link):
    answers = [
        client.post(f"/frage/{oid}/", {"close_page": "1"}, follow=True) for oid in (link.oid, "a" * 16)
    ]
    assert {answer.status_code for answer in answers} == {200}
