"""The statement page of a later round: old and new for who has answered before, and for nobody else."""

import pytest
from django.conf import settings

from requests import actions
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import words

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


def next_version(case, koko, seat, *answers):
    """Seats answer a round that ends, version 2 says something else in section 5. Returns its round."""
    for each, given in zip(seat.round.seats.all(), answers, strict=False):
        factories.answer(each, given)
    seat.round.refresh_from_db()
    if seat.round.is_open:
        actions.close_round(seat.round)
    version = actions.new_version(case, by=koko)
    version.sections["scope"] = "Gegenstand und Grenzen in ganz Bielefeld."
    version.save()
    return factories.opened_round(case, by=koko)


def test_who_answered_before_sees_old_and_new_on_top(client, case, koko, seat):
    second = next_version(case, koko, seat, "change", "change", "change")

    page = words(
        client.get(open_link(client, factories.statement_link(second.seats.first()))).content.decode()
    )

    top, _heading, text = page.partition('id="h-auf"')
    assert "Seit Ihrer Antwort auf Fassung 1 hat sich Abschnitt 5 geändert." in top
    assert 'in <ins class="gs-ins"><span class="gs-vh">[eingefügt: </span>ganz ' in top
    assert "Bitte auch die Förderschulen." in top  # what she remarked then
    assert "<ins" not in text
    assert "Gegenstand und Grenzen in ganz Bielefeld." in text
    assert text.count("geändert seit Fassung 1") == 1


def test_who_never_answered_reads_nothing_about_an_answer(client, case, koko, seat):
    second = next_version(case, koko, seat, "change", "change")

    page = client.get(open_link(client, factories.statement_link(second.seats.last()))).content.decode()

    assert "Seit Ihrer Antwort" not in page
    assert "Was sich seit Ihrer Antwort" not in page
    assert "<ins" not in page


def test_the_same_version_again_says_that_nothing_changed(client, case, koko, seat):
    factories.answer(seat, "abstain")
    actions.close_round(seat.round)
    again = factories.opened_round(case, by=koko)

    page = words(
        client.get(open_link(client, factories.statement_link(again.seats.first()))).content.decode()
    )

    assert "Seit Ihrer Antwort auf Fassung 1 hat sich am Wortlaut nichts geändert." in page
