"""Days in G.I.B.'s workplace: what its start page names, what it may do, and who is reminded when."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors import actions, work_reminders
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.run import remind
from gsvo.workplace import dashboard_days
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.advisors.entries import page_of, planned, words
from tests.reminders.test_remind import MONDAY, at
from tests.reminders.test_remind import day as reminder_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(koko):
    return planned(koko)


@pytest.fixture
def case(engagement):
    return engagement.support_request


def long_ago(days=15):
    return timezone.localtime() - dt.timedelta(days=days)


def offered(client, person, case):
    """The acts on days whose button the engagement's page shows."""
    html = page_of(client, person, reverse("admin:engagement", args=[case.oid]))
    names = ("increase_days", "decline_days", "give_back_days", "carry_over_days", "sign_for_office")
    return {name for name in names if reverse("admin:act", args=[case.oid, name]) in html}


def test_the_page_offers_an_act_only_where_it_finds_something(client, engagement, case, gib, koko):
    assert offered(client, gib, case) == {"increase_days", "give_back_days"}

    actions.ask_for_days(case, by=koko, quarters=4, reason="Noch eine Werkstatt")
    factories.time_entry(engagement, waiting_since=long_ago())
    factories.funding_period()
    assert offered(client, gib, case) == {
        "increase_days", "decline_days", "give_back_days", "carry_over_days", "sign_for_office"
    }  # fmt: skip


def test_before_an_increase_gib_reads_what_the_advisor_has_left(client, engagement, case, gib, koko):
    page = reverse("admin:act", args=[case.oid, "increase_days"])
    name, period = engagement.advisor.name, case.period.name
    type(engagement.advisor).objects.update(quarters_per_period=24 + 3)  # 24 are bound here
    assert f"Bei {name} frei in {period} 0,75 Tage" in words(page_of(client, gib, page))

    actions.ask_for_days(case, by=koko, quarters=4, reason="Noch eine Werkstatt")
    shown = words(page_of(client, gib, page))
    assert f"Bei {name} frei in {period} 0,75 Tage, das reicht nicht. Sprechen Sie es vorher ab." in shown
    case.refresh_from_db()
    sent = {"quarters": "1", "reason": "Abgesprochen", "revision": case.revision}
    assert client.post(page, sent).status_code == 302  # it bars nothing


def test_what_is_booked_up_can_only_grow(client, engagement, case, gib):
    for _number in range(4):
        factories.time_entry(engagement, 6)
    factories.funding_period()

    assert offered(client, gib, case) == {"increase_days"}


def test_the_page_shows_days_entries_and_who_asks(client, engagement, case, gib, koko):
    factories.worked(engagement, 3, note="Werkstatt Übergaben")
    actions.ask_for_days(case, by=koko, quarters=4, reason="Ein dritter Stadtbezirk")

    shown = words(page_of(client, gib, reverse("admin:engagement", args=[case.oid])))

    assert "Von 6 zugesagten Tagen sind 0,75 gebucht." in shown
    assert "1 Tag mehr. Ein dritter Stadtbezirk" in shown
    assert "Ein Zeiteintrag über 0,75 Tage wartet auf die Koordinierungsstelle." in shown
    assert "Werkstatt Übergaben" in shown


def test_the_start_page_names_who_asks_and_what_waits_too_long(client, engagement, case, gib, koko):
    factories.time_entry(engagement, waiting_since=long_ago(13))
    assert list(dashboard_days.unsigned()) == list(dashboard_days.days_asked()) == []

    factories.time_entry(engagement, waiting_since=long_ago())
    actions.ask_for_days(case, by=koko, quarters=4, reason="Mehr")

    shown = words(page_of(client, gib, reverse("admin:index")))
    assert "Bielefeld hat Zeiteinträge nicht gegengezeichnet" in shown
    assert "Bielefeld: 1 Tag mehr angefragt" in shown


def test_the_start_page_costs_the_same_with_one_and_three(engagement, koko, django_assert_num_queries):
    others = [planned(koko) for _number in range(2)]
    for row in (engagement, *others):
        factories.time_entry(row, waiting_since=long_ago())
        actions.ask_for_days(row.support_request, by=koko, quarters=4, reason="Mehr")

    with django_assert_num_queries(3):
        assert len([*dashboard_days.unsigned(), *dashboard_days.days_asked()]) == 6


def test_the_act_closes_on_what_is_booked(client, engagement, case, leitung, koko):
    signed = factories.worked(engagement, 5)
    actions.sign_entries(engagement, [signed], by=koko)
    actions.finish(case, by=koko)

    shown = words(page_of(client, leitung, reverse("admin:act", args=[case.oid, "complete"])))

    assert "Gebucht 1,25 Tage" in shown
    assert "Zurück in den Förderzeitraum 4,75 Tage" in shown


# --- reminders ---------------------------------------------------------------------------------------
@pytest.fixture
def waiting(koko):
    """An entry that waits since a Monday; what its acts mailed is gone."""
    with at(MONDAY):
        engagement = factories.engagement(by=koko)
        factories.time_entry(engagement, waiting_since=timezone.now())
        OutgoingMail.objects.all().delete()
    return engagement


def test_the_office_is_reminded_a_week_and_a_day_before_gib_may_sign(waiting, koko):
    reminded = []
    for number in range(20):
        with at(reminder_day(number)):
            reminded += [number] * remind()

    assert reminded == [7, 11]  # the day before the fourteenth is a Sunday
    assert {mail.to_email for mail in OutgoingMail.objects.all()} == {koko.email}
    assert all("Zeiteinträge gegenzeichnen" in mail.text for mail in OutgoingMail.objects.all())


@pytest.mark.parametrize("state", [State.INTERRUPTED, State.COMPLETED])
def test_nobody_is_reminded_while_it_rests_or_once_it_ended(waiting, state):
    SupportRequest.objects.update(state=state)

    assert list(work_reminders.waiting_entries(reminder_day(7))) == []


def test_the_advisor_is_reminded_of_a_question(waiting, koko):
    with at(MONDAY):
        entry = waiting.time_entries.get()
        actions.ask_about_entry(entry, by=koko, question="Welcher Termin?")
        OutgoingMail.objects.all().delete()
    reminded = []
    for number in range(20):
        with at(reminder_day(number)):
            reminded += [number] * remind()

    assert {mail.to_email for mail in OutgoingMail.objects.all()} == {waiting.advisor.email}
    assert reminded[0] >= 4
    assert len(reminded) == 2
