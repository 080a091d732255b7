"""Calendar mails, files and feeds, read by a reader that did not write them."""

import datetime as dt
import email
import email.policy
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.urls import reverse

from advisors import actions, calendar_feed, calendars
from advisors.models import CalendarFeed
from gsvo.accounts import access
from gsvo.offices import actions as offices
from gsvo.outbox.mime import build_message
from gsvo.outbox.models import OutgoingMail
from tests.advisors.sessions import fields

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
NAME = 'Berufskolleg; "Süd", Raum 1\\2'


def read(text):
    return vobject.readOne(text)


def in_berlin(*numbers):
    return dt.datetime(*numbers, tzinfo=BERLIN)


def summer_and_winter(engagement, koko):
    """Sessions on both sides of the change of the clocks."""
    for month, day in ((7, 6), (12, 7)):
        times = {"starts_at": in_berlin(2027, month, day, 9), "ends_at": in_berlin(2027, month, day, 12, 30)}
        yield actions.plan_session(engagement, by=koko, **fields(date_reason="Probe", title=NAME) | times)


def test_the_other_reader_finds_what_was_written(engagement, koko):
    for session in summer_and_winter(engagement, koko):
        event = read(calendars.calendar_file([session])).vevent

        assert event.summary.value == f"{NAME} (Bielefeld)"
        assert event.location.value == "Rathaus, Raum 12"
        assert (event.dtstart.value, event.dtend.value) == (session.starts_at, session.ends_at)
        assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Berlin"]
        assert event.url.value.endswith(session.get_absolute_url())


def test_the_rules_of_the_zone_stand_beside_the_times(engagement, koko):
    """Whoever knows no zone of this name computes with what the calendar says."""
    session = next(summer_and_winter(engagement, koko))
    zone = read(calendars.calendar_file([session])).vtimezone

    rules = {part.tzname.value: (part.rrule.value, part.dtstart.value.hour) for part in zone.components()}
    assert rules == {
        "CEST": ("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", 2),
        "CET": ("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", 3),
    }
    for year in range(2024, 2041):  # the same days as in the database of time zones
        for month, hour in ((3, 2), (10, 3)):
            last = dt.date(year, month, 31)
            sunday = last - dt.timedelta(days=(last.weekday() + 1) % 7)
            before = dt.datetime.combine(sunday, dt.time(hour), dt.UTC) - dt.timedelta(hours=3)
            after = before + dt.timedelta(hours=3)
            assert before.astimezone(BERLIN).utcoffset() != after.astimezone(BERLIN).utcoffset()


def test_the_mail_carries_an_entry_that_asks_for_no_answer(engagement, koko, advisor_user):
    session = actions.plan_session(engagement, by=koko, **fields())
    mail = OutgoingMail.objects.get(to_email=advisor_user.email, kind="advisors/session_planned")

    message = email.message_from_bytes(build_message(mail).message().as_bytes(), policy=email.policy.default)

    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert part["Content-Type"].params["method"] == "REQUEST"
    calendar = read(part.get_content())
    event = calendar.vevent
    assert (calendar.method.value, event.uid.value, event.sequence.value) == (
        "REQUEST",
        session.calendar_uid,
        "0",
    )
    assert event.organizer.value == f"mailto:{koko.email}"
    assert event.organizer.params["CN"] == ["Karla Koko"]
    people = {row.value: row.params for row in event.contents["attendee"]}
    assert set(people) == {f"mailto:{koko.email}", f"mailto:{advisor_user.email}"}
    assert {params["RSVP"][0] for params in people.values()} == {"FALSE"}


def test_a_cancellation_names_the_same_entry_with_a_higher_number(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields())
    session = actions.change_session(session, by=koko, expected_revision=1, **fields(15))
    actions.cancel_session(session, by=koko, reason="Krank")

    event = read(OutgoingMail.objects.filter(kind="advisors/session_cancelled")[0].calendar).vevent

    assert (event.uid.value, event.sequence.value) == (session.calendar_uid, "2")
    assert event.status.value == "CANCELLED"


@pytest.fixture
def feed(koko):
    return calendar_feed.replace_feed(koko)


def of(feed, client):
    return client.get(calendar_feed.address_of(feed).removeprefix("http://localhost:8000"))


def test_the_feed_needs_no_login_and_shows_sessions_of_ones_own(engagement, koko, feed, client):
    actions.plan_session(engagement, by=koko, **fields())

    response = of(feed, client)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert read(response.content.decode()).vevent.summary.value.startswith("Auftakt")
    assert not client.session.keys()


def test_a_strangers_feed_is_empty(engagement, koko, other_koko, client):
    actions.plan_session(engagement, by=koko, **fields())

    assert b"VEVENT" not in of(calendar_feed.replace_feed(other_koko), client).content


def test_a_replaced_address_finds_nothing_any_more(koko, feed, client):
    client.force_login(koko)
    before = calendar_feed.address_of(feed)
    client.post(reverse("advisors:replace_feed"))

    assert client.get(before).status_code == 404
    assert of(CalendarFeed.objects.get(), client).status_code == 200
    client.post(reverse("advisors:end_feed"))
    assert not CalendarFeed.objects.exists()


def test_the_feed_ends_with_the_right(engagement, koko, colleague, gib, feed, client):
    actions.plan_session(engagement, by=koko, **fields())
    access.stop(koko, by=gib)
    assert of(feed, client).status_code == 404

    hers = calendar_feed.replace_feed(colleague)
    assert b"VEVENT" in of(hers, client).content
    offices.leave(colleague.memberships.get(), by=colleague)
    assert b"VEVENT" not in of(hers, client).content


def test_a_forged_address_is_a_missing_page(koko, feed, client):
    address = calendar_feed.address_of(feed)
    other = ("a" if address[-5] != "a" else "b") + ".ics"

    assert client.get(address[:-5] + other).status_code == 404
    assert client.get(reverse("advisors:calendar_feed", args=["x"])).status_code == 404


def test_the_page_shows_the_address_only_to_whom_it_belongs(koko, colleague, feed, client):
    address = calendar_feed.address_of(feed)
    page = reverse("advisors:calendar")
    client.force_login(koko)
    assert feed.oid in client.get(page).content.decode()
    client.force_login(colleague)
    assert feed.oid not in client.get(page).content.decode()
    assert feed.nonce not in address
