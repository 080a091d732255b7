"""Time entries: what counts, what is refused and why, and how what was wrong is mended."""

import pytest
from django.core.exceptions import PermissionDenied

from advisors import actions
from advisors.models import TimeEntry
from gsvo.demo.time_travel import days_ago
from gsvo.lib import dates
from gsvo.outbox.models import OutgoingMail
from requests import timeline
from requests.models import Event, Milestone, SupportRequest
from requests.workflow import State, WaitingOn
from tests import factories
from tests.advisors.entries import changed, day, mails, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(db):
    """Of six days; it began ten days ago."""
    with days_ago(10):
        row = factories.support_request(
            State.ENGAGED, period=factories.funding_period(), quarters=24
        ).engagement
        actions.account_for(row.advisor)
    return row


# --- entering ---------------------------------------------------------------------------------------
def test_an_entry_counts_at_once_and_waits_for_the_office(engagement):
    entry = factories.worked(engagement, 3, note="Auftakt")

    case = engagement.support_request
    assert stored(engagement) == (3, 3)
    assert (entry.state, entry.advisor, entry.period) == ("waiting", engagement.advisor, case.period)
    assert (case.waiting_on, case.due_on) == (WaitingOn.OFFICE, day(-14))
    assert Event.objects.get(act="add_entry").data == {"quarters": 3, "done_on": day().isoformat()}
    assert mails("entries_waiting").count() == 1


def test_while_one_waits_a_second_sends_no_second_mail(engagement):
    factories.worked(engagement)
    factories.worked(engagement, done_on=day(1))

    assert stored(engagement) == (4, 4)
    assert mails("entries_waiting").count() == 1


@pytest.mark.parametrize("who", ["koko", "gib", "leitung", "other_koko"])
def test_only_whoever_advises_enters_time(engagement, who, request):
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.add_entry(engagement, by=by, kind="online", done_on=day(), quarters=1)

    assert stored(engagement) == (0, 0)


REFUSED = {
    "nothing": ({"quarters": 0}, "quarters", "mindestens ein Vierteltag"),
    "less than nothing": ({"quarters": -2}, "quarters", "mindestens ein Vierteltag"),
    "more than a day and a half": ({"quarters": 7}, "quarters", "höchstens 1,5 Tage möglich"),
    "tomorrow": ({"done_on": day(-1)}, "done_on", "kommt erst noch"),
    "before it began": ({"done_on": day(11)}, "done_on", "Die Begleitung begann am"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_entry_that_cannot_be_is_refused_at_its_field(engagement, case):
    typed, field, words = REFUSED[case]

    with pytest.raises(actions.ActionRefused, match=words) as refused:
        factories.worked(engagement, **{"quarters": 2, **typed})

    assert refused.value.field == field
    assert stored(engagement) == (0, 0)
    assert not TimeEntry.objects.exists()


def test_the_day_on_which_it_began_counts(engagement):
    factories.worked(engagement, done_on=day(10))

    assert stored(engagement) == (2, 2)


def test_a_day_outside_the_service_dates_of_the_period_is_refused(engagement):
    period = engagement.support_request.period
    type(period).objects.filter(pk=period.pk).update(service_from=day(3))

    with pytest.raises(actions.ActionRefused, match="Leistungen bezahlt der Förderzeitraum vom") as refused:
        factories.worked(engagement, done_on=day(4))

    assert refused.value.field == "done_on"
    factories.worked(engagement, done_on=day(3))
    assert stored(engagement) == (2, 2)


def test_a_day_and_a_half_is_the_most_of_one_date_whatever_it_is_made_of(engagement):
    factories.worked(engagement, 4)

    with pytest.raises(actions.ActionRefused, match="für diesen Tag schon 1 Tag"):
        factories.worked(engagement, 3, kind="before")

    factories.worked(engagement, 2, kind="before")
    factories.worked(engagement, 3, done_on=day(1))
    assert stored(engagement) == (9, 9)


def test_above_what_is_promised_it_is_refused_with_the_way_to_ask_for_more(engagement):
    for ago in range(4):
        factories.worked(engagement, 5, done_on=day(ago))

    with pytest.raises(actions.ActionRefused, match=r"Noch frei: 1 Tag.*„Mehr Tage anfragen“") as refused:
        factories.worked(engagement, 5, done_on=day(5))
    factories.worked(engagement, 4, done_on=day(5))
    with pytest.raises(actions.ActionRefused, match="Alle zugesagten Tage sind gebucht"):
        factories.worked(engagement, 1, done_on=day(6))

    assert refused.value.field == "quarters"
    assert stored(engagement) == (24, 24)


@pytest.mark.parametrize("state", [State.MATCHING, State.COMPLETED, State.CANCELLED])
def test_nothing_is_entered_once_it_ended_or_while_somebody_is_sought(state):
    engagement = factories.support_request(State.ENGAGED).engagement
    actions.account_for(engagement.advisor)
    SupportRequest.objects.filter(pk=engagement.support_request_id).update(state=state, waiting_on="gib")

    with pytest.raises(actions.ActionRefused, match="Zeiteinträge lassen sich jetzt nicht mehr ändern"):
        factories.worked(engagement)


def test_inside_an_interruption_nobody_can_have_worked(gib):
    with days_ago(20):
        engagement = factories.engagement()
        case = engagement.support_request
    with days_ago(15):
        actions.interrupt(case, by=gib, reason="Ferien", until=day(-5))

    with pytest.raises(actions.ActionRefused, match="ruhte die Begleitung"):
        factories.worked(engagement, done_on=day(10))
    factories.worked(engagement, done_on=day(15))

    with days_ago(5):
        actions.resume(case, by=gib)
    with pytest.raises(actions.ActionRefused, match="ruhte die Begleitung"):
        factories.worked(engagement, done_on=day(6))
    for ago in (5, 0, 16):
        factories.worked(engagement, done_on=day(ago))
    assert stored(engagement) == (8, 8)


def test_after_the_end_only_what_was_done_before_can_be_entered(koko):
    with days_ago(10):
        engagement = factories.engagement(by=koko)
    with days_ago(4):
        actions.finish(engagement.support_request, by=koko)

    with pytest.raises(actions.ActionRefused, match="Danach lässt sich nichts mehr eintragen"):
        factories.worked(engagement, done_on=day(3))
    factories.worked(engagement, done_on=day(4))
    assert stored(engagement) == (2, 2)


def test_a_milestone_of_another_mandate_is_refused(engagement):
    other = factories.support_request(State.CLARIFYING)
    milestone = Milestone.objects.create(version=other.mandate.latest, position=1, title="Fremd")

    with pytest.raises(actions.ActionRefused, match="anderen Auftrag"):
        factories.worked(engagement, milestone=milestone)


# --- changing and taking back --------------------------------------------------------------------------
def test_an_entry_that_waits_can_be_changed_and_the_history_says_from_what(engagement):
    entry = factories.worked(engagement, 2, done_on=day(3))

    changed(entry, quarters=5, done_on=day(2), note="Es war der Freitag")

    assert stored(engagement) == (5, 5)
    assert Event.objects.get(act="change_entry").data == {
        "quarters": 5,
        "done_on": day(2).isoformat(),
        "quarters_before": 2,
        "moved_from": day(3).isoformat(),
    }


def test_the_history_of_an_entry_whose_note_changed_compares_no_figures(engagement):
    entry = factories.worked(engagement, 2, done_on=day(3))

    changed(entry, quarters=2, done_on=day(3), note="Mit Anfahrt")

    assert timeline.sentence(Event.objects.get(act="change_entry")) == (
        f"Zeiteintrag ergänzt: 0,5 Tage am {dates.day(day(3))}."
    )


def test_a_change_asks_the_same_questions_as_a_new_entry(engagement):
    entry = factories.worked(engagement, 2)

    for values in ({"quarters": 7}, {"quarters": 0}, {"done_on": day(-1)}):
        with pytest.raises(actions.ActionRefused):
            changed(entry, **values)
    SupportRequest.objects.update(granted_quarters=4)
    with pytest.raises(actions.ActionRefused):
        changed(entry, quarters=5)

    assert stored(engagement) == (2, 2)


def test_an_entry_that_waits_can_be_withdrawn_and_leaves_its_trace(engagement):
    entry = factories.worked(engagement, 3)

    actions.withdraw_entry(entry, by=engagement.advisor.user)

    assert stored(engagement) == (0, 0)
    assert not TimeEntry.objects.exists()
    assert Event.objects.get(act="withdraw_entry").data["quarters"] == 3
    assert engagement.support_request.waiting_on == WaitingOn.ADVISOR
    with pytest.raises(actions.ActionRefused, match="gibt es nicht mehr"):
        actions.withdraw_entry(entry, by=engagement.advisor.user)


def test_what_is_countersigned_is_neither_changed_nor_withdrawn(engagement, koko):
    entry = factories.worked(engagement)
    actions.sign_entries(engagement, [entry], by=koko)

    with pytest.raises(actions.ActionRefused, match="schon gegengezeichnet"):
        changed(entry, quarters=1)
    with pytest.raises(actions.ActionRefused, match="schon gegengezeichnet"):
        actions.withdraw_entry(entry, by=engagement.advisor.user)
    signed = TimeEntry.objects.get()
    with pytest.raises(TypeError, match="never changes"):
        signed.save()
    with pytest.raises(TypeError, match="never changes"):
        signed.delete()


def test_a_counter_entry_takes_back_what_was_countersigned_and_waits_itself(engagement, koko):
    entry = factories.worked(engagement, 3)
    actions.sign_entries(engagement, [entry], by=koko)
    OutgoingMail.objects.all().delete()

    counter = actions.correct_entry(entry, by=engagement.advisor.user, note="War in Unna")

    assert stored(engagement) == (0, 0)
    assert (counter.quarters, counter.corrects, counter.state) == (-3, entry, "waiting")
    assert mails("entries_waiting").count() == 1
    with pytest.raises(actions.ActionRefused, match="schon berichtigt"):
        actions.correct_entry(entry, by=engagement.advisor.user, note="Noch einmal")
    actions.sign_entries(engagement, [counter], by=koko)
    with pytest.raises(actions.ActionRefused, match="Tragen Sie die Zeit bitte neu ein"):
        actions.correct_entry(counter, by=engagement.advisor.user, note="Doch")


def test_only_what_is_countersigned_is_corrected(engagement):
    entry = factories.worked(engagement)

    with pytest.raises(actions.ActionRefused, match="können Sie noch ändern"):
        actions.correct_entry(entry, by=engagement.advisor.user, note="Falsch")


def test_of_a_counter_entry_only_the_note_changes_and_it_cannot_go_when_its_days_are_used(engagement, koko):
    entry = factories.worked(engagement, 4)
    actions.sign_entries(engagement, [entry], by=koko)
    counter = actions.correct_entry(entry, by=engagement.advisor.user, note="Falsch")

    changed(counter, quarters=1, done_on=day(1), note="Falscher Ort")
    counter.refresh_from_db()
    assert (counter.quarters, counter.done_on, counter.note) == (-4, day(), "Falscher Ort")

    for ago in range(4):
        factories.worked(engagement, 6, done_on=day(ago + 1))
    with pytest.raises(actions.ActionRefused, match="Alle zugesagten Tage sind gebucht"):
        actions.withdraw_entry(counter, by=engagement.advisor.user)
    assert stored(engagement) == (24, 24)
