"""What happens here when a request is withdrawn, cancelled or ends."""

import pytest

from advisors import actions
from advisors.models import Engagement, Invitation
from gsvo.outbox.models import OutgoingMail
from requests import actions as request_actions
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
    actions.complete(support_request, by=gib, used=4)

    assert support_request.state == State.CANCELLED
    assert Engagement.objects.get().ended_at is not None


def test_other_moves_leave_invitations_alone(gib):
    support_request = factories.invited(gib)

    actions.invite(support_request, by=gib, advisors=[factories.advisor()])

    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["open", "waiting"]
