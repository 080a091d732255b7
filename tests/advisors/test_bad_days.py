"""Time entries and sessions that cannot be, by their pages: a sentence at the field, nothing typed lost."""

import datetime as dt
import zoneinfo

import pytest
from django.urls import reverse
from icalendar import Calendar

from advisors import actions, calendars
from advisors.models import Session, TimeEntry
from gsvo.demo.time_travel import days_ago
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.advisors.entries import day, planned, stored, url, words
from tests.advisors.sessions import at, fields
from tests.advisors.test_session_pages import typed as typed_session

pytestmark = pytest.mark.django_db
NOTE = "Drei Stunden mit der Schulleitung"


@pytest.fixture
def engagement(koko):
    return planned(koko)


def typed(**values):
    return {"done_on": day().isoformat(), "kind": "on_site", "quarters": "1", "note": NOTE} | values


def refused(client, page, data, field, sentence, kept=NOTE):
    """The page says it at the field (or above all of them), and still holds what was typed."""
    answer = client.post(page, data)
    assert answer.status_code == 200
    found = answer.context["form"].errors
    assert list(found) == [field]
    assert sentence in found[field][0]
    assert kept in answer.content.decode()
    return answer


# --- entries ---------------------------------------------------------------------------------------
def too_much_on_one_date(engagement, people):
    factories.worked(engagement, 4)
    return {"quarters": "0,75"}, "quarters", "Eingetragen sind für diesen Tag schon 1 Tag."


def before_the_services(engagement, people):
    period = engagement.support_request.period
    type(period).objects.filter(pk=period.pk).update(service_from=day(3))
    return {"done_on": day(4).isoformat()}, "done_on", "Leistungen bezahlt der Förderzeitraum vom"


def after_the_services(engagement, people):
    period = engagement.support_request.period
    type(period).objects.filter(pk=period.pk).update(service_until=day(3))
    return {"done_on": day(2).isoformat()}, "done_on", "Leistungen bezahlt der Förderzeitraum vom"


def in_another_century(engagement, people):
    return {"done_on": "0026-03-03"}, "done_on", ""


def while_it_rested(engagement, people):
    with days_ago(6):
        actions.interrupt(engagement.support_request, by=people["gib"], reason="Ferien", until=day(-20))
    return {"done_on": day(3).isoformat()}, "done_on", "ruhte die Begleitung"


def after_the_work_ended(engagement, people):
    with days_ago(4):
        actions.finish(engagement.support_request, by=people["koko"])
    return {"done_on": day(2).isoformat()}, "done_on", "Danach lässt sich nichts mehr eintragen."


def after_the_close(engagement, people):
    SupportRequest.objects.filter(pk=engagement.support_request_id).update(
        state=State.COMPLETED, waiting_on="nobody"
    )
    return {}, "__all__", "Zeiteinträge lassen sich jetzt nicht mehr ändern."


BAD = [
    too_much_on_one_date, before_the_services, after_the_services, in_another_century, while_it_rested,
    after_the_work_ended, after_the_close,
]  # fmt: skip


@pytest.fixture
def people(koko, gib):
    return {"koko": koko, "gib": gib}


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
@pytest.mark.parametrize("page", ["add_entry", "change_entry"])
def test_an_entry_that_cannot_be_stays_typed(page, bad, client, engagement, people):
    entry = factories.worked(engagement, 1, done_on=day(9)) if page == "change_entry" else None
    values, field, sentence = bad(engagement, people)
    client.force_login(engagement.advisor.user)
    before, booked = list(TimeEntry.objects.values()), stored(engagement)

    refused(client, url(page, engagement, entry), typed(revision=1, **values), field, sentence)

    assert (list(TimeEntry.objects.values()), stored(engagement)) == (before, booked)


def test_whoever_advises_no_more_keeps_what_she_typed(client, engagement, gib):
    former = engagement.advisor.user
    client.force_login(former)
    client.get(url("add_entry", engagement))
    actions.change_advisor(engagement.support_request, by=gib, reason="Elternzeit")

    answer = client.post(url("add_entry", engagement), typed())

    assert (answer.status_code, NOTE in answer.content.decode()) == (403, True)
    assert not TimeEntry.objects.exists()


# --- sessions ---------------------------------------------------------------------------------------
NOT_AFTER = "Das Ende liegt nicht nach dem Beginn"
LAST_SUNDAY_OF_MARCH = "2027-03-28"
WRONG_TIMES = {
    "ends before it begins": ({"begins": "12:00", "ends": "9:30"}, "ends", NOT_AFTER),
    "takes no time": ({"begins": "9:00", "ends": "9:00"}, "ends", NOT_AFTER),
    "begins in the hour that the clock skips": (
        {"day": LAST_SUNDAY_OF_MARCH, "begins": "2:30", "ends": "4:00"},
        "begins",
        "Diese Uhrzeit gibt es an diesem Tag nicht",
    ),
    "ends in it": (
        {"day": LAST_SUNDAY_OF_MARCH, "begins": "1:30", "ends": "2:15"},
        "ends",
        "Diese Uhrzeit gibt es an diesem Tag nicht",
    ),
}


@pytest.mark.parametrize("case", WRONG_TIMES)
@pytest.mark.parametrize("page", ["plan_session", "change_session"])
def test_a_session_that_cannot_be_stays_typed(page, case, client, engagement, koko):
    SupportRequest.objects.update(period_from=at(-20).date(), period_to=dt.date(2027, 12, 31))
    session = [actions.plan_session(engagement, by=koko, **fields())] if page == "change_session" else []
    values, field, sentence = WRONG_TIMES[case]
    client.force_login(koko)
    address = reverse(f"advisors:{page}", args=[engagement.oid, *(row.oid for row in session)])
    before = list(Session.objects.values())

    sent = typed_session(note=NOTE, revision=1, **values)
    refused(client, address, sent, field, sentence)

    assert list(Session.objects.values()) == before


def interrupted(case, people):
    actions.interrupt(case, by=people["gib"], reason="Ferien", until=day(-5))


def closing(case, people):
    actions.finish(case, by=people["koko"])


def completed(case, people):
    SupportRequest.objects.filter(pk=case.pk).update(state=State.COMPLETED, waiting_on="nobody")


@pytest.mark.parametrize("end", [interrupted, closing, completed], ids=lambda end: end.__name__)
def test_no_session_is_planned_or_moved_while_it_rests_or_after_its_end(end, client, engagement, people):
    session = actions.plan_session(engagement, by=people["koko"], **fields(30))
    client.force_login(people["koko"])
    end(engagement.support_request, people)
    before = list(Session.objects.values())

    for page, keys in (("plan_session", []), ("change_session", [session.oid])):
        address = reverse(f"advisors:{page}", args=[engagement.oid, *keys])
        answer = client.post(address, typed_session(note=NOTE, revision=1), follow=True)
        assert "Die Begleitung läuft gerade nicht." in words(answer.content.decode())
        kept = client.get(reverse("kept")) if answer.redirect_chain else answer
        assert NOTE in kept.content.decode()

    assert list(Session.objects.values()) == before


@pytest.mark.parametrize(
    ("day_", "zone", "shown"),
    [
        (dt.date(2027, 1, 15), "America/New_York", "03:00"),
        (dt.date(2027, 3, 22), "America/New_York", "04:00"),  # summer there, winter here
        (dt.date(2027, 7, 15), "Asia/Kolkata", "12:30"),
        (dt.date(2027, 10, 31), "Europe/London", "08:00"),  # the day on which both clocks go back
    ],
)
def test_a_calendar_of_another_zone_shows_the_same_moment(day_, zone, shown, client, engagement, koko):
    """Typed as nine o'clock here, whatever zone the calendar is in."""
    SupportRequest.objects.update(period_from=at(-20).date(), period_to=dt.date(2027, 12, 31))
    type(engagement.support_request.period).objects.update(
        service_until=dt.date(2027, 12, 31), accounting_until=dt.date(2028, 3, 31)
    )
    client.force_login(koko)
    address = reverse("advisors:plan_session", args=[engagement.oid])
    assert client.post(address, typed_session(day=day_.isoformat())).status_code == 302

    session = Session.objects.select_related("engagement__support_request__office").get()
    (event,) = Calendar.from_ical(calendars.calendar_file([session])).walk("VEVENT")
    begins = event.decoded("dtstart")
    assert (begins.hour, begins.tzinfo.key) == (9, "Europe/Berlin")
    assert begins.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%H:%M") == shown
