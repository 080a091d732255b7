"""The dates between which a step happens. Pure: what a step says and a school year in, dates out."""

import datetime as dt
from calendar import monthrange
from typing import NamedTuple, Protocol

from dateutil.easter import easter

from chains.models import AnchorDay
from chains.periods import FIRST_MONTH, calendar_year

WEEKS = dt.timedelta(days=27)  # how long a step takes that names a day and no month: four weeks
DAY = dt.timedelta(days=1)


class Window(NamedTuple):
    first: dt.date
    last: dt.date


class Timed(Protocol):
    """What a step says about its time: a row of the database or `chains.content.StepContent`."""

    year_offset: int
    window_from: int | None
    window_to: int | None
    anchor_day: str


def window(step: Timed, school_year: int) -> Window | None:
    """Return the first and the last day of a step in a chain of a school year, or None where it says none.

    Months count whole; a day such as Easter moves the begin ("nach Ostern") or the end ("bis Ostern") within
    them. Where the months end before they begin, they are taken as they stand: the gap rules say so.
    """
    months = _months(step, school_year)
    day = anchor_date(step.anchor_day, school_year + step.year_offset)
    if day is None:
        return months
    begins = step.anchor_day.startswith("after")
    if months is None:
        return Window(day, day + WEEKS) if begins else Window(day - WEEKS, day)
    if begins:
        return Window(max(months.first, day), months.last)
    return Window(months.first, min(months.last, day))


def anchor_date(anchor_day: str, school_year: int) -> dt.date | None:
    """Return the date of a day that a step is tied to, in the school year that begins in that August."""
    if not anchor_day:
        return None
    spring = easter(school_year + 1)
    return {
        AnchorDay.AFTER_START: dt.date(school_year, 8, 1),
        AnchorDay.AFTER_HALF_YEAR: dt.date(school_year + 1, 2, 1),
        AnchorDay.BEFORE_EASTER: spring - 3 * DAY,  # Good Friday is off
        AnchorDay.AFTER_EASTER: spring + 2 * DAY,  # and so is Monday
        AnchorDay.BY_MAY: dt.date(school_year + 1, 5, 31),
        AnchorDay.AFTER_PENTECOST: spring + 51 * DAY,
        AnchorDay.BY_END: dt.date(school_year + 1, 7, 31),
    }[AnchorDay(anchor_day)]


def school_year_window(school_year: int) -> Window:
    """Return the school year as chains draw it: from September to August."""
    return Window(dt.date(school_year, FIRST_MONTH, 1), dt.date(school_year + 1, FIRST_MONTH, 1) - DAY)


def _months(step: Timed, school_year: int) -> Window | None:
    first, last = step.window_from or step.window_to, step.window_to or step.window_from
    if first is None or last is None:
        return None
    begin = calendar_year(first, school_year, step.year_offset)
    # From October to January is one span, from June to September as well: it goes on into the next year.
    end = begin + (last < first)
    return Window(dt.date(begin, first, 1), dt.date(end, last, monthrange(end, last)[1]))
