"""G.I.B.'s page to choose advisors: what it shows before anybody is invited, and what it sends."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors.models import Invitation
from gsvo.lib import dates
from gsvo.lib.workdays import workday_from, workday_in
from gsvo.outbox.models import OutgoingMail
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def _page(case):
    return reverse("admin:act", args=[case.oid, "invite"])


@pytest.fixture
def browser(gib):
    client = Client()
    client.force_login(gib)
    return client


def test_the_page_shows_the_dates_of_all_and_the_first_mail_and_sends_nothing(browser, gib):
    case = factories.support_request(State.MANDATED)
    first, second = factories.advisor(name="Ada Eins"), factories.advisor(name="Bea Zwei")
    numbers = {f"order_{first.oid}": "1", f"order_{second.oid}": "2"}
    sent = {"revision": case.revision, "answer_days": "10", "message": "Schulen & Kammern", "preview": "1"}

    response = browser.post(_page(case), sent | numbers)

    html = " ".join(response.content.decode().replace("\xa0", " ").split())
    until = workday_in(10)
    later = workday_from(until + dt.timedelta(days=10))
    assert response.status_code == 200
    assert f"heute, Antwort bis {dates.short_day(until)}" in html
    assert f"spätestens {dates.short_day(until)}, Antwort bis {dates.short_day(later)}" in html
    assert "Zwei Beratende der Reihe nach einladen" in html
    assert "Schulen &amp; Kammern" in html
    assert response.context["first_mail"].to_name == "Ada Eins"
    assert not Invitation.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_the_mail_that_goes_out_is_the_one_that_was_shown(browser, gib):
    case, advisor = factories.support_request(State.MANDATED), factories.advisor(name="Ada Eins")
    sent = {"revision": case.revision, "answer_days": "10", "message": "Bitte.", f"order_{advisor.oid}": "1"}
    shown = browser.post(_page(case), sent | {"preview": "1"}).context["first_mail"]

    response = browser.post(_page(case), sent)

    assert response.status_code == 302
    mail = OutgoingMail.objects.get(kind="advisors/invitation")
    assert (mail.subject, mail.to_email) == (shown.subject, shown.to_email)
    assert mail.text.splitlines()[:10] == shown.text.splitlines()[:10]
    assert case.invitations.get().message == "Bitte."


def test_beside_an_open_invitation_the_new_come_after_those_in_line(browser, gib):
    first, second, third = (factories.advisor(name=name) for name in ("Ada Eins", "Bea Zwei", "Cem Drei"))
    case = factories.invited(gib, [first, second])
    sent = {"revision": case.revision, "answer_days": "5", f"order_{third.oid}": "1", "preview": "1"}

    response = browser.post(_page(case), sent)

    turns = response.context["form"].turns
    assert [(turn.name, turn.is_new) for turn in turns] == [
        ("Ada Eins", False),
        ("Bea Zwei", False),
        ("Cem Drei", True),
    ]
    assert [turn.answer_on for turn in turns] == sorted(turn.answer_on for turn in turns)
    assert response.context["first_mail"] is None


def test_a_stale_page_keeps_the_numbers(browser):
    case, advisor = factories.support_request(State.MANDATED), factories.advisor()
    sent = {"revision": "0", "answer_days": "5", f"order_{advisor.oid}": "1", "message": "Noch da"}

    response = browser.post(_page(case), sent)

    assert response.status_code == 409
    assert response.context["form"][f"order_{advisor.oid}"].value() == "1"
    assert "Noch da" in response.content.decode()
    assert not Invitation.objects.exists()


def test_many_who_do_not_fit_stand_in_a_fold_with_their_reasons(browser):
    case = factories.support_request(State.MANDATED)
    for number in range(5):
        advisor = factories.advisor(name=f"Nicht {number}")
        case.preferences.create(advisor=advisor, kind="exclude", reason=f"Grund {number}")

    html = browser.get(_page(case)).content.decode()

    assert "Die übrigen 2, die nicht passen" in html
    assert all(f"Grund {number}" in html for number in range(5))


def test_the_page_costs_as_many_statements_for_one_as_for_four(browser, django_assert_num_queries):
    case = factories.support_request(State.MANDATED)
    factories.advisor(topics=[factories.topic()])
    browser.get(_page(case))
    with CaptureQueriesContext(connection) as one:
        browser.get(_page(case))
    for _row in range(3):
        factories.advisor(topics=[factories.topic()])

    with django_assert_num_queries(len(one)):
        browser.get(_page(case))
