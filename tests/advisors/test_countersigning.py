"""Countersigning of time entries: who may, what is asked, whose turn it is; and the database behind it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from advisors import actions
from advisors.models import TimeEntry
from gsvo.demo.time_travel import days_ago
from gsvo.lib.exceptions import StaleRecord
from gsvo.outbox.models import OutgoingMail
from requests.actions import funding
from requests.models import SupportRequest
from requests.workflow import WaitingOn
from tests import factories
from tests.advisors.entries import changed, day, mails, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(db):
    """Of six days; it began ten days ago."""
    with days_ago(10):
        return factories.engagement(period=factories.funding_period(), quarters=24)


# --- countersigning ------------------------------------------------------------------------------------
def test_the_office_countersigns_several_at_once(engagement, koko):
    entries = [factories.worked(engagement, 2), factories.worked(engagement, 3, done_on=day(1))]

    event = actions.sign_entries(engagement, entries, by=koko)

    assert event.data == {"entries": 2, "quarters": 5}
    assert {row.signed_by for row in TimeEntry.objects.all()} == {koko}
    assert stored(engagement) == (5, 5)
    assert (engagement.support_request.waiting_on, engagement.support_request.due_on) == (
        WaitingOn.ADVISOR,
        None,
    )


def test_nobody_else_countersigns(engagement, gib, reader, other_koko, advisor_user):
    entry = factories.worked(engagement)

    for by in (gib, reader, other_koko, advisor_user, engagement.advisor.user):
        with pytest.raises(PermissionDenied):
            actions.sign_entries(engagement, [entry], by=by)
    assert not TimeEntry.objects.get().is_signed


def test_who_advises_and_works_in_the_office_does_not_countersign_her_own(engagement):
    engagement.support_request.office.memberships.create(user=engagement.advisor.user, role="member")
    entry = factories.worked(engagement)

    with pytest.raises(actions.ActionRefused, match="eine andere Person"):
        actions.sign_entries(engagement, [entry], by=engagement.advisor.user)


def test_what_changed_since_the_page_was_made_is_not_countersigned(engagement, koko):
    shown = factories.worked(engagement, 2)
    changed(shown, quarters=6)

    with pytest.raises(StaleRecord, match="inzwischen geändert"):
        actions.sign_entries(engagement, [shown], by=koko)
    with pytest.raises(actions.ActionRefused, match="mindestens einen"):
        actions.sign_entries(engagement, [], by=koko)
    assert not TimeEntry.objects.get().is_signed


def test_a_question_puts_the_advisor_on_and_her_answer_the_office(engagement, koko):
    entry = factories.worked(engagement, 2)
    OutgoingMail.objects.all().delete()

    actions.ask_about_entry(entry, by=koko, question="War das die Werkstatt?")

    case = engagement.support_request
    entry.refresh_from_db()
    assert (entry.state, entry.question_by, case.waiting_on) == ("queried", koko, WaitingOn.ADVISOR)
    assert mails("entry_asked").get().to_email == engagement.advisor.email
    assert stored(engagement) == (2, 2)  # it goes on counting

    changed(entry, note="Ja, mit den Berufskollegs.")
    case.refresh_from_db()
    assert (TimeEntry.objects.get().state, case.waiting_on) == ("waiting", WaitingOn.OFFICE)
    assert mails("entries_waiting").count() == 1


def test_no_question_about_what_is_signed_or_to_who_left(engagement, koko):
    signed = factories.time_entry(engagement, signed_by=koko)
    left = factories.time_entry(engagement, advisor=factories.advisor(account=True))

    with pytest.raises(actions.ActionRefused, match="schon gegengezeichnet"):
        actions.ask_about_entry(signed, by=koko, question="Wirklich?")
    with pytest.raises(actions.ActionRefused, match="berät nicht mehr"):
        actions.ask_about_entry(left, by=koko, question="Wirklich?")
    with pytest.raises(actions.ActionRefused, match="jemand anderes"):
        actions.withdraw_entry(left, by=engagement.advisor.user)


def test_a_new_advisor_finds_the_office_still_owing_its_signature(engagement, gib):
    factories.worked(engagement, 2)
    former, case = engagement.advisor, engagement.support_request
    actions.change_advisor(case, by=gib, reason="Elternzeit")
    actions.invite(case, by=gib, advisors=[factories.advisor()])
    invitation = case.invitations.open().get()

    engagement = actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)

    assert engagement.support_request.waiting_on == WaitingOn.OFFICE
    assert TimeEntry.objects.get().advisor == former
    with pytest.raises(PermissionDenied):
        actions.add_entry(engagement, by=former.user, kind="online", done_on=day(), quarters=1)


# --- the database stands behind -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "damage", [{"granted_quarters": 4}, {"booked_quarters": 25}, {"booked_quarters": -1}]
)
def test_the_database_itself_keeps_booked_days_within_the_promised(engagement, damage):
    factories.worked(engagement, 5)

    with pytest.raises(DatabaseError), transaction.atomic():
        SupportRequest.objects.filter(pk=engagement.support_request_id).update(**damage)
    assert stored(engagement) == (5, 5)


BROKEN = {
    "nothing": {"quarters": 0},
    "below zero without what it corrects": {"quarters": -1},
    "two days": {"quarters": 8},
    "signed by nobody": {"state": "signed", "signed_at": timezone.now()},
    "a reason without a signature": {"signed_reason": "Eilig"},
    "queried by nobody": {"state": "queried"},
}


@pytest.mark.parametrize("case", BROKEN)
def test_the_database_refuses_an_entry_that_cannot_be(engagement, case):
    entry = factories.worked(engagement)

    with pytest.raises(IntegrityError), transaction.atomic():
        TimeEntry.objects.filter(pk=entry.pk).update(**BROKEN[case])


def test_days_that_were_worked_never_return(engagement):
    factories.worked(engagement, 5)
    case = engagement.support_request
    event = case.events.first()

    with pytest.raises(actions.ActionRefused, match="Gebucht sind schon"), transaction.atomic():
        funding.return_days(case, event, 20)

    assert stored(engagement) == (5, 5)
