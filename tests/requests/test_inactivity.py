"""Cases that nobody ends: people are warned, then the clock ends them, so that their term begins."""

import datetime as dt

import pytest
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail
from gsvo.reminders import run
from gsvo.reminders.models import Reminder
from gsvo.reminders.registry import kinds
from gsvo.retention.rules import all_rules
from gsvo.workplace import daily_digest
from requests import actions
from requests.actions import inactivity
from requests.models import Event, SupportRequest
from requests.states import ENDS
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
OPEN = [state for state in State if state not in {*ENDS, State.DRAFT}]


def lying(state, days, **fields):
    """A case whose last step was so many days ago."""
    case = factories.support_request(state, **fields)
    then = timezone.now() - dt.timedelta(days=days)
    Event.objects.filter(support_request=case).update(at=then)
    SupportRequest.objects.filter(pk=case.pk).update(changed_at=then, due_on=None)
    if hasattr(case, "mandate"):
        case.mandate.versions.update(changed_at=then)
    return case


def warned(case, days=20):
    row = inactivity.inactive_cases(0).get(pk=case.pk)
    Reminder.objects.create(kind="asleep", matter=case.oid, anchor=inactivity.ends_on(row), step=-14)
    Reminder.objects.update(created_at=timezone.now() - dt.timedelta(days=days))


def mails(case, kind):
    return sorted(OutgoingMail.objects.about(case).filter(kind=kind).values_list("to_email", flat=True))


@pytest.mark.parametrize("state", OPEN)
def test_a_case_in_any_state_ends_after_its_warning(state, koko, settings):
    case = lying(state, 731, by=koko)
    warned(case)

    assert actions.end_inactive_cases() == 1

    case.refresh_from_db()
    event = case.events.first()
    assert (case.state, event.act, event.by_role) == (State.CANCELLED, "lapse", "clock")
    assert mails(case, "requests/lapsed") == sorted([koko.email, settings.CONTACT_EMAIL])
    due = [rule for rule in all_rules() if rule.kind.startswith("case")]
    later = timezone.now() + dt.timedelta(days=1)
    assert sum(case in rule.due(later) for rule in due) == 1  # its term of deletion has begun


def test_what_is_not_booked_returns_and_what_was_worked_stays(koko):
    promised = lying(State.CLARIFYING, 731, by=koko)
    engaged = lying(State.ENGAGED, 731, by=koko)
    factories.time_entry(engaged.engagement, 5)  # nobody countersigned it
    for case in (promised, engaged):
        warned(case)

    assert actions.end_inactive_cases() == 2

    for case in (promised, engaged):
        case.refresh_from_db()
    assert (promised.granted_quarters, engaged.granted_quarters, engaged.booked_quarters) == (0, 5, 5)
    assert engaged.period.committed_quarters == 5
    assert engaged.events.get(act="lapse").data == {"returned_quarters": 19}
    assert engaged.engagement.assignments.get().ended_at is not None
    assert mails(engaged, "advisors/lapsed") == [engaged.engagement.advisor.email]
    told = OutgoingMail.objects.about(engaged).filter(kind="requests/lapsed", to_email=koko.email).get()
    assert "Eingetragen sind 1,25 Tage. Sie bleiben gebucht." in told.text
    assert "Zurück in den Förderzeitraum: 4,75 Tage." in told.text


def test_without_a_warning_nothing_ends(koko):
    lying(State.SUBMITTED, 5000, by=koko)

    assert actions.end_inactive_cases() == 0


def test_a_warning_of_yesterday_is_too_short(koko):
    warned(lying(State.SUBMITTED, 5000, by=koko), days=1)

    assert actions.end_inactive_cases() == 0


@pytest.mark.parametrize("days", [0, 100, 729])
def test_what_moved_lately_does_not_end(koko, days):
    warned(lying(State.SUBMITTED, days, by=koko))

    assert actions.end_inactive_cases() == 0


def test_what_rests_until_a_day_does_not_end(koko):
    case = lying(State.INTERRUPTED, 800, by=koko)
    warned(case)
    SupportRequest.objects.filter(pk=case.pk).update(due_on=timezone.localdate() + dt.timedelta(days=1))

    assert actions.end_inactive_cases() == 0


def test_whoever_must_act_is_warned_and_nobody_twice(koko, settings, monkeypatch):
    case = lying(State.ENGAGED, 720, by=koko)
    advisor = case.engagement.advisor
    advisor.user = factories.user(advisor.email)
    advisor.save()
    monkeypatch.setattr(run, "is_workday", lambda day: True)
    settings.REMIND_FROM_HOUR = 0

    monkeypatch.setattr(daily_digest, "is_workday", lambda day: True)
    for _pass in range(2):
        run.remind()
        daily_digest.morning_list()

    digests = OutgoingMail.objects.filter(kind="reminders/digest")
    assert sorted(digests.values_list("to_email", flat=True)) == sorted([koko.email, advisor.email])
    assert all("seit langem kein Schritt" in mail.text for mail in digests)
    morning = OutgoingMail.objects.get(kind="workplace/morning")
    assert morning.to_email == settings.CONTACT_EMAIL
    assert f"({case.number}), Bielefeld: seit langem kein Schritt" in morning.text


def test_only_the_last_reminders_of_a_draft_say_when_it_is_deleted(koko):
    factories.support_request(State.DRAFT, by=koko)
    rows = {kind.name: kind for kind in kinds() if kind.name.startswith("draft")}
    lines = {name: str(next(iter(row.matters(timezone.localdate()))).line()) for name, row in rows.items()}

    assert "gelöscht" not in lines["draft"]
    assert "gelöscht" in lines["draft_ends"]
