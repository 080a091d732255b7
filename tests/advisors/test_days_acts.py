"""Acts on an engagement's days: more, fewer, into another period, at four fifths, in place of the office."""

import datetime as dt

import pytest
from django.db.models import Sum
from django.utils import timezone

from advisors import actions
from advisors.models import IncreaseRequest, TimeEntry
from gsvo.demo.time_travel import days_ago
from requests.actions.funding import BudgetExceeded
from requests.models import Event, LedgerEntry
from requests.workflow import State, WaitingOn
from tests import factories
from tests.advisors.entries import changed, day, mails, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(db):
    return factories.funding_period(name="2026/27", budget_quarters=40)


@pytest.fixture
def engagement(koko, period):
    """Of six days out of ten; it began ten days ago."""
    with days_ago(10):
        return factories.engagement(by=koko, period=period, quarters=24)


@pytest.fixture
def case(engagement):
    return engagement.support_request


@pytest.fixture
def later(period):
    """The period after it."""
    first = period.service_until + dt.timedelta(days=1)
    return factories.funding_period(
        name="2027/28",
        budget_quarters=40,
        service_from=first,
        service_until=first + dt.timedelta(days=364),
        accounting_until=first + dt.timedelta(days=450),
    )


def granted(case):
    """{name of a period: quarters by the ledger}, which each period's own figure has to equal."""
    found = {}
    for row in (
        LedgerEntry.objects.filter(support_request=case).values("period").annotate(sum=Sum("quarters"))
    ):
        period = type(case.period).objects.get(pk=row["period"])
        assert period.committed_quarters == row["sum"]
        if row["sum"]:
            found[period.name] = row["sum"]
    case.refresh_from_db()
    assert sum(found.values()) == case.granted_quarters
    return found


# --- more days ------------------------------------------------------------
def test_either_side_asks_once_and_gib_grants_more(engagement, case, gib, koko):
    actions.ask_for_days(case, by=engagement.advisor.user, quarters=8, reason="Noch eine Werkstatt")
    with pytest.raises(actions.ActionRefused, match="schon gebeten"):
        actions.ask_for_days(case, by=koko, quarters=4, reason="Auch wir")

    actions.increase_days(case, by=gib, quarters=6, reason="Zwei Tage gehen nicht mehr.")

    assert granted(case) == {"2026/27": 30}
    assert IncreaseRequest.objects.get().outcome == "granted"
    assert {mail.to_email for mail in mails("days_changed")} == {koko.email, engagement.advisor.email}
    assert case.waiting_on == WaitingOn.ADVISOR
    actions.ask_for_days(case, by=koko, quarters=4, reason="Noch mehr")


def test_more_than_the_period_has_is_refused_with_the_figure(case, gib):
    with pytest.raises(BudgetExceeded, match="Noch frei im Förderzeitraum 2026/27: 4 Tage"):
        actions.increase_days(case, by=gib, quarters=17, reason="Viel")

    assert granted(case) == {"2026/27": 24}


def test_gib_declines_with_a_reason_only_what_somebody_asked(case, gib, koko):
    with pytest.raises(actions.ActionRefused, match="Niemand bittet"):
        actions.decline_days(case, by=gib, reason="Nein")
    actions.ask_for_days(case, by=koko, quarters=4, reason="Mehr")

    actions.decline_days(case, by=gib, reason="Das Budget ist vergeben.")

    assert IncreaseRequest.objects.get().outcome == "declined"
    assert all("Das Budget ist vergeben." in mail.text for mail in mails("days_declined"))
    assert mails("days_declined").count() == 2


@pytest.mark.parametrize("quarters", [0, -4])
def test_no_act_takes_nothing_or_less(case, gib, koko, later, quarters):
    for act in (
        lambda: actions.ask_for_days(case, by=koko, quarters=quarters, reason="x"),
        lambda: actions.increase_days(case, by=gib, quarters=quarters, reason="x"),
        lambda: actions.give_back_days(case, by=koko, quarters=quarters, reason="x"),
        lambda: actions.carry_over_days(case, by=gib, quarters=quarters, period=later, reason="x"),
    ):
        with pytest.raises(actions.ActionRefused):
            act()
    assert granted(case) == {"2026/27": 24}


def test_an_open_request_ends_with_the_engagement(case, gib, koko):
    actions.ask_for_days(case, by=koko, quarters=4, reason="Mehr")
    actions.finish(case, by=koko)
    actions.complete(factories.settle_owed(case), by=gib)

    assert IncreaseRequest.objects.get().outcome == "ended"


# --- fewer days ------------------------------------------------------------
def test_the_office_gives_back_what_is_not_booked(engagement, case, koko):
    factories.worked(engagement, 6)

    with pytest.raises(actions.ActionRefused, match="Noch frei: 4,5 Tage"):
        actions.give_back_days(case, by=koko, quarters=19, reason="Zu viel")
    actions.give_back_days(case, by=koko, quarters=18, reason="Es ist alles getan.")

    assert granted(case) == {"2026/27": 6}
    assert stored(engagement) == (6, 6)
    with pytest.raises(actions.ActionRefused, match="Kein Tag ist mehr frei"):
        actions.give_back_days(case, by=koko, quarters=1, reason="Noch einen")


# --- into another period ------------------------------------------------------------
def test_carried_days_leave_one_period_and_come_out_of_the_other(engagement, case, gib, later):
    factories.worked(engagement, 6)

    actions.carry_over_days(case, by=gib, quarters=10, period=later, reason="Es dauert länger.")

    assert granted(case) == {"2026/27": 14, "2027/28": 10}
    assert case.period == later
    event = Event.objects.get(act="carry_over_days")
    assert sorted(event.ledger_entries.values_list("quarters", flat=True)) == [-10, 10]
    assert TimeEntry.objects.get().period.name == "2026/27"


def test_after_it_each_day_is_paid_by_the_period_of_its_date(engagement, case, gib, later):
    factories.worked(engagement, 6)
    actions.carry_over_days(case, by=gib, quarters=18, period=later, reason="Es dauert länger.")

    with pytest.raises(actions.ActionRefused, match="Alle zugesagten Tage sind gebucht"):
        factories.worked(engagement, 1, done_on=day(1))  # a day of the first period, whose days are used
    type(later).objects.filter(pk=later.pk).update(service_from=day(2))
    entry = factories.worked(engagement, 4, done_on=day(1))
    assert entry.period == later
    assert stored(engagement) == (10, 10)


def test_at_the_close_the_rest_of_each_period_returns_to_it(engagement, case, gib, koko, later):
    entry = factories.worked(engagement, 6)
    actions.carry_over_days(case, by=gib, quarters=18, period=later, reason="Es dauert länger.")
    actions.sign_entries(engagement, [entry], by=koko)
    counter = actions.correct_entry(entry, by=engagement.advisor.user, note="War in Unna")
    actions.sign_entries(engagement, [counter], by=koko)
    actions.finish(case, by=koko)

    actions.complete(factories.settle_owed(case), by=gib)

    assert granted(case) == {}
    assert LedgerEntry.objects.filter(event__act="complete").count() == 2


def test_what_cannot_be_carried_is_refused_and_leaves_nothing(engagement, case, gib, period, later):
    factories.worked(engagement, 6)
    past = factories.funding_period(service_from=day(300), service_until=day(200), accounting_until=day(100))
    type(later).objects.filter(pk=later.pk).update(budget_quarters=5)
    for quarters, target, words in (
        (19, later, "Noch frei: 4,5 Tage"),
        (4, period, "sind die Tage schon"),
        (4, past, "ist zu Ende"),
        (6, later, "Noch frei im Förderzeitraum 2027/28: 1,25 Tage"),
    ):
        with pytest.raises(actions.ActionRefused, match=words):
            actions.carry_over_days(case, by=gib, quarters=quarters, period=target, reason="Länger")
    assert granted(case) == {"2026/27": 24}


# --- four fifths ------------------------------------------------------------
def test_at_four_fifths_everybody_is_told_once_and_again_after_an_increase(engagement, case, gib, koko):
    for ago in range(3):
        factories.worked(engagement, 6, done_on=day(ago))
    assert not mails("days_mostly_used").exists()

    entry = factories.worked(engagement, 2, done_on=day(3))  # 20 of 24
    assert mails("days_mostly_used").count() == 3
    changed(entry, quarters=1)
    changed(entry, quarters=2)
    assert mails("days_mostly_used").count() == 3

    actions.increase_days(case, by=gib, quarters=8, reason="Mehr")  # 20 of 32
    factories.worked(engagement, 6, done_on=day(4))  # 26 of 32
    assert mails("days_mostly_used").count() == 6
    assert Event.objects.filter(act="mostly_used").count() == 2


def test_an_increase_that_leaves_it_above_four_fifths_tells_nobody_again(engagement, case, gib):
    for ago in range(4):
        factories.worked(engagement, 6, done_on=day(ago))
    actions.increase_days(case, by=gib, quarters=2, reason="Mehr")  # 24 of 26
    factories.worked(engagement, 1, done_on=day(5))

    assert mails("days_mostly_used").count() == 3


# --- in place of the office ------------------------------------------------------------
def test_gib_countersigns_what_waited_a_fortnight_and_no_more(engagement, case, gib, koko):
    old = factories.time_entry(engagement, waiting_since=timezone.localtime() - dt.timedelta(days=15))
    fresh = factories.worked(engagement, done_on=day(1))

    actions.sign_for_office(case, by=gib, reason="Niemand ist da.")

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.state, old.signed_by, old.signed_reason) == ("signed", gib, "Niemand ist da.")
    assert fresh.state == "waiting"
    assert case.waiting_on == WaitingOn.OFFICE
    assert {mail.to_email for mail in mails("entries_signed")} == {koko.email, engagement.advisor.email}
    with pytest.raises(actions.ActionRefused, match="Kein Zeiteintrag wartet so lange"):
        actions.sign_for_office(case, by=gib, reason="Noch einmal")


@pytest.mark.parametrize(("days", "may"), [(13, False), (14, True)])
def test_the_fortnight_is_counted_in_days_of_the_calendar(engagement, case, gib, days, may):
    since = timezone.localtime() - dt.timedelta(days=days)
    factories.time_entry(engagement, waiting_since=since.replace(hour=23, minute=30))

    assert engagement.time_entries.overdue().exists() == may
    assert TimeEntry.objects.get().sign_by == timezone.localdate() + dt.timedelta(days=14 - days)


def test_in_the_close_leitung_need_not_wait_casework_does(engagement, case, gib, leitung, koko):
    factories.worked(engagement)
    actions.finish(case, by=koko)

    with pytest.raises(actions.ActionRefused):
        actions.sign_for_office(case, by=gib, reason="Wir wollen abrechnen.")
    actions.sign_for_office(case, by=leitung, reason="Wir wollen abrechnen.")

    assert case.state == State.CLOSING
    assert TimeEntry.objects.get().is_signed


def test_what_nobody_countersigned_bars_the_close_and_is_named(engagement, case, gib, koko, leitung):
    factories.time_entry(engagement, 2, done_on=dt.date(2027, 3, 5))
    actions.finish(case, by=koko)
    factories.settle_owed(case)

    with pytest.raises(actions.ActionRefused, match=r"5. März 2027 \(0,5 Tage\).*in Vertretung"):
        actions.complete(case, by=gib)
    actions.sign_for_office(case, by=leitung, reason="Die Stelle ist zurzeit nicht besetzt.")
    actions.complete(case, by=gib)

    assert (case.state, case.granted_quarters) == (State.COMPLETED, 2)
