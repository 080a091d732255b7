"""What G.I.B. fills in: reasons, days."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors.forms.actions import FinishForm, InterruptForm
from advisors.forms.asked import ExtendInvitationForm
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_interruption_ends_today_at_the_earliest():
    support_request = factories.support_request(State.ENGAGED)
    yesterday = timezone.localdate() - dt.timedelta(days=1)

    form = InterruptForm({"until": yesterday.isoformat(), "reason": "x"}, support_request=support_request)

    assert list(form.errors) == ["until"]


def test_a_reason_that_is_too_long_is_not_missing_as_well():
    form = FinishForm(
        {"early": "yes", "reason": "x" * 4001}, support_request=factories.support_request(State.ENGAGED)
    )

    (sentence,) = form.errors["reason"]
    assert "höchstens 4000 Zeichen" in sentence


def test_no_answer_is_awaited_after_the_last_service(gib):
    last = timezone.localdate() + dt.timedelta(days=30)
    period = factories.funding_period(service_until=last, accounting_until=last)
    case = factories.invited(gib, period=period)

    def form(day):
        sent = {"until": day.isoformat(), "reason": "Ferien.", "revision": case.revision}
        return ExtendInvitationForm(sent, support_request=case)

    assert form(last).is_valid()
    assert "Wählen Sie einen früheren Tag." in str(form(last + dt.timedelta(days=1)).errors["until"])
