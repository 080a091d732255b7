"""Several asked at once: whoever accepts first is it, and everybody else hears of it kindly."""

import pytest
from django.utils import timezone

from advisors import actions
from advisors.models import Engagement, Invitation
from gsvo.links.models import LinkClosed
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.relevance import is_relevant
from requests.timeline import sentence
from requests.workflow import State, WaitingOn
from tests import factories
from tests.advisors.at_once import asked, mails, race, states

pytestmark = pytest.mark.django_db


def _at_once(case):
    return [row.at_once for row in case.invitations.order_by("position")]


def _link(invitation):
    return factories.invitation_link(invitation)


# --- asking -----------------------------------------------------------------------------------------
def test_all_are_asked_and_their_mails_say_that_it_is_a_race(gib):
    case, people = race(gib)

    assert states(case) == ["open"] * 3
    assert _at_once(case) == [True] * 3
    assert mails("invitation") == [row.advisor.email for row in people]
    for mail in OutgoingMail.objects.filter(kind="advisors/invitation"):
        text = " ".join(mail.text.split())
        assert "Wir fragen mehrere Personen aus dem Pool gleichzeitig: Die erste Annahme gilt." in text
        assert "fragen wir nach dem" not in text
    assert (case.state, case.waiting_on) == (State.MATCHING, WaitingOn.ADVISOR)
    assert case.due_on == people[0].answer_day
    assert "Die erste Annahme gilt." in sentence(case.events.get(act="invite"))


def test_one_alone_is_no_race(gib):
    case, _asked = race(gib, 1)

    assert _at_once(case) == [False]
    assert "gleichzeitig" not in OutgoingMail.objects.get(kind="advisors/invitation").text
    assert "Die erste Annahme gilt." not in sentence(case.events.get(act="invite"))


def test_who_waits_already_is_asked_too_and_who_was_alone_hears_of_it(gib):
    case, (first, second, _third) = asked(gib)
    OutgoingMail.objects.all().delete()
    later = factories.advisor()

    actions.invite(case, by=gib, advisors=[later], answer_days=30, at_once=True)

    assert states(case) == ["open"] * 4
    assert mails("others_asked") == [first.advisor.email]
    assert mails("invitation")[0] == second.advisor.email
    assert mails("invitation")[-1] == later.email
    assert case.due_on == case.invitations.last().answer_day > first.answer_day


def test_a_running_order_becomes_a_race(gib):
    case, (first, second, third) = asked(gib)
    OutgoingMail.objects.all().delete()

    event = actions.ask_at_once(case, by=gib)

    assert states(case) == ["open"] * 3
    assert _at_once(case) == [True] * 3
    assert mails("others_asked") == [first.advisor.email]
    assert mails("invitation") == [second.advisor.email, third.advisor.email]
    assert sentence(event) == "G.I.B. fragt jetzt auch 2 Personen aus dem Pool. Die erste Annahme gilt."
    assert _link(first).is_usable


def test_who_left_the_order_meanwhile_is_skipped_and_nobody_else_means_no(gib):
    case, (_first, second, _third) = asked(gib)
    second.advisor.paused_until = timezone.localdate()
    second.advisor.save()
    actions.ask_at_once(case, by=gib)

    assert states(case) == ["open", "skipped", "open"]
    with pytest.raises(actions.ActionRefused, match="wartet niemand"):
        actions.ask_at_once(case, by=gib)


def test_later_ones_in_turn_wait_until_all_have_answered(gib):
    case, (first, second) = race(gib, 2)
    later = factories.advisor()
    actions.invite(case, by=gib, advisors=[later])
    assert states(case) == ["open", "open", "waiting"]

    actions.decline(first, by=_link(first))
    assert states(case) == ["declined", "open", "waiting"]
    actions.decline(second, by=_link(second))

    assert states(case) == ["declined", "declined", "open"]
    assert _at_once(case) == [True, True, False]


# --- the first acceptance ----------------------------------------------------------------------------
def test_the_first_acceptance_counts_and_the_others_hear_of_it(gib):
    case, (first, second, third) = race(gib)

    actions.accept(second, by=_link(second), no_conflict=True)

    case.refresh_from_db()
    assert case.state == State.ENGAGED
    assert case.engagement.advisor == second.advisor
    assert states(case) == ["beaten", "accepted", "beaten"]
    assert mails("invitation_beaten") == [first.advisor.email, third.advisor.email]
    text = OutgoingMail.objects.filter(kind="advisors/invitation_beaten").first().text
    assert second.advisor.name not in text
    for row in (first, third):
        with pytest.raises((actions.ActionRefused, LinkClosed)):
            actions.accept(Invitation.objects.get(pk=row.pk), by=_link(row), no_conflict=True)
    assert Engagement.objects.count() == 1


def test_with_an_account_the_slower_one_reads_a_kind_sentence(gib):
    _case, (first, second) = race(gib, 2)
    account = actions.account_for(second.advisor)
    actions.accept(first, by=_link(first), no_conflict=True)

    with pytest.raises(actions.ActionRefused, match="hat zuerst angenommen"):
        actions.accept(second, by=account, no_conflict=True)


def test_who_never_got_the_question_needs_no_word_that_it_is_settled(gib):
    _case, (first, second, third) = race(gib)
    asked = OutgoingMail.objects.filter(kind="advisors/invitation")
    asked.filter(to_email=third.advisor.email).update(status=Status.SENT, sent_at=timezone.now())

    actions.accept(first, by=_link(first), no_conflict=True)

    beaten = {mail.to_email: mail for mail in OutgoingMail.objects.filter(kind="advisors/invitation_beaten")}
    assert not is_relevant(beaten[second.advisor.email])
    assert is_relevant(beaten[third.advisor.email])
    assert not is_relevant(asked.get(to_email=second.advisor.email))


# --- who does not accept -----------------------------------------------------------------------------
def test_one_no_leaves_the_others_asked_and_mails_nobody(gib):
    case, (first, _second, _third) = race(gib)
    before = OutgoingMail.objects.count()

    actions.decline(first, by=_link(first), reason="no_time")

    case.refresh_from_db()
    assert states(case) == ["declined", "open", "open"]
    assert OutgoingMail.objects.count() == before
    assert (case.state, case.waiting_on) == (State.MATCHING, WaitingOn.ADVISOR)


def test_when_all_said_no_or_ran_out_it_is_gibs_turn_once(gib, settings):
    case, (first, second, third) = race(gib)
    actions.decline(first, by=_link(first))
    Invitation.objects.filter(pk__in=[second.pk, third.pk]).update(answer_by=timezone.now())

    assert actions.expire_overdue() == 2

    case.refresh_from_db()
    assert states(case) == ["declined", "expired", "expired"]
    assert (case.state, case.waiting_on) == (State.MANDATED, WaitingOn.GIB)
    assert mails("invitations_used_up") == [settings.CONTACT_EMAIL]


def test_one_whose_mail_failed_stays_while_the_others_run_out(gib):
    case, (first, _second) = race(gib, 2)
    OutgoingMail.objects.filter(to_email=first.advisor.email).update(status=Status.FAILED)
    case.invitations.update(answer_by=timezone.now())

    assert actions.expire_overdue() == 1

    case.refresh_from_db()
    assert states(case) == ["open", "expired"]
    assert case.state == State.MATCHING
    assert not mails("invitations_used_up")


def test_somebody_who_leaves_the_pool_leaves_the_race(gib):
    case, (first, _second) = race(gib, 2)

    actions.leave(first.advisor, by=gib)

    assert states(case) == ["skipped", "open"]
