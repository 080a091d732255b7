"""What becomes of an invitation: accepted, declined, expired."""

import datetime as dt

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone, translation

from advisors import actions
from advisors.capacity import free_quarters
from advisors.models import Assignment, Engagement, Invitation
from advisors.tasks import expire_invitations
from gsvo.links.models import Link, LinkClosed
from gsvo.outbox.models import OutgoingMail
from requests.models import Event
from requests.workflow import State, WaitingOn, WorkflowRole
from tests import factories

pytestmark = pytest.mark.django_db


def _invitation(support_request, position=1):
    return support_request.invitations.get(position=position)


def _accept(invitation, **kwargs):
    kwargs.setdefault("by", factories.invitation_link(invitation))
    return actions.accept(invitation, **{"no_conflict": True} | kwargs)


def _kinds(since=0):
    return sorted(OutgoingMail.objects.filter(pk__gt=since).values_list("kind", "to_email"))


def test_accepting_begins_the_engagement_and_tells_everybody(gib, koko):
    factories.committee(members=2)
    support_request = factories.invited(gib, count=2)
    invitation = _invitation(support_request)
    before = OutgoingMail.objects.latest("pk").pk

    engagement = _accept(invitation)

    support_request.refresh_from_db()
    assert (support_request.state, support_request.waiting_on) == (State.ENGAGED, WaitingOn.ADVISOR)
    assert support_request.engaged_at is not None
    assert engagement.advisor == invitation.advisor
    assert list(Assignment.objects.values_list("engagement", "advisor", "invitation")) == [
        (engagement.pk, invitation.advisor.pk, invitation.pk)
    ]
    assert [row.state for row in support_request.invitations.all()] == ["accepted", "recalled"]
    assert _kinds(before) == [
        ("advisors/accepted_notice", settings.CONTACT_EMAIL),
        ("advisors/engaged", koko.email),
        ("advisors/engagement_began", "mitglied1.05711@example.org"),
        ("advisors/engagement_began", "mitglied2.05711@example.org"),
        ("advisors/engagement_confirmed", invitation.advisor.email),
    ]
    event = Event.objects.get(act="accept")
    assert (event.by_role, event.by_link, event.data) == (
        WorkflowRole.ADVISOR,
        factories.invitation_link(invitation),
        {"advisor_id": invitation.advisor_id, "deputy": False},
    )


def test_an_advisor_gets_an_account_that_opens_by_a_code_by_mail(gib):
    invitation = _invitation(factories.invited(gib))

    _accept(invitation)

    user = get_user_model().objects.get(email=invitation.advisor.email)
    assert user.advisor == invitation.advisor
    assert not user.has_usable_password()
    mail = OutgoingMail.objects.get(kind="advisors/engagement_confirmed")
    assert reverse("account_login") in mail.text
    assert "lassen Sie sich einen Code schicken" in mail.text


def test_an_account_with_her_address_becomes_hers(gib):
    user = factories.user("bea@example.org")
    invitation = _invitation(factories.invited(gib, [factories.advisor(email="Bea@example.org")]))

    _accept(invitation)

    invitation.advisor.refresh_from_db()
    assert invitation.advisor.user == user


def test_an_advisor_may_accept_with_her_account(gib, advisor_user):
    invitation = _invitation(factories.invited(gib, [advisor_user.advisor]))

    _accept(invitation, by=advisor_user)

    assert Event.objects.get(act="accept").by_user == advisor_user


def test_nobody_accepts_for_somebody_else(gib, koko, advisor_user):
    support_request = factories.invited(gib, count=2)
    other = factories.invitation_link(_invitation(factories.invited(gib)))

    for by in (koko, gib, advisor_user, other, None):
        with pytest.raises(actions.ActionRefused, match="jemand anderen"):
            _accept(_invitation(support_request), by=by)

    assert not Engagement.objects.exists()


def test_accepting_needs_the_word_on_conflicts(gib):
    invitation = _invitation(factories.invited(gib))

    with pytest.raises(actions.ActionRefused, match="Interessenkonflikt"):
        _accept(invitation, no_conflict=False)


def test_accepting_needs_enough_free_days(gib):
    period = factories.funding_period()
    advisor = factories.advisor(quarters_per_period=40)
    _accept(_invitation(factories.invited(gib, [advisor], period=period, quarters=24)))
    invitation = _invitation(factories.invited(gib, [advisor], period=period, quarters=17))

    with pytest.raises(actions.NeedsStaffError, match=r"0,25 Tage zu wenig frei"):
        _accept(invitation)

    assert Engagement.objects.count() == 1
    assert free_quarters(advisor, period) == 16


def test_the_last_free_day_can_be_taken(gib):
    period = factories.funding_period()
    advisor = factories.advisor(quarters_per_period=40)

    _accept(_invitation(factories.invited(gib, [advisor], period=period, quarters=24)))
    _accept(_invitation(factories.invited(gib, [advisor], period=period, quarters=16)))

    assert free_quarters(advisor, period) == 0


def test_days_of_another_period_do_not_count(gib):
    advisor = factories.advisor(quarters_per_period=24)
    _accept(_invitation(factories.invited(gib, [advisor])))

    _accept(_invitation(factories.invited(gib, [advisor], period=factories.funding_period())))

    assert Engagement.objects.count() == 2


def test_accepting_needs_a_period_that_still_runs(gib):
    support_request = factories.invited(gib)
    today = timezone.localdate()
    support_request.period.service_from = today - dt.timedelta(days=9)
    support_request.period.service_until = today - dt.timedelta(days=1)
    support_request.period.save()

    with pytest.raises(actions.ActionRefused, match="Förderzeitraum ist zu Ende"):
        _accept(_invitation(support_request))


def test_accepting_works_once(gib):
    invitation = _invitation(factories.invited(gib))
    _accept(invitation)
    before = OutgoingMail.objects.count()

    with pytest.raises(actions.ActionRefused, match="schon geantwortet"):
        _accept(invitation)
    with pytest.raises(actions.ActionRefused, match="schon geantwortet"):
        actions.decline(invitation, by=factories.invitation_link(invitation))

    assert OutgoingMail.objects.count() == before
    assert Event.objects.filter(act="accept").count() == 1


def test_after_the_deadline_a_link_decides_nothing_even_before_the_clock_came(gib):
    invitation = _invitation(factories.invited(gib))
    past = timezone.now() - dt.timedelta(seconds=1)
    Invitation.objects.update(answer_by=past)
    Link.objects.update(expires_at=past)

    with pytest.raises(LinkClosed):
        _accept(invitation)
    with pytest.raises(LinkClosed):
        actions.decline(invitation, by=factories.invitation_link(invitation))


def test_after_the_deadline_an_account_decides_nothing_either(gib, advisor_user):
    invitation = _invitation(factories.invited(gib, [advisor_user.advisor]))
    Invitation.objects.update(answer_by=timezone.now() - dt.timedelta(seconds=1))

    with pytest.raises(actions.ActionRefused, match="gilt nicht mehr"):
        _accept(invitation, by=advisor_user)


def test_declining_asks_the_next(gib):
    support_request = factories.invited(gib, count=2)
    first, second = support_request.invitations.all()
    before = OutgoingMail.objects.latest("pk").pk

    actions.decline(first, by=factories.invitation_link(first), reason="no_time", text="Im Frühjahr gern.")

    support_request.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.decline_reason, first.decline_text) == (
        "declined",
        "no_time",
        "Im Frühjahr gern.",
    )
    assert second.state == "open"
    assert _kinds(before) == [("advisors/invitation", second.advisor.email)]
    assert (support_request.state, support_request.due_on) == (State.MATCHING, second.answer_day)
    event = Event.objects.get(act="decline")
    assert event.data == {
        "advisor_id": first.advisor_id,
        "decline_reason": "Keine Zeit im Zeitraum",
        "deputy": False,
    }


def test_the_history_keeps_the_reason_in_the_language_of_the_portal(gib):
    invitation = factories.invited(gib).invitations.get()
    with translation.override("en"):
        actions.decline(invitation, by=factories.invitation_link(invitation), reason="no_time")

    assert Event.objects.get(act="decline").data["decline_reason"] == "Keine Zeit im Zeitraum"


def test_the_second_accepts_after_the_first_declined(gib):
    support_request = factories.invited(gib, count=3)
    first, second, third = support_request.invitations.all()
    actions.decline(first, by=factories.invitation_link(first))
    second.refresh_from_db()

    engagement = _accept(second)

    third.refresh_from_db()
    assert (engagement.advisor, third.state) == (second.advisor, "recalled")


def test_who_left_the_pool_meanwhile_is_passed_over(gib):
    support_request = factories.invited(gib, count=3)
    first, second, _third = support_request.invitations.all()
    second.advisor.left_at = timezone.now()
    second.advisor.save()

    actions.decline(first, by=factories.invitation_link(first))

    assert [row.state for row in support_request.invitations.all()] == ["declined", "skipped", "open"]
    assert support_request.events.filter(act="skipped", data__advisor_id=second.advisor_id).exists()


def test_when_nobody_is_left_gib_has_to_act(gib, settings):
    support_request = factories.invited(gib)
    invitation = _invitation(support_request)
    before = OutgoingMail.objects.latest("pk").pk

    actions.decline(invitation, by=factories.invitation_link(invitation))

    support_request.refresh_from_db()
    assert (support_request.state, support_request.waiting_on) == (State.MANDATED, WaitingOn.GIB)
    assert _kinds(before) == [("advisors/invitations_used_up", settings.CONTACT_EMAIL)]


def test_leaving_the_pool_tells_gib(gib, settings):
    invitation = _invitation(factories.invited(gib, count=2))

    actions.decline(invitation, by=factories.invitation_link(invitation), reason="not_in_pool")

    assert ("advisors/left_pool", settings.CONTACT_EMAIL) in _kinds()


def test_the_clock_passes_an_overdue_invitation_on(gib):
    support_request = factories.invited(gib, count=2)
    first, second = support_request.invitations.all()
    Invitation.objects.filter(pk=first.pk).update(answer_by=timezone.now() - dt.timedelta(seconds=1))

    assert expire_invitations() == 1

    first.refresh_from_db()
    second.refresh_from_db()
    event = Event.objects.get(act="expire")
    assert (first.state, second.state) == ("expired", "open")
    assert (event.by_role, event.by_user, event.by_link) == (WorkflowRole.CLOCK, None, None)


def test_the_clock_leaves_alone_what_still_has_time(gib):
    support_request = factories.invited(gib)

    assert expire_invitations() == 0
    assert actions.expire(_invitation(support_request)) is None
    assert _invitation(support_request).state == "open"


def test_two_clocks_expire_once(gib):
    support_request = factories.invited(gib, count=2)
    first = _invitation(support_request)
    Invitation.objects.filter(pk=first.pk).update(answer_by=timezone.now() - dt.timedelta(seconds=1))

    assert expire_invitations() == 1
    assert expire_invitations() == 0
    assert Event.objects.filter(act="expire").count() == 1
