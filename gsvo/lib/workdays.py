"""Working days of North Rhine-Westphalia: Monday to Friday without public holidays, Europe/Berlin."""

import datetime as dt
from functools import cache, lru_cache

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
    days = (end - start).days
    return sum(is_workday(start + dt.timedelta(days=n)) for n in range(1, days + 1))


def local_date(moment: dt.datetime) -> dt.date:
    """Return the calendar day in Europe/Berlin of an aware datetime."""
    return timezone.localtime(moment).date()


def start_of_day(day: dt.date) -> dt.datetime:
    """Return the first moment of a date in Europe/Berlin."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the last moment of a date in Europe/Berlin."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))
