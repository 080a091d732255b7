"""A digest says what is open when it is sent, the most urgent first; what waited with it comes anew."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from gsvo.outbox.deliver import deliver
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.resend import drop_for
from gsvo.reminders import registry
from gsvo.reminders.models import Reminder
from gsvo.reminders.run import remind
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.reminders.test_remind import MONDAY, at, day

pytestmark = pytest.mark.django_db


def queried(koko, title, due_on):
    case = factories.support_request(State.QUERIED, by=koko, title=title)
    SupportRequest.objects.filter(pk=case.pk).update(due_on=due_on, waiting_since=timezone.now())
    return case


@pytest.fixture
def two(koko):
    """Two questions with one deadline, and the digest that reminds of both: nobody has sent it yet."""
    with at(MONDAY):
        found = [queried(koko, title, day(17)) for title in ("Erste", "Zweite")]
        OutgoingMail.objects.all().delete()
    with at(day(11)):
        assert remind() == 1
    return found


def send():
    OutgoingMail.objects.filter(status=Status.QUEUED).update(next_try_at=timezone.now())
    return deliver()


def digests():
    return list(OutgoingMail.objects.filter(kind="reminders/digest").order_by("pk"))


def answer(case):
    SupportRequest.objects.filter(pk=case.pk).update(state=State.SUBMITTED, waiting_on="gib")


def test_what_is_answered_while_the_digest_waits_is_not_reminded_of(two):
    with at(day(11), 12):
        for case in two:
            answer(case)
        assert send() == {Status.OBSOLETE: 1}
        assert remind() == 0
    assert [mail.status for mail in digests()] == [Status.OBSOLETE]


def test_what_is_left_comes_in_a_digest_of_its_own_and_once(two):
    first = two[0]
    with at(day(11), 12):
        answer(first)
        assert send() == {Status.OBSOLETE: 1}
        assert remind() == 1
        assert send() == {Status.SENT: 1}
    for later in (13, 14, 15):
        with at(day(11), later):
            assert remind() == 0
    *_dropped, sent = digests()
    assert "Zweite" in sent.text
    assert "Erste" not in sent.text


def test_a_digest_that_is_right_is_sent_however_long_it_waited(two):
    with at(day(13)):
        assert send() == {Status.SENT: 1}
        assert remind() == 0


def test_another_account_is_not_reminded_again_for_a_digest_that_was_dropped(two, koko):
    other = factories.member(factories.office(factories.UNNA), email="unna@example.org")
    with at(MONDAY):
        case = factories.support_request(State.QUERIED, office=factories.office(factories.UNNA), by=other)
        SupportRequest.objects.filter(pk=case.pk).update(due_on=day(17), waiting_since=timezone.now())
    with at(day(11), 10):
        assert remind() == 1
        drop_for(koko)
    with at(day(11), 12):
        remind()
    assert len([mail for mail in digests() if mail.to_email == other.email]) == 1


def test_the_most_urgent_stands_first(koko):
    with at(MONDAY):
        factories.support_request(State.DRAFT, by=koko, title="Entwurf")
        queried(koko, "Später", day(22))
        queried(koko, "Bald", day(18))
        OutgoingMail.objects.all().delete()
    with at(day(17)):
        remind()
    (mail,) = digests()
    places = [mail.text.index(title) for title in ("Bald", "Später", "Entwurf")]
    assert places == sorted(places)


def test_a_deadline_that_has_passed_is_told_as_that(koko):
    with at(MONDAY):
        queried(koko, "Frage", day(5))
        OutgoingMail.objects.all().delete()
    with at(day(4)):
        remind()
    with at(day(8)):
        remind()
    before, after = digests()
    assert "beantworten, bis Samstag, 12. September 2026" in before.text
    assert "beantworten, Frist war Samstag, 12. September 2026" in after.text


def test_a_kind_that_breaks_does_not_keep_the_others(two):
    def broken(today):
        raise RuntimeError(today)

    Reminder.objects.all().delete()
    table = {"broken": registry.Kind("broken", broken), **registry._table}
    with mock.patch.object(registry, "_table", table), at(day(12) - dt.timedelta(days=1), 9):
        assert remind() == 1
