"""A link works in every browser it is opened in; the page behind it in no other."""

import pytest
from django.test import Client

from gsvo.links.models import Link
from gsvo.links.views import LINKS_PER_SESSION
from tests import factories
from tests.links.conftest import address


def test_the_mails_link_works_in_three_browsers_one_after_the_other(link):
    for _browser in range(3):
        browser = Client()
        assert browser.get(address(link), follow=True).content.decode() == "Stand: offen"


def test_another_browser_is_asked_kindly_to_open_the_mail_again(opened, link):
    stranger = Client()
    response = stranger.get(link.page_url())
    assert response.status_code == 403
    assert "Bitte öffnen Sie den Link noch einmal aus der E-Mail" in response.content.decode()
    assert stranger.post(link.page_url(), {"answer": "ja"}).status_code == 403
    assert stranger.post(f"/frage/{link.oid}/neu/").status_code == 403
    assert stranger.get(f"/frage/{link.oid}/pruefen/").status_code == 403


def test_the_page_for_the_wrong_browser_is_the_same_for_every_id(opened, link):
    unknown = "a" * 16
    pages = [Client().get(f"/frage/{oid}/").content for oid in (link.oid, unknown)]
    pages.append(opened.get(f"/frage/{unknown}/").content)
    pages.append(opened.get(f"/anderes/{link.oid}/").content)
    assert len(set(pages)) == 1


def test_the_page_for_the_wrong_browser_asks_the_database_nothing(link, django_assert_num_queries):
    with django_assert_num_queries(0):
        Client().get(link.page_url())


def test_several_links_are_open_at_once_up_to_a_limit_the_oldest_goes_first(db):
    browser = Client()
    people = [factories.user(name="offen") for _ in range(LINKS_PER_SESSION + 1)]
    links = [Link.objects.issue("question", person, email=person.email) for person in people]
    for link in links:
        browser.get(address(link))
    assert browser.get(links[0].page_url()).status_code == 403
    assert [browser.get(link.page_url()).status_code for link in links[1:]] == [200] * LINKS_PER_SESSION
    assert len(browser.session["links"]) == LINKS_PER_SESSION


def test_a_page_whose_record_is_gone_is_missing(opened, link, person):
    person.delete()
    assert opened.get(link.page_url()).status_code == 404


@pytest.mark.parametrize("page", ["", "pruefen/"])
def test_logging_out_closes_the_pages(opened, link, page):
    opened.logout()
    assert opened.get(f"/frage/{link.oid}/{page}").status_code == 403
