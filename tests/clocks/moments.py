"""The moved clocks: moments of Europe/Berlin at which days, hours and years are easily mistaken."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Moment:
    at: dt.datetime
    reason: str

    def __str__(self):
        return f"{self.at:%A, %d %B %Y, %H:%M} ({self.reason})"


def _moment(text, reason):
    return Moment(dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN), reason)


MOMENTS = [
    _moment("2026-11-28T12:00", "a Saturday: nobody works for two days"),
    _moment("2026-11-29T21:45", "a Sunday in Advent, before the week begins"),
    _moment("2026-11-30T07:10", "a Monday, early"),
    _moment("2026-12-23T16:00", "Christmas: days off follow, and a new year within every deadline"),
    _moment("2026-12-31T23:20", "the last hour of a year"),
    _moment("2027-01-01T00:20", "a holiday, and in UTC still last year"),
    _moment("2027-03-28T01:59", "2 to 3 o'clock is left out while the tests run; Easter Monday follows"),
    _moment("2027-04-05T23:20", "the last hour of a day, 330 days before a 29 February"),
    _moment("2027-08-01T00:30", "a new school year, and in UTC still the old one"),
    _moment("2027-10-31T02:59", "2 o'clock comes again while the tests run; a holiday follows"),
    _moment("2028-02-29T10:00", "a day that other years do not have"),
    _moment("2028-08-31T00:10", "the last day of a month, with more days than the next one has"),
]


def of_the_day(day):
    """The one for `make test`: another every day, the same one all day long."""
    return MOMENTS[(day.timetuple().tm_yday - 1) % len(MOMENTS)]
