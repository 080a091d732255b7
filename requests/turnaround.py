"""Ages of a step in working days of NRW: pure functions over a request's events.

An age counts only while the one whose age is shown has to act. The day on which the turn begins does not
count; each working day that begins afterwards does. While an engagement is interrupted nobody has to act
until the day that was named. `events` are Event rows (or anything with `at`, `to_state`, `waiting_on` and
`data`) in whatever order; `today` is a date in Europe/Berlin.
"""

import datetime as dt

from django.conf import settings

from gsvo.lib.workdays import add_workdays, local_date, workdays_between
from requests.workflow import State, WaitingOn


def spans_of(events, today):
    """Return the time cut at each event: (who acts, state, first day, last day), oldest first."""
    ordered = sorted(events, key=lambda event: (event.at, event.pk))
    begins = [local_date(event.at) for event in ordered]
    ends = [*begins[1:], *(max(today, begin) for begin in begins[-1:])]
    return [
        span
        for event, begin, end in zip(ordered, begins, ends, strict=True)
        for span in _spans_of(event, begin, end)
    ]


def _spans_of(event, begin, end):
    """Return the time after one event; an interruption is nobody's turn until its day."""
    until = event.data.get("until") if event.to_state == State.INTERRUPTED else None
    if not until:
        return [(event.waiting_on, event.to_state, begin, end)]
    over = min(max(dt.date.fromisoformat(until), begin), end)
    rest = [(event.waiting_on, event.to_state, over, end)] if end > over else []
    return [(WaitingOn.NO_ONE, event.to_state, begin, over), *rest]


def workdays_with(events, waiting_on, state, today):
    """Return the working days on which somebody had to act in a state (None: in any)."""
    return _days_with(spans_of(events, today), waiting_on, state)


def _days_with(spans, waiting_on, state):
    return sum(
        workdays_between(begin, end)
        for holder, where, begin, end in spans
        if holder == waiting_on and state in (None, where)
    )


def workdays_of_turn(events, today):
    """Return the working days since the one who has to act now had to, without earlier turns.

    Another state is another thing to do, and so another turn.
    """
    return _days_of_turn(spans_of(events, today))


def _days_of_turn(spans):
    days = 0
    for holder, state, begin, end in reversed(spans):
        if (holder, state) != spans[-1][:2]:
            break
        days += workdays_between(begin, end)
    return days


def promise_date(events, today, within=None):
    """Return by when G.I.B. promised its answer, or None outside "submitted".

    Time in which the office had to act moves the date back; a date that has passed is shown as it is.
    """
    within = settings.ANSWER_WITHIN_WORKING_DAYS if within is None else within
    left = within
    promised = None
    for waiting_on, state, begin, end in spans_of(events, today):
        if (waiting_on, state) != (WaitingOn.GIB, State.SUBMITTED):
            promised = None
            continue
        if promised is None or left >= 0:
            promised = add_workdays(begin, max(left, 0))
        left -= workdays_between(begin, end)
    return promised


def gib_age(events, today):
    """Return G.I.B.'s own working days: all of them while it owes the answer, later those of this turn."""
    spans = spans_of(events, today)
    if not spans:
        return 0
    holder, state = spans[-1][:2]
    if state == State.SUBMITTED:
        return _days_with(spans, WaitingOn.GIB, State.SUBMITTED)
    return _days_of_turn(spans) if holder != WaitingOn.NO_ONE else 0
