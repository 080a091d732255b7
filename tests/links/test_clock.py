"""Links of every purpose end when the mail says, to the second, also where the clock changes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from gsvo.lib.workdays import workday_from
from gsvo.outbox.models import OutgoingMail
from tests.links import real

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BERLIN = ZoneInfo("Europe/Berlin")
SECOND = dt.timedelta(seconds=1)
# The Sundays on which the clock changes, and an ordinary day.
CHANGES = [dt.date(2027, 3, 28), dt.date(2026, 10, 25), dt.date(2026, 12, 9)]
# Days from asking to the end, the end's time in Berlin, and how the mail tells it.
ROUND, INVITATION, ACCOUNT, ACKNOWLEDGEMENT, LOOKING_BACK = 14, 7, 14, 180, 120
PART_CONFIRMATION = 365
PART_CONFIRMATION = 365
MIDNIGHT = dt.time.max
MONTHS = {3: "März", 10: "Oktober", 12: "Dezember"}
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"


@pytest.fixture
def at(monkeypatch):
    """Set the time."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(dt.UTC))


def statuses(link):
    browser = Client()
    browser.get(real.path_of(link))
    return browser.get(link.page_url()).status_code, browser.post(link.page_url(), {}).status_code


@pytest.mark.parametrize("day", CHANGES, ids=str)
@pytest.mark.parametrize(
    ("purpose", "days", "end", "told"),
    [
        ("statement", ROUND, MIDNIGHT, "{weekday}, {day}"),
        ("invitation", INVITATION, dt.time(18), "{weekday}, {day}, 18"),
        ("account", ACCOUNT, MIDNIGHT, "{day}"),
        ("acknowledgement", ACKNOWLEDGEMENT, MIDNIGHT, "{day}"),
        ("looking_back", LOOKING_BACK, MIDNIGHT, "{day}"),
        ("part_confirmation", PART_CONFIRMATION, MIDNIGHT, "{day}"),
    ],
)
def test_the_link_ends_when_the_mail_says(purpose, days, end, told, day, at):
    begin = dt.datetime.combine(day - dt.timedelta(days=days), dt.time(10, 30), BERLIN)
    at(begin)
    link = real.links([purpose])[0]
    mail = OutgoingMail.objects.get(link=link)
    if purpose == "invitation":  # nobody has to answer on a day off: it ends on the next working day
        day = workday_from(day)
    words = {"weekday": WEEKDAYS[day.weekday()], "day": _day(day)}
    assert told.format(**words) in mail.text

    last = dt.datetime.combine(day, end, BERLIN)
    at(last - SECOND)
    assert statuses(link) == (200, 200)
    at(last + SECOND)
    assert statuses(link) == (410, 410)


def _day(day):
    return f"{day.day}. {MONTHS[day.month]} {day.year}"


@pytest.mark.parametrize("day", CHANGES, ids=str)
def test_hours_are_hours_also_in_the_night_that_has_23_or_25(day, at, settings):
    settings.PASSWORD_LINK_HOURS = 24
    begin = dt.datetime.combine(day, dt.time(0, 30), BERLIN).astimezone(dt.UTC)
    at(begin)
    link = real.links(["password"])[0]
    assert "24 Stunden" in OutgoingMail.objects.get(link=link).text
    at(begin + dt.timedelta(hours=24) - SECOND)
    assert statuses(link) == (200, 200)
    at(begin + dt.timedelta(hours=24))
    assert statuses(link) == (410, 410)


def test_every_purpose_is_tried(db):
    assert set(real.PURPOSES) == {
        "statement",
        "invitation",
        "account",
        "password",
        "acknowledgement",
        "looking_back",
        "part_confirmation",
    }
