"""What happens here when a request is withdrawn, cancelled or ends."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from advisors.models import Engagement, Invitation
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.registry import kinds
from requests import actions as request_actions
from requests.notification_counts import mails_of
from requests.notifications import Party
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def _recalled():
    found = OutgoingMail.objects.filter(kind="advisors/invitation_recalled")
    return list(found.values_list("to_email", flat=True))


def test_withdrawing_closes_invitations_and_tells_who_was_asked(gib, koko):
    support_request = factories.invited(gib, count=2)
    first = support_request.invitations.first()
    link = factories.invitation_link(first)

    request_actions.withdraw(support_request, by=koko, reason="Wir schaffen es selbst.")

    link.refresh_from_db()
    assert set(Invitation.objects.values_list("state", flat=True)) == {"recalled"}
    assert not link.is_usable
    assert _recalled() == [first.advisor.email]
    assert "Umfang: 6 Tage" in OutgoingMail.objects.get(kind="advisors/invitation_recalled").text


def test_cancelling_closes_invitations_and_tells_who_was_asked(gib, leitung):
    support_request = factories.invited(gib, count=2)

    request_actions.cancel(support_request, by=leitung, reason="Kein Geld mehr.")

    assert set(Invitation.objects.values_list("state", flat=True)) == {"recalled"}
    assert _recalled() == [support_request.invitations.first().advisor.email]
    assert "Umfang: 6 Tage" in OutgoingMail.objects.get(kind="advisors/invitation_recalled").text
    assert support_request.state == State.CANCELLED


def test_withdrawing_is_barred_while_a_new_advisor_is_sought(gib, koko):
    support_request = factories.support_request(State.ENGAGED)
    actions.change_advisor(support_request, by=gib, reason="Umzug")
    actions.invite(support_request, by=gib, advisors=[factories.advisor()])

    with pytest.raises(actions.ActionRefused):
        request_actions.withdraw(support_request, by=koko, reason="Doch nicht.")

    support_request.refresh_from_db()
    assert support_request.state == State.MATCHING
    assert Invitation.objects.open().count() == 1
    assert _recalled() == []


def test_cancelling_an_engagement_leads_through_the_close_to_its_end(gib, leitung):
    support_request = factories.support_request(State.ENGAGED)

    request_actions.cancel(support_request, by=leitung, reason="Kein Geld mehr.")
    assert Engagement.objects.get().ended_at is None
    actions.complete(factories.settle_owed(support_request), by=gib)

    assert support_request.state == State.CANCELLED
    assert Engagement.objects.get().ended_at is not None


def test_other_moves_leave_invitations_alone(gib):
    support_request = factories.invited(gib)

    actions.invite(support_request, by=gib, advisors=[factories.advisor()])

    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["open", "waiting"]


# --- the link that is gone, the time that is over -----------------------------------------------------
def _changed_grant(case, gib):
    OutgoingMail.objects.all().delete()
    request_actions.change_grant(case, by=gib, quarters=4, reason="Vertippt.")
    return OutgoingMail.objects.filter(kind="advisors/grant_changed")


def test_whose_link_was_ended_hears_of_other_days_with_a_new_one(gib):
    case = factories.invited(gib)
    old = factories.invitation_link(case.invitations.get())
    Link.objects.filter(pk=old.pk).revoke()

    mail = _changed_grant(case, gib).get()

    assert mail.link != old
    assert mail.link.is_usable
    assert mail.link.expires_at == case.invitations.get().answer_by


def test_whose_link_holds_hears_of_other_days_with_the_same(gib):
    case = factories.invited(gib)

    assert _changed_grant(case, gib).get().link == factories.invitation_link(case.invitations.get())
    assert Link.objects.count() == 1


@pytest.fixture
def too_late(gib):
    """A request whose one invitation is overdue, and the clock has not come by yet."""
    case = factories.invited(gib)
    past = timezone.now() - dt.timedelta(minutes=1)
    case.invitations.update(answer_by=past)
    Link.objects.update(expires_at=past)
    OutgoingMail.objects.all().delete()
    return case


def test_whose_time_is_over_hears_nothing_of_other_days(gib, too_late):
    assert not [count for count in mails_of(too_late, "change_grant") if count.party == Party.INVITED]

    assert not _changed_grant(too_late, gib).exists()


@pytest.mark.parametrize("act", ["recall", "withdraw"])
def test_whose_time_is_over_is_not_told_that_no_answer_is_needed(gib, koko, too_late, act):
    assert not [count for count in mails_of(too_late, act) if count.party == Party.INVITED]

    if act == "recall":
        actions.recall(too_late, by=gib, reason="Anders gelöst.")
    else:
        request_actions.withdraw(too_late, by=koko, reason="Anders gelöst.")

    assert too_late.invitations.get().state == Invitation.State.EXPIRED
    assert _recalled() == []


def test_whose_time_is_over_is_not_reminded(too_late):
    invitation = next(kind for kind in kinds() if kind.name == "invitation")

    assert list(invitation.matters(timezone.localdate())) == []
