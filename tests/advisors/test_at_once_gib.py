"""Several asked at once: offers that G.I.B. has to agree to, and what it does for one or for all."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from advisors.models import Invitation
from gsvo.demo.time_travel import days_ago
from gsvo.outbox.models import OutgoingMail
from requests.timeline import sentence
from requests.workflow import State, WaitingOn
from tests import factories
from tests.advisors.at_once import asked, mails, offered, race, states

pytestmark = pytest.mark.django_db


def _link(invitation):
    return factories.invitation_link(invitation)


# --- offers: G.I.B. has to agree first ---------------------------------------------------------------
def test_an_offer_does_not_stop_the_race_and_can_be_beaten(gib):
    case, (first, second, _third) = race(gib)
    offered(first)
    case.refresh_from_db()
    assert case.waiting_on == WaitingOn.GIB

    actions.accept(second, by=_link(second), no_conflict=True)

    assert states(case) == ["beaten", "accepted", "beaten"]
    assert first.advisor.email in mails("invitation_beaten")


def test_gib_stays_on_turn_for_an_offer_while_others_say_no(gib):
    case, (first, second, third) = race(gib)
    offered(first)

    actions.decline(second, by=_link(second))
    Invitation.objects.filter(pk=third.pk).update(answer_by=timezone.now())
    actions.expire_overdue()

    case.refresh_from_db()
    assert states(case) == ["open", "declined", "expired"]
    assert (case.state, case.waiting_on, case.due_on) == (State.MATCHING, WaitingOn.GIB, None)


def test_of_two_offers_gib_agrees_to_one(gib):
    case, (first, second, _third) = race(gib)
    offered(first)
    offered(second)

    with pytest.raises(actions.ActionRefused, match="Wählen Sie aus"):
        actions.accept_for(case, by=gib)
    actions.accept_for(case, by=gib, invitation=second)

    assert states(case) == ["beaten", "accepted", "beaten"]
    assert case.engagement.advisor == second.advisor


def test_gib_says_no_to_one_offer_and_the_others_stay(gib):
    case, (first, second, third) = race(gib)
    offered(first)

    actions.recall_one(case, by=gib, invitation=first, reason="Es passt nicht.")

    assert states(case) == ["dropped", "open", "open"]
    assert mails("invitation_recalled") == [first.advisor.email]
    assert (case.waiting_on, case.due_on) == (WaitingOn.ADVISOR, second.answer_day)
    assert not _link(first).is_usable
    assert _link(third).is_usable


def test_in_an_order_a_no_to_the_one_asks_the_next_and_the_last_one_is_not_taken_back_so(gib):
    case, (first, second) = asked(gib, 2)
    offered(first)

    actions.recall_one(case, by=gib, reason="Es passt nicht.")

    assert states(case) == ["dropped", "open"]
    assert second.advisor.email in mails("invitation")
    with pytest.raises(actions.ActionRefused, match="Sonst ist niemand gefragt"):
        actions.recall_one(case, by=gib, reason="Es passt nicht.")


def test_while_somebody_would_accept_no_race_begins(gib):
    case, (first, _second) = asked(gib, 2)
    offered(first)

    with pytest.raises(actions.ActionRefused, match="möchte annehmen"):
        actions.ask_at_once(case, by=gib)


# --- what G.I.B. does for one or for all ------------------------------------------------------------
def test_gib_records_the_answers_of_one_by_telephone(gib):
    case, (first, second, third) = race(gib)

    with pytest.raises(actions.ActionRefused, match="Wählen Sie aus"):
        actions.decline_for(case, by=gib, reason="no_time")
    actions.decline_for(case, by=gib, invitation=second, reason="no_time")
    with pytest.raises(actions.ActionRefused, match="nicht mehr gefragt"):
        actions.decline_for(case, by=gib, invitation=second, reason="no_time")
    actions.accept_for(case, by=gib, invitation=third)

    assert states(case) == ["beaten", "declined", "accepted"]
    assert mails("invitation_beaten") == [first.advisor.email]


def test_more_time_is_for_all_who_have_not_answered(gib):
    case, (first, second, third) = race(gib)
    offered(first)
    actions.decline(second, by=_link(second))
    factories.in_line(case)
    OutgoingMail.objects.all().delete()
    until = third.answer_day + dt.timedelta(days=30)

    actions.extend_invitation(case, by=gib, until=until, reason="Ferien.")

    assert mails("invitation_extended") == [third.advisor.email]
    assert case.waiting_on == WaitingOn.GIB  # the offer is there still


def test_more_time_for_several_is_one_event_with_one_mail_each(gib):
    case, people = race(gib)
    before, until = people[0].answer_day, people[0].answer_day + dt.timedelta(days=30)

    event = actions.extend_invitation(case, by=gib, until=until, reason="Ferien.")

    assert len(mails("invitation_extended")) == 3
    assert {row.answer_day for row in case.invitations.all()} == {until}
    assert sentence(event, for_staff=True).startswith("Mehr Zeit für alle Einladungen: bis ")
    assert (case.due_on, case.waiting_on) == (until, WaitingOn.ADVISOR)
    assert before < until


def test_taking_all_back_tells_all(gib):
    case, people = race(gib)

    actions.recall(case, by=gib, reason="Der Auftrag ändert sich.")

    assert states(case) == ["recalled"] * 3
    assert mails("invitation_recalled") == [row.advisor.email for row in people]


def test_after_a_change_of_advisor_it_works_the_same(gib):
    with days_ago(9):
        case = factories.support_request(State.ENGAGED)
    actions.change_advisor(case, by=gib, reason="Elternzeit.")
    actions.invite(case, by=gib, advisors=[factories.advisor(), factories.advisor()], at_once=True)
    first, second = case.invitations.open().order_by("position")

    actions.decline(first, by=_link(first))
    actions.accept(second, by=_link(second), no_conflict=True)

    case.refresh_from_db()
    assert case.state == State.ENGAGED
    assert case.engagement.assignments.count() == 2
