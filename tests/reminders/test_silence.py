"""Where silence passes for a vote, three reminders come before the deadline, whatever days are off."""

import datetime as dt

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from gsvo.lib.workdays import is_workday
from gsvo.reminders.registry import Matter
from requests.round_rules import DAYS_OF_SILENCE, REMINDERS_OF_SILENCE

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2036, 12, 31))


@given(DAYS, st.integers(min_value=DAYS_OF_SILENCE, max_value=60))
def test_three_reminders_come_on_three_days_before_the_deadline(opened, days):
    matter = Matter(record="1", begins=opened, anchor=opened + dt.timedelta(days=days))
    rhythm = settings.REMINDERS["silence"]

    sent = set()
    for number in range(days + 1):
        day = opened + dt.timedelta(days=number)
        step = matter.step(rhythm, day) if is_workday(day) else None
        sent |= {step} if step is not None else set()

    assert len(sent) == len(rhythm) == REMINDERS_OF_SILENCE
