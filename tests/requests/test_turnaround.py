"""Whose time it took: pure functions over events, in working days of NRW."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsvo.lib.workdays import workdays_between
from requests import turnaround
from requests.workflow import State, WaitingOn

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass
class Happened:
    pk: int
    at: dt.datetime
    to_state: str
    waiting_on: str
    data: dict = field(default_factory=dict)


def story(*rows):
    """Events from (day, state, waiting_on); all at noon in Berlin."""
    return [
        Happened(
            number, dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), BERLIN), state, waiting_on
        )
        for number, (day, state, waiting_on) in enumerate(rows)
    ]


def day(text):
    return dt.date.fromisoformat(text)


SUBMITTED = ("2026-11-17", State.SUBMITTED, WaitingOn.GIB)  # a Tuesday


def test_the_day_on_which_it_comes_does_not_count():
    assert turnaround.gib_age(story(SUBMITTED), day("2026-11-17")) == 0


def test_weekends_do_not_count():
    assert turnaround.gib_age(story(SUBMITTED), day("2026-11-23")) == 4


def test_holidays_of_nrw_do_not_count():
    events = story(("2026-12-23", State.SUBMITTED, WaitingOn.GIB))

    assert turnaround.gib_age(events, day("2026-12-29")) == 3  # 24, 28, 29; Christmas is on Friday


def test_time_with_the_office_does_not_count():
    events = story(
        SUBMITTED,
        ("2026-11-19", State.QUERIED, WaitingOn.OFFICE),
        ("2026-12-03", State.SUBMITTED, WaitingOn.GIB),
    )

    assert turnaround.gib_age(events, day("2026-12-07")) == 4
    assert turnaround.workdays_with(events, WaitingOn.OFFICE, State.QUERIED, day("2026-12-07")) == 10


def test_the_promised_day_moves_by_the_time_that_the_office_had():
    at_once = story(SUBMITTED)
    asked = story(
        SUBMITTED,
        ("2026-11-19", State.QUERIED, WaitingOn.OFFICE),
        ("2026-12-03", State.SUBMITTED, WaitingOn.GIB),
    )

    assert turnaround.promise_date(at_once, day("2026-11-23")) == day("2026-12-01")
    assert turnaround.promise_date(asked, day("2026-12-07")) == day("2026-12-15")


def test_putting_off_does_not_move_the_promised_day():
    events = story(SUBMITTED, ("2026-11-20", State.SUBMITTED, WaitingOn.GIB))

    assert turnaround.promise_date(events, day("2026-11-23")) == day("2026-12-01")


def test_a_promise_that_was_broken_stays_on_its_day():
    events = story(SUBMITTED, ("2026-12-10", State.SUBMITTED, WaitingOn.GIB))

    assert turnaround.promise_date(events, day("2026-12-14")) == day("2026-12-01")


def test_nothing_is_promised_while_others_have_to_act():
    events = story(SUBMITTED, ("2026-11-19", State.QUERIED, WaitingOn.OFFICE))

    assert turnaround.promise_date(events, day("2026-11-23")) is None


def test_after_the_answer_only_the_present_stretch_counts():
    events = story(
        SUBMITTED,
        ("2026-11-24", State.CLARIFYING, WaitingOn.OFFICE),
        ("2026-12-07", State.MANDATED, WaitingOn.GIB),
    )

    assert turnaround.gib_age(events, day("2026-12-09")) == 2


def test_an_interruption_is_nobodys_time_until_its_day():
    rests = Happened(
        1,
        dt.datetime(2026, 11, 24, 12, tzinfo=BERLIN),
        State.INTERRUPTED,
        WaitingOn.GIB,
        {"until": "2026-12-04"},
    )
    events = [*story(("2026-11-17", State.ENGAGED, WaitingOn.ADVISOR)), rests]

    assert turnaround.gib_age(events, day("2026-12-03")) == 0
    assert turnaround.gib_age(events, day("2026-12-04")) == 0
    assert turnaround.gib_age(events, day("2026-12-08")) == 2


def test_another_thing_to_do_is_another_turn_of_the_same_one():
    events = story(
        ("2026-11-17", State.INTERRUPTED, WaitingOn.GIB),
        ("2026-11-24", State.CLOSING, WaitingOn.GIB),
    )

    assert turnaround.gib_age(events, day("2026-11-26")) == 2


def test_no_events_no_age():
    assert (turnaround.gib_age([], day("2026-12-09")), turnaround.promise_date([], day("2026-12-09"))) == (
        0,
        None,
    )


@pytest.mark.parametrize("moment", ["2026-11-17T23:30:00+00:00", "2026-11-17T22:59:59+00:00"])
def test_a_day_ends_at_midnight_in_berlin(moment):
    event = Happened(1, dt.datetime.fromisoformat(moment), State.SUBMITTED, WaitingOn.GIB)
    is_next_day = moment.startswith("2026-11-17T23")

    assert turnaround.gib_age([event], day("2026-11-18")) == (0 if is_next_day else 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.sampled_from(State), st.sampled_from(WaitingOn)),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 60),
)
def test_every_working_day_lies_with_exactly_one(steps, later):
    first = day("2026-01-05")
    steps = sorted(steps, key=lambda step: step[0])
    events = story(
        *[((first + dt.timedelta(days=n)).isoformat(), state, waiting_on) for n, state, waiting_on in steps]
    )
    today = first + dt.timedelta(days=steps[-1][0] + later)

    shares = [turnaround.workdays_with(events, waiting_on, None, today) for waiting_on in WaitingOn]

    assert sum(shares) == workdays_between(first + dt.timedelta(days=steps[0][0]), today)
    assert turnaround.gib_age(events, today) <= sum(shares)
