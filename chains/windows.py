"""The dates between which a step happens. Pure: what a step says and a school year in, dates out."""

import datetime as dt
from calendar import monthrange
from typing import NamedTuple, Protocol

from chains.anchor_days import anchor_date
from chains.periods import calendar_year

WEEKS = dt.timedelta(days=27)  # how long a step takes that names a day and no month: four weeks


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


def runs_back(gives: Window, takes: Window) -> bool:
    """Return whether a step that takes over begins or ends before the one that gives."""
    return takes.last < gives.last or takes.first < gives.first


def _months(step: Timed, school_year: int) -> Window | None:
    first, last = step.window_from or step.window_to, step.window_to or step.window_from
    if first is None or last is None:
        return None
    begin = calendar_year(first, school_year, step.year_offset)
    # From October to January is one span, from June to September as well: it goes on into the next year.
    end = begin + (last < first)
    return Window(dt.date(begin, first, 1), dt.date(end, last, monthrange(end, last)[1]))
