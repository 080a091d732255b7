"""G.I.B. gets one list on the morning of a working day: what waits, what is late, what mail failed."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail, Status
from gsvo.workplace.daily_digest import IN_THE_MAIL, morning_list
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.reminders.test_remind import MONDAY, at, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(koko):
    with at(MONDAY):
        case = factories.support_request(State.SUBMITTED, by=koko)
        SupportRequest.objects.update(waiting_since=timezone.now())
        OutgoingMail.objects.all().delete()
    return case


def mail():
    return OutgoingMail.objects.get(kind="workplace/morning")


def test_it_names_the_cases_and_how_long_they_wait(submitted):
    with at(day(1)):
        morning_list()

    assert mail().to_email == settings.CONTACT_EMAIL
    assert "Ein Fall wartet auf uns" in mail().subject
    assert f"Bielefeld ({submitted.number})" in mail().text
    assert "seit 7. September" in mail().text


def test_once_a_day_from_the_hour_on_and_not_on_days_off(submitted):
    for moment in ((day(1), 6), (day(1), 7), (day(1), 9), (day(2), 12), (day(5), 9), (day(6), 9)):
        with at(*moment):
            morning_list()

    assert OutgoingMail.objects.filter(kind="workplace/morning").count() == 2


def test_it_names_what_others_are_late_with_and_mail_that_failed(koko, submitted):
    with at(MONDAY):
        late = factories.support_request(State.QUERIED, by=koko)
        OutgoingMail.objects.all().delete()
        OutgoingMail.objects.create(
            kind="x/y", to_email="weg@example.org", subject="x", status=Status.FAILED, last_answer="550 weg"
        )
    SupportRequest.objects.filter(pk=late.pk).update(due_on=MONDAY)
    with at(day(1)):
        morning_list()

    assert "Eine Mail kam nicht an" in mail().text
    assert late.number in mail().text


def test_it_says_which_mail_failed_and_why_and_how_much_of_the_promise_is_over(submitted):
    with at(MONDAY):
        OutgoingMail.objects.create(
            kind="x/y",
            to_email="weg@example.org",
            to_name="Wega Weg",
            subject="Antwort bis heute",
            status=Status.FAILED,
            last_answer="550 5.1.1 weg",
        )
    with at(day(1)):
        morning_list()

    assert mail().subject == "Heute: Ein Fall wartet auf uns · Eine Mail kam nicht an"
    assert "- „Antwort bis heute“ an Wega Weg: Die Adresse gibt es nicht (mehr)." in mail().text
    assert "von 10 Arbeitstagen vergangen" in mail().text


@pytest.mark.parametrize("what", ["failed", "late"])
def test_where_no_case_waits_the_subject_names_none(koko, what):
    with at(MONDAY):
        factories.funding_period(submission_from=MONDAY, submission_until=MONDAY + dt.timedelta(days=200))
        state = Status.FAILED if what == "failed" else Status.QUEUED
        OutgoingMail.objects.create(kind="x/y", to_email="weg@example.org", subject="x", status=state)
    with at(day(1)):
        morning_list()

    words = {"failed": "Eine Mail kam nicht an", "late": "Manches braucht einen Blick"}
    assert mail().subject == f"Heute: {words[what]}"


def test_a_long_list_is_cut_and_says_so(koko):
    with at(MONDAY):
        for _number in range(IN_THE_MAIL + 3):
            factories.support_request(State.SUBMITTED, by=koko)
    with at(day(1)):
        morning_list()

    assert mail().text.count("\n- Bielefeld") == IN_THE_MAIL
    assert "Und 3 weitere Fälle." in mail().text


def test_where_nothing_waits_nothing_comes(db):
    factories.funding_period(submission_from=MONDAY, submission_until=MONDAY + dt.timedelta(days=200))
    with at(day(1)):
        morning_list()

    assert not OutgoingMail.objects.exists()
