"""Asking advisors in order, taking it back, sending a link again."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from advisors.models import Invitation, Preference
from gsvo.lib.workdays import is_workday, workday_in
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from requests.workflow import State, WaitingOn
from tests import factories

pytestmark = pytest.mark.django_db


def _states(support_request):
    return [row.state for row in support_request.invitations.order_by("position")]


def _mails(kind):
    return list(OutgoingMail.objects.filter(kind=f"advisors/{kind}").values_list("to_email", flat=True))


def test_the_first_is_asked_and_the_others_wait(gib):
    first, second = factories.advisor(), factories.advisor()

    support_request = factories.invited(gib, [first, second])

    assert _states(support_request) == ["open", "waiting"]
    assert _mails("invitation") == [first.email]
    assert support_request.state == State.MATCHING
    assert support_request.waiting_on == WaitingOn.ADVISOR
    assert support_request.due_on == support_request.invitations.first().answer_day


def test_the_invitation_ends_in_the_evening_of_its_last_day(gib):
    support_request = factories.support_request(State.MANDATED)

    actions.invite(support_request, by=gib, advisors=[factories.advisor()], answer_days=5)

    invitation = support_request.invitations.get()
    assert timezone.localtime(invitation.answer_by).replace(tzinfo=None) == dt.datetime.combine(
        workday_in(5), dt.time(18)
    )
    assert is_workday(invitation.answer_day)
    assert factories.invitation_link(invitation).expires_at == invitation.answer_by


def test_the_mail_holds_the_message_and_no_usable_link(gib):
    support_request = factories.support_request(State.MANDATED)

    actions.invite(
        support_request, by=gib, advisors=[factories.advisor()], message="Kennen wir & schätzen wir"
    )

    mail = OutgoingMail.objects.get(kind="advisors/invitation")
    link = factories.invitation_link(support_request.invitations.get())
    assert "Kennen wir & schätzen wir" in mail.text
    assert link.url() not in mail.text + mail.html


def test_only_the_first_mail_says_where_the_address_comes_from(gib):
    advisor = factories.advisor()

    factories.invited(gib, [advisor])
    factories.invited(gib, [advisor])

    first, second = OutgoingMail.objects.filter(kind="advisors/invitation").order_by("pk")
    assert "Landesbeauftragte" in first.text
    assert "Landesbeauftragte" not in second.text


def test_somebody_excluded_is_refused(gib):
    support_request, advisor = factories.support_request(State.MANDATED), factories.advisor(name="Ada Aus")
    Preference.objects.create(support_request=support_request, advisor=advisor, kind=Preference.Kind.EXCLUDE)

    with pytest.raises(actions.ActionRefused, match=r"Ada Aus passt nicht: .* ausgeschlossen"):
        actions.invite(support_request, by=gib, advisors=[factories.advisor(), advisor])

    support_request.refresh_from_db()
    assert support_request.state == State.MANDATED
    assert Invitation.objects.count() == Link.objects.count() == OutgoingMail.objects.count() == 0


@pytest.mark.parametrize(
    "away",
    [
        {"left_at": timezone.now()},
        {"paused_until": timezone.localdate() + dt.timedelta(days=1)},
        {"paused_until": timezone.localdate()},
    ],
)
def test_somebody_not_in_the_pool_is_refused(gib, away):
    support_request = factories.support_request(State.MANDATED)

    with pytest.raises(actions.ActionRefused, match="nicht im Pool"):
        actions.invite(support_request, by=gib, advisors=[factories.advisor(**away)])


def test_nobody_twice_and_somebody_at_least(gib):
    support_request, advisor = factories.support_request(State.MANDATED), factories.advisor()

    with pytest.raises(actions.ActionRefused, match="nur einmal"):
        actions.invite(support_request, by=gib, advisors=[advisor, advisor])
    with pytest.raises(actions.ActionRefused, match="mindestens eine"):
        actions.invite(support_request, by=gib, advisors=[])


def test_no_invitation_when_the_period_is_over(gib):
    today = timezone.localdate()
    period = factories.funding_period(
        service_from=today - dt.timedelta(days=90), service_until=today - dt.timedelta(days=1)
    )
    support_request = factories.support_request(State.MANDATED, period=period)

    with pytest.raises(actions.ActionRefused, match="zu Ende"):
        actions.invite(support_request, by=gib, advisors=[factories.advisor()])


def test_further_people_join_the_end_of_the_order(gib):
    support_request = factories.invited(gib, count=2)
    due_on, later = support_request.due_on, factories.advisor()

    actions.invite(support_request, by=gib, advisors=[later], answer_days=30)

    assert _states(support_request) == ["open", "waiting", "waiting"]
    assert support_request.invitations.last().advisor == later
    assert support_request.due_on == due_on


def test_somebody_who_is_being_asked_is_not_asked_again(gib):
    advisor = factories.advisor()
    support_request = factories.invited(gib, [factories.advisor(), advisor])

    with pytest.raises(actions.ActionRefused, match="schon eingeladen"):
        actions.invite(support_request, by=gib, advisors=[advisor])


@pytest.mark.parametrize("state", sorted(set(State) - {State.MANDATED, State.MATCHING}))
def test_inviting_needs_an_agreed_mandate(gib, state):
    support_request = factories.support_request(state)

    with pytest.raises(actions.TransitionNotAllowed):
        actions.invite(support_request, by=gib, advisors=[factories.advisor()])


def test_an_office_does_not_invite(koko, controlling):
    support_request = factories.support_request(State.MANDATED)

    for person in (koko, controlling):
        with pytest.raises(actions.TransitionNotAllowed):
            actions.invite(support_request, by=person, advisors=[factories.advisor()])


def test_recalling_ends_all_invitations_and_tells_only_who_was_asked(gib):
    asked, waiting = factories.advisor(), factories.advisor()
    support_request = factories.invited(gib, [asked, waiting])
    link = factories.invitation_link(support_request.invitations.first())

    actions.recall(support_request, by=gib, reason="Der Auftrag ändert sich noch.")

    link.refresh_from_db()
    assert _states(support_request) == ["recalled", "recalled"]
    assert not link.is_usable
    assert _mails("invitation_recalled") == [asked.email]
    assert (support_request.state, support_request.waiting_on) == (State.MANDATED, WaitingOn.GIB)


@pytest.mark.parametrize("state", sorted(set(State) - {State.MATCHING}))
def test_recalling_needs_an_open_search(gib, state):
    with pytest.raises(actions.TransitionNotAllowed):
        actions.recall(factories.support_request(state), by=gib, reason="Grund")


def test_sending_again_makes_a_new_link_to_the_address_of_today(gib):
    support_request = factories.invited(gib)
    invitation = support_request.invitations.get()
    old = factories.invitation_link(invitation)
    invitation.advisor.email = "neue.adresse@example.net"
    invitation.advisor.save()

    actions.send_again(Invitation.objects.get())

    new = factories.invitation_link(invitation)
    old.refresh_from_db()
    assert (old.is_usable, new.is_usable, new.email) == (False, True, "neue.adresse@example.net")


def test_nothing_is_sent_again_when_no_answer_is_wanted(gib):
    support_request = factories.invited(gib)
    actions.recall(support_request, by=gib, reason="Grund")

    actions.send_again(support_request.invitations.get())

    assert len(_mails("invitation")) == 1
