"""Since when somebody has to act: each new thing to do and each new person begins anew."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions as advisor_actions
from requests import actions
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(days=40)


def lying(case):
    """The case as if nothing had happened for long."""
    SupportRequest.objects.filter(pk=case.pk).update(waiting_since=timezone.now() - LONG_AGO)
    case.refresh_from_db()
    return case


def is_new(case):
    case.refresh_from_db()
    return timezone.now() - case.waiting_since < dt.timedelta(hours=1)


def test_whoever_accepts_has_to_act_from_that_day_on(gib):
    case = lying(factories.invited(gib))
    invitation = case.invitations.get()

    advisor_actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)

    assert is_new(case)


def test_the_next_in_the_order_has_to_act_from_that_day_on(gib):
    case = lying(factories.invited(gib, count=2))
    first = case.invitations.get(position=1)

    advisor_actions.decline(first, by=factories.invitation_link(first))

    assert is_new(case)


def test_another_thing_to_do_begins_anew_for_the_same_one(gib, leitung, koko):
    case = lying(factories.support_request(State.INTERRUPTED, by=koko))

    advisor_actions.finish(case, by=gib)

    assert is_new(case)


def test_more_people_in_the_order_change_nothing_for_the_one_who_is_asked(gib):
    case = lying(factories.invited(gib))

    advisor_actions.invite(case, by=gib, advisors=[factories.advisor()])

    assert not is_new(case)


def test_putting_off_a_decision_does_not_make_it_younger(gib):
    case = lying(factories.support_request(State.SUBMITTED))

    actions.defer(case, by=gib, until=timezone.localdate() + LONG_AGO, reason="Der Haushalt fehlt.")

    assert not is_new(case)
