"""Sessions: planned, moved, cancelled, held; their mails and what they refuse."""

import pytest
from django.utils import timezone

from advisors import actions
from advisors.models import Session
from gsvo.lib.exceptions import StaleRecord
from gsvo.outbox.models import OutgoingMail
from requests.workflow import State
from tests.advisors.sessions import at, fields

pytestmark = pytest.mark.django_db


def mails(kind):
    return OutgoingMail.objects.filter(kind=f"advisors/{kind}").order_by("to_email")


def events(engagement):
    found = engagement.support_request.events.filter(act__startswith="session_").order_by("pk")
    return [(event.act, event.by_role) for event in found]


def test_office_or_advisor_plans_and_both_get_it_for_their_calendar(engagement, koko, advisor_user):
    session = actions.plan_session(engagement, by=koko, **fields())

    assert (session.state, session.calendar_sequence) == ("planned", 0)
    assert [mail.to_email for mail in mails("session_planned")] == sorted([koko.email, advisor_user.email])
    assert {mail.calendar_method for mail in mails("session_planned")} == {"REQUEST"}
    actions.plan_session(engagement, by=advisor_user, **fields(20))
    assert events(engagement) == [("session_planned", "office"), ("session_planned", "advisor")]


def test_a_past_session_is_written_down_and_goes_into_no_calendar(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields(-1))

    assert session.is_unanswered
    assert not mails("session_planned").exists()


def test_outside_the_agreed_period_it_needs_a_reason(engagement, koko):
    request = engagement.support_request
    request.period_from, request.period_to = timezone.localdate(), at(30).date()
    request.save()

    with pytest.raises(actions.ActionRefused, match="außerhalb des vereinbarten Zeitraums") as refused:
        actions.plan_session(engagement, by=koko, **fields(31))
    assert refused.value.field == "date_reason"
    assert not Session.objects.exists()
    made = actions.plan_session(engagement, by=koko, **fields(31, date_reason="Vorher sind Ferien."))
    assert engagement.support_request.events.first().reason == made.date_reason == "Vorher sind Ferien."


def test_a_moved_session_keeps_its_entry_and_counts_up(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields())
    uid = session.calendar_uid

    moved = actions.change_session(session, by=koko, expected_revision=1, **fields(15))

    assert (moved.calendar_uid, moved.calendar_sequence, moved.revision) == (uid, 1, 2)
    assert mails("session_changed").count() == 2
    assert "SEQUENCE:1" in mails("session_changed")[0].calendar
    assert events(engagement)[-1][0] == "session_moved"


def test_a_changed_note_bothers_nobodys_calendar(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields())

    with_note = fields(note="Beamer mitbringen")
    changed = actions.change_session(session, by=koko, expected_revision=1, **with_note)

    assert (changed.note, changed.calendar_sequence) == ("Beamer mitbringen", 0)
    assert not mails("session_changed").exists()


def test_another_place_is_mailed_as_a_change(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields())

    actions.change_session(session, by=koko, expected_revision=1, **fields(place="Berufskolleg"))

    assert events(engagement)[-1][0] == "session_changed"
    assert "Berufskolleg" in mails("session_changed")[0].text


def test_the_slower_of_two_reads_that_somebody_was_faster(engagement, koko, advisor_user):
    session = actions.plan_session(engagement, by=koko, **fields())
    actions.change_session(session, by=advisor_user, expected_revision=1, **fields(15))

    with pytest.raises(StaleRecord):
        actions.change_session(session, by=koko, expected_revision=1, **fields(16))
    with pytest.raises(StaleRecord):
        actions.cancel_session(session, by=koko, reason="Krank", expected_revision=1)
    assert Session.objects.get().state == "planned"


def test_a_cancelled_session_leaves_both_calendars_with_the_reason(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields())

    actions.cancel_session(session, by=koko, reason="Die Schulleitung ist krank.", expected_revision=1)

    found = mails("session_cancelled")
    assert [mail.calendar_method for mail in found] == ["CANCEL", "CANCEL"]
    assert all("Die Schulleitung ist krank." in mail.text for mail in found)
    with pytest.raises(actions.ActionRefused, match="ist abgesagt"):
        actions.cancel_session(session, by=koko, reason="noch einmal")
    with pytest.raises(actions.ActionRefused, match="ist abgesagt"):
        actions.change_session(session, by=koko, expected_revision=None, **fields(20))


def test_what_became_of_a_session_is_said_afterwards_and_may_be_corrected(engagement, koko, advisor_user):
    session = actions.plan_session(engagement, by=koko, **fields(-1))

    actions.settle_session(session, by=advisor_user, was_held=True, participants=14, expected_revision=1)
    held = Session.objects.get()
    assert (held.state, held.participants) == ("held", 14)
    actions.settle_session(held, by=koko, was_held=False, expected_revision=2)
    assert (Session.objects.get().state, Session.objects.get().participants) == ("not_held", None)
    assert [act for act, _role in events(engagement)][1:] == ["session_held", "session_not_held"]


def test_before_its_end_nobody_says_that_it_was_held(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields())

    with pytest.raises(actions.ActionRefused, match="erst am"):
        actions.settle_session(session, by=koko, was_held=True)
    past = actions.plan_session(engagement, by=koko, **fields(-1, date_reason="Nachgetragen"))
    with pytest.raises(actions.ActionRefused, match="vorbei"):
        actions.cancel_session(past, by=koko, reason="Krank")


def test_only_the_two_sides_act(engagement, gib, reader, other_koko):
    for person in (gib, reader, other_koko):
        with pytest.raises(actions.ActionRefused, match="Termine vereinbaren"):
            actions.plan_session(engagement, by=person, **fields())


ENDS = {
    "interrupt": lambda case, people: actions.interrupt(
        case, by=people["gib"], reason="Krankheit", until=at(20).date()
    ),
    "change_advisor": lambda case, people: actions.change_advisor(case, by=people["gib"], reason="Umzug"),
    "finish": lambda case, people: actions.finish(case, by=people["koko"]),
}


@pytest.mark.parametrize("act", ENDS)
def test_what_cannot_be_held_as_planned_is_called_off(act, engagement, koko, gib, advisor_user):
    soon = actions.plan_session(engagement, by=koko, **fields(10))
    later = actions.plan_session(engagement, by=koko, **fields(40))
    past = actions.plan_session(engagement, by=koko, **fields(-1))
    OutgoingMail.objects.all().delete()

    ENDS[act](engagement.support_request, {"gib": gib, "koko": koko})

    states = [Session.objects.get(pk=row.pk).state for row in (soon, later, past)]
    rests = act == "interrupt"  # what lies behind the interruption stays
    assert states == ["cancelled", "planned" if rests else "cancelled", "planned"]
    found = mails("session_cancelled")
    assert found.count() == (2 if rests else 4)
    assert {mail.to_email for mail in found} == {koko.email, advisor_user.email}


def test_after_the_end_of_the_work_one_may_still_say_what_was(engagement, koko):
    past = actions.plan_session(engagement, by=koko, **fields(-1))
    actions.finish(engagement.support_request, by=koko)

    actions.settle_session(past, by=koko, was_held=True, participants=3)

    assert engagement.support_request.state == State.CLOSING
    with pytest.raises(actions.ActionRefused, match="läuft gerade nicht"):
        actions.plan_session(engagement, by=koko, **fields())
