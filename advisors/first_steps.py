"""The first steps of an engagement: the advisor calls the office's contact; the office waits for the call."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from gsvo.lib.workdays import add_workdays, local_date
from requests.workflow import State, WaitingOn

SHOWN_FOR = dt.timedelta(days=28)  # after it the steps are taken, or G.I.B. has been asked


def first_call_until(began):
    """Return the day until which the advisor calls, of an engagement that began on a date."""
    return add_workdays(began, settings.FIRST_CALL_WITHIN_WORKING_DAYS)


def first_call_of(engagement):
    """Return the day of the first call while an advisor's first weeks last, else None."""
    case = engagement.support_request
    if (case.state, case.waiting_on) != (State.ENGAGED, WaitingOn.ADVISOR):
        return None
    current = next((row for row in engagement.assignments.all() if row.ended_at is None), None)
    if current is None or current.began_at + SHOWN_FOR < timezone.now():
        return None
    return first_call_until(local_date(current.began_at))
