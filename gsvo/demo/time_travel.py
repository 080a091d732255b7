"""Run acts in the past: within `days_ago`, `timezone.now()` returns another time.

Only for demo data, in a command of its own. Django reads the time in one place, so one name is swapped there;
shifting finished rows instead would leave mails that speak of other days than their deadlines.
"""

import datetime as dt
from contextlib import contextmanager

from django.utils import timezone

from gsvo.lib.workdays import is_workday


class _AnyDatetime(type):
    def __instancecheck__(cls, value):
        return isinstance(value, dt.datetime)


@contextmanager
def days_ago(count, hour=10, minute=0):
    """Set the time to so many working days before today, at this time of day."""
    moment = timezone.make_aware(dt.datetime.combine(workday_ago(count), dt.time(hour, minute)))
    with moved_to(moment):
        yield moment


@contextmanager
def moved_to(moment):
    """Set the time to a moment, also for the defaults of fields."""

    class Datetime(dt.datetime, metaclass=_AnyDatetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    true = timezone.datetime
    timezone.datetime = Datetime
    try:
        yield
    finally:
        timezone.datetime = true


def workday_ago(count):
    day = timezone.localdate()
    while count > 0:
        day -= dt.timedelta(days=1)
        count -= is_workday(day)
    return day
