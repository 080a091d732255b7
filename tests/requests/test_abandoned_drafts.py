"""Abandoned drafts are deleted only after somebody was told the day, however short the term is."""

import datetime as dt

import pytest
from django.conf import settings as portal
from django.utils import timezone

from gsvo.lib import dates
from gsvo.ops.backup import restore
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.models import Reminder
from gsvo.reminders.run import remind
from gsvo.retention import purge
from gsvo.retention.rules import all_rules
from requests import actions
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.reminders.test_remind import MONDAY, at, day, only

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(koko):
    with at(MONDAY):
        return factories.support_request(State.DRAFT, by=koko)


def is_due():
    """Whether the nightly run would delete a draft now."""
    rule = next(rule for rule in all_rules() if rule.kind == "draft")
    return rule.due(timezone.now() - dt.timedelta(days=rule.term.days)).exists()


def told():
    """(day, text) of each mail that said when the draft is deleted."""
    mails = OutgoingMail.objects.filter(kind="reminders/digest", text__contains="gelöscht").order_by("pk")
    return [(timezone.localdate(mail.created_at), mail.text) for mail in mails]


def named_in(text):
    """The day on which it is deleted, as a mail's text says."""
    (said,) = [number for number in range(300) if f"wird am {dates.day(day(number))} gelöscht" in text]
    return day(said)


def first_day_on_which_it_is_due(begins=0):
    """Live through the days, each with a pass of the nightly run and one of the reminders after it."""
    for number in range(begins, begins + 50):
        with at(day(number), 3):
            if is_due():
                return day(number)
        with at(day(number)), only("draft", "draft_ends"):
            remind()
    return None


@pytest.mark.parametrize("term", [0, 1, 4, 5, 6, 8, 13, 30, 40, 183])
def test_whatever_the_term_it_is_announced_before_and_goes_on_the_day_named_last(draft, settings, term):
    settings.KEEP_DRAFT_DAYS = term

    deleted = first_day_on_which_it_is_due(max(0, term - 35))

    written_on, text = told()[-1]
    assert deleted >= day(term)
    assert (deleted - written_on).days >= 5
    assert named_in(text) in (deleted, deleted - dt.timedelta(days=1))  # the night after the term's last hour


def test_after_months_without_a_scheduler_it_is_announced_first(draft):
    deleted = first_day_on_which_it_is_due(200)

    written_on, text = told()[0]
    assert written_on >= day(200)
    assert (deleted - written_on).days == 5
    assert named_in(text) == deleted


def test_a_change_after_the_announcement_begins_the_term_anew(draft, koko):
    with at(day(161)):
        remind()
        assert len(told()) == 1
        draft.refresh_from_db()
        actions.save_answers(draft, by=koko, values={"title": "Doch noch"}, expected_revision=draft.revision)
    with at(day(portal.KEEP_DRAFT_DAYS + 1)):
        assert not is_due()


def test_a_shorter_term_set_later_deletes_no_sooner_than_was_said(draft, settings):
    with at(day(155)):
        remind()
    settings.KEEP_DRAFT_DAYS = 30
    assert named_in(told()[0][1]) == day(183)
    with at(day(182)):
        assert not is_due()
    with at(day(183), 9):
        assert is_due()


@pytest.mark.parametrize("nobody_is_told", ["the office has nobody left", "no reminder is set"])
def test_what_nobody_can_be_told_of_goes_with_the_term(draft, koko, settings, nobody_is_told):
    if nobody_is_told == "no reminder is set":
        settings.REMINDERS = {**settings.REMINDERS, "draft_ends": []}
    else:
        koko.memberships.update(left_at=timezone.now())
    with at(day(portal.KEEP_DRAFT_DAYS)):
        assert not is_due()
    with at(day(portal.KEEP_DRAFT_DAYS + 1)):
        assert is_due()
        assert purge.preview()["draft"] == 1
        purge.purge()

    assert not SupportRequest.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("number", [183, 300])
def test_a_restored_portal_does_not_count_it_as_announced(draft, number):
    """Other reminders that are due count as sent then."""
    with at(day(number)):
        restore._skip_reminders()
        counted = set(Reminder.objects.values_list("kind", flat=True))
    with at(day(number + 10)):
        assert counted == {"draft"}
        assert not is_due()
