"""The page on which an engagement ends: by a choice, once, with a reason where it ends early."""

import pytest
from django.urls import reverse

from advisors import actions
from advisors.models import Engagement
from gsvo.demo.time_travel import days_ago
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(gib, advisor_user):
    """Bielefeld's, with an advisor who has an account."""
    with days_ago(12):
        support_request = factories.invited(gib, [advisor_user.advisor], title="Anschluss abstimmen")
        invitation = support_request.invitations.get()
        return actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)


def test_office_and_advisor_can_end_it(client, engagement, advisor_user):
    client.force_login(advisor_user)

    response = client.post(
        reverse("advisors:finish", args=[engagement.oid]),
        {"early": "no", "reason": "Alles steht."},
        follow=True,
    )

    assert response.redirect_chain == [(engagement.get_absolute_url(), 302)]
    assert "Die G.I.B. ist am Zug" in response.content.decode()


@pytest.mark.parametrize("typed", [{}, {"early": ""}, {"early": "on"}, {"reason": "Alles steht."}])
def test_it_ends_only_by_a_choice_that_nobody_made_before(client, engagement, koko, typed):
    client.force_login(koko)
    address = reverse("advisors:finish", args=[engagement.oid])
    assert client.get(address).context["form"]["early"].value() is None

    response = client.post(address, typed)

    assert "early" in response.context["form"].errors
    assert Engagement.objects.get().support_request.state == State.ENGAGED


def test_an_early_end_asks_why(client, engagement, koko):
    client.force_login(koko)

    response = client.post(reverse("advisors:finish", args=[engagement.oid]), {"early": "yes"})

    assert "Schreiben Sie, warum die Begleitung vorzeitig endet." in response.content.decode()
    assert Engagement.objects.get().support_request.state == State.ENGAGED


def test_the_second_who_ends_it_is_told_so(client, engagement, koko):
    actions.finish(engagement.support_request, by=koko)
    client.force_login(koko)

    response = client.post(reverse("advisors:finish", args=[engagement.oid]), {"early": "no"}, follow=True)

    assert "Uhr, Sie selbst): Begleitung beendet." in response.content.decode()
