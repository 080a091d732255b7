"""The engagement on its way: interrupted, resumed, with another advisor, finished, completed, reopened."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from advisors.capacity import free_quarters
from advisors.models import Engagement
from gsvo.outbox.models import OutgoingMail
from requests.models import Event, LedgerEntry
from requests.workflow import TRANSITIONS, State, WaitingOn, WorkflowRole
from tests import factories

pytestmark = pytest.mark.django_db
NEXT_WEEK = timezone.localdate() + dt.timedelta(days=7)  # not tomorrow: midnight may pass before the test


def _to(kind):
    return sorted(OutgoingMail.objects.filter(kind=f"advisors/{kind}").values_list("to_email", flat=True))


def _engaged(by):
    """An engagement whose beginning really happened, with a committee of two."""
    factories.committee(members=2)
    support_request = factories.invited(by)
    invitation = support_request.invitations.get()
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    support_request.refresh_from_db()
    return support_request


def _accept_last(support_request):
    invitation = support_request.invitations.get(state="open")
    return actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)


ACTS = {
    "interrupt": {"reason": "Krankheit", "until": NEXT_WEEK},
    "extend_interruption": {"reason": "Krankheit", "until": NEXT_WEEK + dt.timedelta(days=7)},
    "resume": {},
    "change_advisor": {"reason": "Krankheit"},
    "finish": {},
    "complete": {},
    "reopen": {"reason": "Es fehlt noch etwas."},
}
ALLOWED = [(act, state) for act in ACTS for state in State if state in TRANSITIONS[act].sources]
CASES = [(act, state) for act in ACTS for state in State if state not in TRANSITIONS[act].sources]


@pytest.mark.parametrize(("act", "state"), CASES)
def test_each_act_is_refused_in_every_other_state(leitung, act, state):
    support_request = factories.support_request(state)

    with pytest.raises(actions.TransitionNotAllowed):
        getattr(actions, act)(support_request, by=leitung, **ACTS[act])


@pytest.mark.parametrize(
    ("act", "state"), [(act, s) for act in ACTS for s in sorted(TRANSITIONS[act].sources)]
)
def test_controlling_and_other_offices_may_none_of_it(controlling, other_koko, reader, act, state):
    support_request = factories.support_request(state)

    for person in (controlling, other_koko, reader):
        with pytest.raises(actions.TransitionNotAllowed):
            getattr(actions, act)(support_request, by=person, **ACTS[act])


def test_an_interruption_has_a_reason_an_end_and_its_mails(gib, koko):
    support_request = _engaged(gib)
    advisor = support_request.engagement.advisor

    actions.interrupt(support_request, by=gib, reason="Krankheit", until=NEXT_WEEK)

    assert (support_request.state, support_request.waiting_on) == (State.INTERRUPTED, WaitingOn.GIB)
    assert support_request.due_on == NEXT_WEEK
    assert _to("interrupted") == sorted([koko.email, advisor.email])
    assert len(_to("engagement_changed")) == 2


def test_an_interruption_may_last_longer_and_all_hear_of_it(gib, koko):
    support_request = _engaged(gib)
    actions.interrupt(support_request, by=gib, reason="Krankheit", until=NEXT_WEEK)
    later = NEXT_WEEK + dt.timedelta(days=30)

    for wrong in (NEXT_WEEK, NEXT_WEEK - dt.timedelta(days=1)):
        with pytest.raises(actions.ActionRefused, match="geht schon bis"):
            actions.extend_interruption(support_request, by=gib, reason="Noch krank", until=wrong)
    OutgoingMail.objects.all().delete()
    event = actions.extend_interruption(support_request, by=gib, reason="Noch krank", until=later)

    support_request.refresh_from_db()
    assert (support_request.state, support_request.due_on) == (State.INTERRUPTED, later)
    assert event.data == {"until": later.isoformat(), "moved_from": NEXT_WEEK.isoformat()}
    advisor = support_request.engagement.advisor
    assert _to("interrupted") == sorted([koko.email, advisor.email])
    assert len(_to("engagement_changed")) == 2
    mail = OutgoingMail.objects.filter(kind="advisors/interrupted").first()
    assert mail.subject.endswith("ruht länger")
    assert "ruht länger als gedacht" in mail.text
    assert "Noch krank" in mail.text
    assert all("Noch krank" not in row.text for row in OutgoingMail.objects.filter(kind__contains="changed"))


def test_an_interruption_does_not_end_before_today(gib):
    with pytest.raises(actions.ActionRefused, match="zurück"):
        actions.interrupt(
            _engaged(gib), by=gib, reason="x", until=timezone.localdate() - dt.timedelta(days=1)
        )


def test_resuming_goes_on_with_the_same_advisor(gib):
    support_request = _engaged(gib)
    actions.interrupt(support_request, by=gib, reason="Krankheit", until=NEXT_WEEK)

    actions.resume(support_request, by=gib)

    assert support_request.state == State.ENGAGED
    assert support_request.engagement.advisor is not None
    assert len(_to("resumed")) == 2


def test_a_change_of_advisor_keeps_engagement_and_days_and_kills_the_link(gib, koko):
    support_request = _engaged(gib)
    engagement = support_request.engagement
    former, granted = engagement.advisor, support_request.granted_quarters
    link = factories.invitation_link(support_request.invitations.get())

    actions.change_advisor(support_request, by=gib, reason="Umzug")

    engagement.refresh_from_db()
    link.refresh_from_db()
    assert (support_request.state, support_request.waiting_on) == (State.MATCHING, WaitingOn.GIB)
    assert (engagement.advisor, engagement.ended_at) == (None, None)
    assert engagement.assignments.get().ended_at is not None
    assert support_request.granted_quarters == granted
    assert not link.is_usable
    assert _to("advisor_changed") == sorted([koko.email, former.email])
    told = OutgoingMail.objects.get(kind="advisors/advisor_changed", to_email=former.email)
    assert "geht ohne Sie weiter" in told.text
    assert former.name not in told.subject


def test_after_a_change_the_next_acceptance_continues_the_engagement(gib):
    support_request = _engaged(gib)
    engagement, begun = support_request.engagement, support_request.engaged_at
    actions.change_advisor(support_request, by=gib, reason="Umzug")
    successor = factories.advisor()
    actions.invite(support_request, by=gib, advisors=[successor])

    _accept_last(support_request)

    engagement.refresh_from_db()
    support_request.refresh_from_db()
    assert Engagement.objects.count() == 1
    assert engagement.advisor == successor
    assert support_request.engaged_at == begun
    assert [row.ended_at is None for row in engagement.assignments.all()] == [False, True]


def test_after_a_change_a_used_up_list_waits_for_gib(gib):
    support_request = _engaged(gib)
    actions.change_advisor(support_request, by=gib, reason="Umzug")
    actions.invite(support_request, by=gib, advisors=[factories.advisor()])
    invitation = support_request.invitations.get(state="open")

    actions.decline(invitation, by=factories.invitation_link(invitation))

    support_request.refresh_from_db()
    assert (support_request.state, support_request.waiting_on) == (State.MATCHING, WaitingOn.GIB)


def test_after_a_change_recalling_waits_for_gib_too(gib):
    support_request = _engaged(gib)
    actions.change_advisor(support_request, by=gib, reason="Umzug")
    actions.invite(support_request, by=gib, advisors=[factories.advisor()])

    actions.recall(support_request, by=gib, reason="Grund")

    assert (support_request.state, support_request.waiting_on) == (State.MATCHING, WaitingOn.GIB)


def test_nothing_to_recall_is_said(gib):
    support_request = _engaged(gib)
    actions.change_advisor(support_request, by=gib, reason="Umzug")

    with pytest.raises(actions.ActionRefused, match="niemand eingeladen"):
        actions.recall(support_request, by=gib, reason="Grund")


def test_the_office_finishes_and_the_advisor_is_told(gib, koko):
    support_request = _engaged(gib)

    actions.finish(support_request, by=koko, reason="Alles steht.")

    assert (support_request.state, support_request.waiting_on) == (State.CLOSING, WaitingOn.GIB)
    assert _to("finishing") == [support_request.engagement.advisor.email]
    assert support_request.ended_early is False


def test_the_advisor_finishes_and_the_office_is_told(gib, koko, advisor_user):
    support_request = factories.invited(gib, [advisor_user.advisor])
    _accept_last(support_request)

    actions.finish(support_request, by=advisor_user)

    assert _to("finishing") == [koko.email]
    assert Event.objects.get(act="finish").by_role == WorkflowRole.ADVISOR


def test_gib_finishes_while_interrupted_and_both_are_told(gib):
    support_request = _engaged(gib)
    actions.interrupt(support_request, by=gib, reason="Krankheit", until=NEXT_WEEK)

    actions.finish(support_request, by=gib, early=True, reason="Es geht nicht weiter.")

    assert len(_to("finishing")) == 2
    assert support_request.ended_early is True


def test_gib_does_not_finish_a_running_engagement(gib):
    with pytest.raises(actions.TransitionNotAllowed):
        actions.finish(_engaged(gib), by=gib)


def test_a_former_advisor_finishes_nothing(gib, advisor_user):
    support_request = factories.invited(gib, [advisor_user.advisor])
    _accept_last(support_request)
    actions.change_advisor(support_request, by=gib, reason="Umzug")
    actions.invite(support_request, by=gib, advisors=[factories.advisor()])
    _accept_last(support_request)

    with pytest.raises(actions.TransitionNotAllowed):
        actions.finish(support_request, by=advisor_user)


def test_an_early_end_needs_a_reason(gib, koko):
    with pytest.raises(actions.ActionRefused, match="warum"):
        actions.finish(_engaged(gib), by=koko, early=True)


def test_completing_returns_unused_days_once_and_ends_the_engagement(gib, koko):
    support_request = _engaged(gib)
    for quarters in (6, 4):
        factories.time_entry(support_request.engagement, quarters, signed_by=koko)
    actions.finish(support_request, by=koko)

    actions.complete(factories.settle_owed(support_request), by=gib)

    engagement = Engagement.objects.get()
    support_request.refresh_from_db()
    support_request.period.refresh_from_db()
    assert support_request.state == State.COMPLETED
    assert support_request.granted_quarters == support_request.period.committed_quarters == 10
    assert LedgerEntry.objects.get(kind="return").quarters == -14
    assert engagement.ended_at is not None
    assert engagement.assignments.get().ended_at is not None
    assert Event.objects.get(act="complete").data == {"used_quarters": 10, "returned_quarters": 14}
    assert len(_to("completed")) == 2
    assert free_quarters(engagement.advisor, support_request.period) == 70
    with pytest.raises(actions.TransitionNotAllowed):
        actions.complete(support_request, by=gib)


def test_what_ended_early_is_cancelled(gib, koko):
    support_request = _engaged(gib)
    actions.finish(support_request, by=koko, early=True, reason="Es geht nicht.")

    actions.complete(factories.settle_owed(support_request), by=gib)

    assert support_request.state == State.CANCELLED
    assert Engagement.objects.get().ended_at is not None


def test_leitung_reopens_and_the_early_end_is_forgotten(gib, leitung, koko):
    support_request = _engaged(gib)
    actions.finish(support_request, by=koko, early=True, reason="Es geht nicht.")

    with pytest.raises(actions.TransitionNotAllowed):
        actions.reopen(support_request, by=gib, reason="Doch.")
    actions.reopen(support_request, by=leitung, reason="Doch.")

    assert (support_request.state, support_request.ended_early) == (State.ENGAGED, False)
    assert len(_to("reopened")) == 2
    told = OutgoingMail.objects.filter(kind="advisors/engagement_changed")
    assert len(told) == 2  # the committee had been asked to look back
    assert all("war schon zu Ende und läuft jetzt weiter" in mail.text for mail in told)


def test_without_an_advisor_there_is_nothing_to_reopen(leitung):
    support_request = factories.support_request(State.CLOSING)
    Engagement.objects.update(advisor=None)

    with pytest.raises(actions.ActionRefused, match="niemanden mehr"):
        actions.reopen(support_request, by=leitung, reason="Doch.")
