"""Rules of all reminders, whatever the rhythm: quiet days, until it is answered, one a day."""

import datetime as dt
from itertools import pairwise
from unittest import mock

import pytest
from django.conf import settings as portal
from django.utils import timezone

from advisors import actions
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.registry import QUIET_DAYS, Matter, kinds
from gsvo.reminders.run import remind
from gsvo.workplace.daily_digest import morning_list
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.reminders.test_remind import MONDAY, at, day, only

pytestmark = pytest.mark.once  # days are counted above the database; test_remind.py asks it

# The moments at which something is sent: days off follow, bring steps forward, or lie between.
EASTER = dt.date(2027, 3, 28)
SENT = {
    "a Monday": MONDAY,
    "a Friday evening": dt.date(2026, 9, 4),
    "the Thursday before Easter": EASTER - dt.timedelta(days=3),
    "the last Wednesday before Christmas": dt.date(2026, 12, 23),
}


@pytest.mark.parametrize("kind", [*kinds()], ids=lambda kind: kind.name)
@pytest.mark.parametrize("begins", SENT.values(), ids=SENT)
def test_nobody_is_reminded_in_the_first_three_days(kind, begins):
    for length in range(60):
        matter = Matter(record="x", begins=begins, anchor=begins + dt.timedelta(days=length))
        early = {number: kind.step(matter, begins + dt.timedelta(days=number)) for number in range(4)}
        assert set(early.values()) == {None}, (kind.name, length, early)


@pytest.mark.parametrize("begins", SENT.values(), ids=SENT)
def test_three_days_are_72_hours_whatever_the_hour_at_which_it_was_sent(koko, begins):
    with at(begins, 18, 15):
        case = factories.support_request(State.CLARIFYING, by=koko)
        factories.opened_round(case, by=koko, days=7)
        OutgoingMail.objects.all().delete()
    sent = []
    for hours in range(0, 24 * 8, 6):
        begin = timezone.make_aware(dt.datetime.combine(begins, dt.time(18, 15)))
        moment = begin + dt.timedelta(hours=hours)
        with mock.patch("django.utils.timezone.now", return_value=moment), only("statement", "silence"):
            remind()
        if OutgoingMail.objects.filter(kind="requests/statement_reminder").exists():
            sent.append(hours)

    assert sent
    assert min(sent) >= 72


def test_what_has_to_be_answered_is_reminded_of_until_it_is(koko):
    with at(MONDAY):
        case = factories.support_request(State.QUERIED, by=koko)
        SupportRequest.objects.filter(pk=case.pk).update(due_on=day(14), waiting_since=timezone.now())
        OutgoingMail.objects.all().delete()
    reminded = []
    for number in range(15, 100):
        with at(day(number)), only("query"):
            reminded += [number] * remind()
    with at(day(100)):
        SupportRequest.objects.filter(pk=case.pk).update(state=State.SUBMITTED, waiting_on="gib")
    for number in range(100, 130):
        with at(day(number)), only("query"):
            assert remind() == 0

    assert reminded[-1] > 90
    assert max(later - sooner for sooner, later in pairwise(reminded)) <= 10


def test_whoever_sits_on_two_committees_gets_one_reminder_a_day(koko):
    other = factories.office(factories.UNNA)
    with at(MONDAY):
        for office, days in ((None, 14), (other, 13)):
            case = factories.support_request(State.CLARIFYING, office=office)
            factories.committee(case.office, members=1).members.update(email="zweimal@example.org")
            factories.opened_round(case, days=days)
        OutgoingMail.objects.all().delete()
    found = {}
    for number in range(15):
        with at(day(number)):
            remind()
            remind()
            found[number] = OutgoingMail.objects.filter(to_email="zweimal@example.org").count()

    a_day = [now - before for before, now in pairwise(found.values())]
    assert (max(a_day), found[14]) == (1, 4)


def test_a_draft_is_announced_a_month_and_a_few_days_before_it_is_deleted(koko):
    with at(MONDAY):
        factories.support_request(State.DRAFT, by=koko)
    for number in range(1, portal.KEEP_DRAFT_DAYS):
        with at(day(number)), only("draft", "draft_ends"):
            remind()

    last, very_last = OutgoingMail.objects.order_by("pk")[2:]
    deleted = day(portal.KEEP_DRAFT_DAYS)
    for mail, before in ((last, 31), (very_last, 5)):
        assert f"wird am {deleted:%-d}. März {deleted:%Y} gelöscht" in mail.text
        assert 0 <= (deleted - timezone.localdate(mail.created_at)).days - before <= 3


@pytest.mark.parametrize(("length", "reached"), [(0, 7), (3, 4), (4, 4), (5, 7), (10, 10)])
def test_gib_reads_in_the_morning_that_an_interruption_ends_after_the_first_days(gib, length, reached):
    with at(MONDAY):
        case = factories.support_request(State.ENGAGED)
        actions.interrupt(case, by=gib, reason="Krankheit", until=day(length))
        OutgoingMail.objects.all().delete()
    announced = []
    for number in range(reached + 1):
        with at(day(number)):
            morning_list()
            remind()
        if OutgoingMail.objects.filter(text__contains="Fortsetzen oder länger?").exists():
            announced.append(number)
        OutgoingMail.objects.all().delete()

    assert announced[-1] == reached  # a Saturday's on the Monday
    assert announced[0] > QUIET_DAYS
