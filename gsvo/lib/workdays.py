"""Working days of North Rhine-Westphalia: Monday to Friday without public holidays, Europe/Berlin."""

import datetime as dt
from calendar import isleap
from functools import cache, lru_cache
from itertools import accumulate

import holidays
from django.utils import timezone


@cache
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv="NW")


@lru_cache(maxsize=10_000)  # the days of 27 years
def is_workday(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in _holidays()


def workday_from(day: dt.date) -> dt.date:
    """Return the day itself if people work on it, else the next on which they do."""
    return day if is_workday(day) else add_workdays(day, 1)


def workday_in(count: int) -> dt.date:
    """Return the day in so many days, or the first working day after it: the default of a deadline."""
    return workday_from(timezone.localdate() + dt.timedelta(days=count))


def add_workdays(start: dt.date, count: int) -> dt.date:
    """Return the `count`-th working day after a date."""
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_workday(day)
    return day


def workdays_between(start: dt.date, end: dt.date) -> int:
    """Return the number of working days after `start` up to and including `end`; 0 if `end` is not later."""
    if end <= start:
        return 0
    before = sum(_counted(year)[-1] for year in range(start.year, end.year))
    return before + _counted_until(end) - _counted_until(start)


def _counted_until(day: dt.date) -> int:
    return _counted(day.year)[(day - day.replace(month=1, day=1)).days]


@lru_cache(maxsize=30)
def _counted(year: int) -> list[int]:
    """Return for each day of a year how many working days there are from its beginning up to that day."""
    first = dt.date(year, 1, 1)
    length = 366 if isleap(year) else 365
    return list(accumulate(int(is_workday(first + dt.timedelta(days=n))) for n in range(length)))


def local_date(moment: dt.datetime) -> dt.date:
    """Return the calendar day in Europe/Berlin of an aware datetime."""
    return timezone.localtime(moment).date()


def start_of_day(day: dt.date) -> dt.datetime:
    """Return the first moment of a date in Europe/Berlin."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the last moment of a date in Europe/Berlin."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))
