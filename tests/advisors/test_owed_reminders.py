"""Reminders of reports: who gets which line when; nothing in the first days, for what rests or is settled."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from gsvo.demo.time_travel import moved_to
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.registry import kinds
from gsvo.reminders.run import remind
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.factories.papers import TEXTS
from tests.reminders.test_remind import MONDAY, day

pytestmark = pytest.mark.once  # days are counted above the database; tests/reminders asks it


def at(date, hour=8):
    return moved_to(timezone.make_aware(dt.datetime.combine(date, dt.time(hour))))


def matters(number):
    owed = next(kind for kind in kinds() if kind.name == "owed")
    with at(day(number)):
        return [(matter.record.partition("-")[2], matter.anchor) for matter in owed.matters(day(number))]


def reminded(days):
    """The days on which a digest asked somebody for a report, with what it says."""
    found = {}
    for number in days:
        OutgoingMail.objects.all().delete()
        with at(day(number)):
            remind()
        for mail in OutgoingMail.objects.filter(kind="reminders/digest"):
            if "abgeben" in mail.text:
                found.setdefault(number, []).append(mail.text)
    return found


def ended(koko):
    """An engagement whose work ended on MONDAY."""
    with at(MONDAY):
        engagement = factories.engagement(by=koko)
        actions.finish(engagement.support_request, by=koko)
    return engagement


def test_the_advisor_is_reminded_a_week_and_a_day_before_then_weekly(koko):
    ended(koko)

    found = reminded(range(45))

    assert list(found) == [21, 25, 35, 42]  # the day before is a Sunday: on the Friday; then weekly
    assert {len(texts) for texts in found.values()} == {1}
    assert "Abschlussbericht abgeben, bis" in found[21][0]
    assert "Abschlussbericht abgeben, Frist war" in found[42][0]


def test_what_is_handed_in_or_waived_is_not_reminded_of(koko, leitung):
    for settle in (
        lambda row: actions.hand_in_report(row, "final", by=row.advisor.user, texts=TEXTS),
        lambda row: actions.waive(row, "final", by=leitung, reason="Genügt so."),
    ):
        engagement = ended(koko)
        assert matters(21)
        with at(day(3)):
            settle(engagement)
        assert matters(21) == []


def test_nobody_is_reminded_of_a_report_while_the_engagement_rests_and_anew_when_it_goes_on(koko, gib):
    with at(MONDAY):
        long = {"period_from": MONDAY, "period_to": day(300)}
        engagement = factories.engagement(by=koko, **long)
    half_time = MONDAY + dt.timedelta(days=150)
    assert matters(143) == [("interim", half_time)]

    case = engagement.support_request
    with at(day(140)):
        actions.interrupt(case, by=gib, reason="Ruht.", until=day(160))
    assert matters(143) == []
    with at(day(160)):
        actions.resume(case, by=gib)

    assert matters(161) == [("interim", half_time)]
    found = reminded(range(161, 172))
    assert min(found) >= 164


def test_whoever_left_the_pool_or_has_no_account_is_not_reminded(koko, gib):
    engagement = ended(koko)
    actions.leave(engagement.advisor, by=gib)
    assert matters(21) == []

    other = ended(koko)
    type(other.advisor).objects.filter(pk=other.advisor_id).update(user=None)
    assert matters(21) == []


def test_three_engagements_cost_as_many_queries_as_one(koko, django_assert_num_queries):
    ended(koko)
    with django_assert_num_queries(9):
        assert len(matters(21)) == 1
    for _more in range(2):
        ended(koko)
    with django_assert_num_queries(9):
        assert len(matters(21)) == 3


def test_the_mail_at_the_end_asks_the_advisor_for_her_report_and_nobody_else(koko):
    engagement = ended(koko)

    texts = {mail.to_email: mail.text for mail in OutgoingMail.objects.filter(kind="advisors/finishing")}

    assert list(texts) == [engagement.advisor.email]
    assert "geben Sie bis 5. Oktober 2026 den Abschlussbericht ab" in " ".join(texts.popitem()[1].split())


def test_a_report_that_is_there_already_is_not_asked_for(koko):
    with at(MONDAY):
        engagement = factories.engagement(by=koko)
        factories.paper(engagement)
        actions.finish(engagement.support_request, by=koko)

    mail = OutgoingMail.objects.get(kind="advisors/finishing")
    assert "Abschlussbericht" not in mail.subject
    assert SupportRequest.objects.get().state == State.CLOSING
