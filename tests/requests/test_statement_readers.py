"""The statement page to guests, in another language, and as headings."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


@pytest.fixture
def seat(case, koko):
    """The first of three seats in an open round."""
    return factories.opened_round(case, by=koko).seats.first()


def open_link(client, link):
    """Follow the mail's link in this browser; returns the address of the page."""
    return client.get(link.url().removeprefix(settings.BASE_URL)).url


def send(client, url, **answers):
    return client.post(url, {"step": "send", "name": "Mia Mitglied", **answers})


# --- guests --------------------------------------------------------------------------------------
@pytest.fixture
def guest(case, koko):
    """The seat of somebody without a vote, beside three who have one."""
    factories.committee(case.office)
    case.office.committee.members.create(
        institution="Kammer", name="Gina Gast", email="gast@example.org", is_voting=False
    )
    return factories.opened_round(case, by=koko).seats.get(is_voting=False)


def test_a_guest_is_asked_for_a_remark_and_not_for_a_vote(client, guest):
    page = client.get(open_link(client, factories.statement_link(guest))).content.decode()

    assert "Möchten Sie zum Auftrag etwas anmerken?" in page
    assert "Als Gast stimmen Sie nicht ab" in page
    for words in (
        "Stimmen Sie",
        "Ich stimme zu",
        "Ich enthalte mich",
        "nicht als Zustimmung",
        "Ohne Ihre Antwort",
    ):
        assert words not in page


def test_what_a_guest_says_is_shown_as_a_remark_and_does_not_count(client, guest):
    url = open_link(client, factories.statement_link(guest))

    summary = client.post(url, {"step": "check", "answer": "agree"}, follow=True).content.decode()
    send(client, url, answer="agree")
    given = client.get(url).content.decode()

    assert "Ich habe den Auftrag gelesen" in summary
    assert "Kammer hat nichts angemerkt" in given
    assert "stimmt zu" not in given
    assert "0 von 3 mit Stimme haben geantwortet, 0 stimmen zu." in given
    assert guest.round.is_open


def test_a_guests_wish_stands_in_the_round_as_one_of_a_guest(client, guest, koko, case):
    factories.answer(guest, "change")
    client.force_login(koko)

    page = client.get(reverse("requests:round", args=[case.oid, guest.round.oid])).content.decode()

    assert "Kammer, Gast ohne Stimme" in page
    assert "0 von 3 mit Stimme haben geantwortet" in page


# --- what the page is to people who read it otherwise ---------------------------------------------
def test_the_sections_are_headings(client, seat):
    page = client.get(open_link(client, factories.statement_link(seat))).content.decode()
    headings = re.findall(r'<h3 class="kern-title" id="h-\w+">\s*(\d+) ', page)
    assert headings == [str(number) for number in range(1, 16)]


def test_in_english_the_mandate_and_what_people_typed_say_that_they_are_german(client, case, seat):
    case.office.committee.members.filter(pk=seat.member_id).update(institution="Schulamt")
    url = open_link(client, factories.statement_link(seat))
    client.post("/sprache/", {"language": "en"})

    page = client.get(url).content.decode()
    summary = client.post(
        url, {"step": "check", "answer": "change", "remark_scope": "Alle Schulen."}, follow=True
    ).content.decode()

    assert '<html lang="en"' in page
    assert '<span lang="de">Alle Schulen melden bis 31. Mai.</span>' in page
    assert '<p lang="de">Zielzustand in Bielefeld.</p>' in page
    assert '<p lang="de">Alle Schulen.</p>' in summary


def test_in_german_nothing_is_marked(client, seat):
    page = client.get(open_link(client, factories.statement_link(seat)))
    assert "lang=" not in main_of(page)
