"""An engagement of Bielefeld that the lead looks after, with an advisor who has an account."""

import pytest

from advisors import actions
from gsvo.demo.time_travel import days_ago
from requests.models import SupportRequest
from tests import factories
from tests.advisors.sessions import at


@pytest.fixture
def engagement(gib, koko, advisor_user):
    with days_ago(3):
        case = factories.invited(gib, [advisor_user.advisor], period_from=at(-20).date())
        SupportRequest.objects.update(handled_by=koko)
        invitation = case.invitations.get()
        return actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
