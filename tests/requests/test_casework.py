"""What G.I.B. decides: who may, what follows, which mails go out."""

import datetime as dt

import pytest
from django.utils import timezone

from gsvo.offices.models import Membership
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.workflow import State, WaitingOn
from tests import factories

pytestmark = pytest.mark.django_db


def in_days(count):
    return timezone.localdate() + dt.timedelta(days=count)


def mails(case):
    return sorted(OutgoingMail.objects.about(case).values_list("kind", "to_email"))


def refused(act, *args, **kwargs):
    with pytest.raises(actions.ActionRefused) as refusal:
        act(*args, **kwargs)
    return str(refusal.value)


# --- grant -------------------------------------------------------------------------------------------
def test_a_grant_tells_the_office_and_the_chair(koko, gib):
    committee = factories.committee()
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED, by=koko)

    actions.grant(case, by=gib, quarters=24, clarify_by=in_days(30), conditions="Nur vor Ort & gemeinsam.")

    chair = committee.members.get(is_chair=True)
    assert mails(case) == [("requests/granted", koko.email), ("requests/granted_notice", chair.email)]
    assert (case.state, case.waiting_on, case.due_on) == (State.CLARIFYING, WaitingOn.OFFICE, in_days(30))
    text = OutgoingMail.objects.about(case).get(kind="requests/granted").text
    assert "Nur vor Ort & gemeinsam." in text
    assert "6 Tage" in text


def test_without_a_chair_only_the_office_gets_mail(koko, gib):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED, by=koko)

    actions.grant(case, by=gib, quarters=24)

    assert mails(case) == [("requests/granted", koko.email)]


def test_a_refused_grant_sends_nothing(gib):
    factories.funding_period(budget_quarters=4)
    case = factories.support_request(State.SUBMITTED)

    refused(actions.grant, case, by=gib, quarters=5)

    assert mails(case) == []


def test_the_event_of_a_grant_tells_its_figures(gib):
    factories.funding_period()

    event = actions.grant(
        factories.support_request(State.SUBMITTED),
        by=gib,
        quarters=21,
        clarify_by=in_days(10),
        conditions="Ja.",
    )

    assert event.data == {"quarters": 21, "clarify_by": in_days(10).isoformat(), "conditions": "Ja."}
    assert (event.by_user, event.by_role) == (gib, "casework")


# --- ask back, defer, reject ---------------------------------------------------------------------------
def test_asking_back_passes_the_next_step_on_with_a_deadline_and_the_question(koko, gib):
    case = factories.support_request(State.SUBMITTED, by=koko)

    event = actions.ask_back(case, by=gib, question="Wie viele Schulen?", answer_by=in_days(14))

    assert (case.state, case.waiting_on, case.due_on) == (State.QUERIED, WaitingOn.OFFICE, in_days(14))
    assert (event.reason, event.data) == ("Wie viele Schulen?", {"answer_by": in_days(14).isoformat()})
    mail = OutgoingMail.objects.about(case).get()
    assert (mail.kind, mail.to_email) == ("requests/queried", koko.email)
    assert mail.subject.startswith("Antwort bis ")
    assert "Wie viele Schulen?" in mail.text


def test_putting_off_keeps_the_next_step_and_tells_the_office_why(koko, gib):
    case = factories.support_request(State.SUBMITTED, by=koko)

    actions.defer(case, by=gib, until=in_days(20), reason="Der Bescheid fehlt.")

    assert (case.state, case.waiting_on, case.due_on) == (State.SUBMITTED, WaitingOn.GIB, in_days(20))
    assert case.deferred_until == in_days(20)
    assert mails(case) == [("requests/deferred", koko.email)]


def test_a_decision_ends_the_putting_off(gib):
    case = factories.support_request(State.SUBMITTED)
    actions.defer(case, by=gib, until=in_days(20), reason="Der Bescheid fehlt.")

    actions.ask_back(case, by=gib, question="Und jetzt?")

    assert case.deferred_until is None


def test_rejecting_ends_the_request_with_the_reason(koko, gib):
    case = factories.support_request(State.SUBMITTED, by=koko)

    actions.reject(case, by=gib, reason="Passt nicht zum Programm.")

    assert (case.state, case.waiting_on) == (State.REJECTED, WaitingOn.NO_ONE)
    mail = OutgoingMail.objects.about(case).get()
    assert (mail.kind, "Passt nicht zum Programm." in mail.text) == ("requests/rejected", True)


def test_answering_otherwise_ends_the_request_tells_who_helps_and_returns_the_days(koko, gib):
    period = factories.funding_period()
    case = factories.support_request(State.CLARIFYING, by=koko, period=period)
    granted, before = case.granted_quarters, period.free_quarters

    actions.answer_otherwise(
        case, by=gib, kind="talk", with_whom="Handwerkskammer", on=in_days(3), reason="Das hilft schneller."
    )

    period.refresh_from_db()
    assert (case.state, case.waiting_on) == (State.ANSWERED_OTHERWISE, WaitingOn.NO_ONE)
    assert granted > 0
    assert period.free_quarters == before + granted
    mail = OutgoingMail.objects.about(case).get(to_email=koko.email)
    assert mail.kind == "requests/answered_otherwise"
    assert "Handwerkskammer" in mail.text
    assert "Das hilft schneller." in mail.text


def test_a_question_may_be_answered_until_its_last_day(gib):
    case = factories.support_request(State.SUBMITTED)
    actions.ask_back(case, by=gib, question="Wie viele Schulen?", answer_by=in_days(0))

    sentence = refused(actions.reject, case, by=gib, reason="Keine Antwort.")

    assert sentence.startswith("Die Koordinierungsstelle kann noch bis ")
    case.refresh_from_db()
    assert case.state == State.QUERIED


def test_after_the_deadline_a_request_without_answer_may_be_rejected(gib):
    case = factories.support_request(State.SUBMITTED)
    actions.ask_back(case, by=gib, question="Wie viele Schulen?")
    type(case).objects.filter(pk=case.pk).update(due_on=in_days(-1))

    actions.reject(case, by=gib, reason="Keine Antwort.")

    assert case.state == State.REJECTED


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        (actions.grant, {"quarters": 4, "clarify_by": in_days(-1)}),
        (actions.ask_back, {"question": "Wann?", "answer_by": in_days(-1)}),
        (actions.defer, {"reason": "Später.", "until": in_days(-1)}),
    ],
)
def test_no_deadline_lies_in_the_past(gib, act, arguments):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED)

    assert refused(act, case, by=gib, **arguments).startswith("Der Tag liegt schon zurück.")


# --- cancel ------------------------------------------------------------------------------------------
BEFORE = [State.SUBMITTED, State.QUERIED, State.CLARIFYING, State.MANDATED, State.MATCHING]


@pytest.mark.parametrize("state", BEFORE)
def test_before_an_acceptance_cancelling_ends_the_request_and_returns_the_days(koko, leitung, state):
    case = factories.support_request(state, by=koko)

    actions.cancel(case, by=leitung, reason="Die Förderung endet.")

    assert (case.state, case.waiting_on, case.granted_quarters) == (State.CANCELLED, WaitingOn.NO_ONE, 0)
    assert ("requests/cancelled", koko.email) in mails(case)
    if case.period:
        case.period.refresh_from_db()
        assert case.period.committed_quarters == 0


@pytest.mark.parametrize("state", [State.ENGAGED, State.INTERRUPTED])
def test_after_an_acceptance_cancelling_leads_to_the_close_and_keeps_the_days(leitung, state):
    case = factories.support_request(state, quarters=24)

    actions.cancel(case, by=leitung, reason="Die Förderung endet.")

    assert (case.state, case.ended_early, case.granted_quarters) == (State.CLOSING, True, 24)


def test_while_a_new_advisor_is_sought_the_close_lies_with_gib(gib, leitung):
    from advisors import actions as advisor_actions

    case = factories.support_request(State.ENGAGED)
    advisor_actions.change_advisor(case, by=gib, reason="Elternzeit")

    actions.cancel(case, by=leitung, reason="Die Förderung endet.")

    assert (case.state, case.waiting_on, case.ended_early) == (State.CLOSING, WaitingOn.GIB, True)


# --- who ---------------------------------------------------------------------------------------------
ARGUMENTS = {
    "grant": {"quarters": 4},
    "ask_back": {"question": "Wie viele?"},
    "defer": {"until": in_days(5), "reason": "Später."},
    "reject": {"reason": "Nein."},
    "cancel": {"reason": "Ende."},
}


@pytest.mark.parametrize("act", sorted(ARGUMENTS))
@pytest.mark.parametrize(
    "person", ["koko", "reader", "other_koko", "controlling", "gib", "leitung", "advisor_user"]
)
def test_only_the_right_people_decide(request, act, person):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED)
    by = request.getfixturevalue(person)
    may = person == "leitung" or (person == "gib" and act != "cancel")

    if may:
        getattr(actions, act)(case, by=by, **ARGUMENTS[act])
    else:
        refused(getattr(actions, act), case, by=by, **ARGUMENTS[act])

    assert case.events.exclude(act="submit").count() == int(may)


def test_whoever_lost_the_group_decides_nothing(gib):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED)
    gib.groups.clear()
    gib = type(gib).objects.get(pk=gib.pk)

    refused(actions.grant, case, by=gib, quarters=4)


def test_mail_goes_to_the_leads_when_the_caretaker_has_left(koko, colleague, gib):
    case = factories.support_request(State.SUBMITTED, by=colleague)
    Membership.objects.filter(user=colleague).update(left_at=timezone.now())

    actions.reject(case, by=gib, reason="Nein.")

    assert mails(case) == [("requests/rejected", koko.email)]
