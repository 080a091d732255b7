"""The promise counts working days of North Rhine-Westphalia."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsvo.lib import workdays

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 11, 23), True),  # a Monday
        (dt.date(2026, 11, 22), False),  # a Sunday
        (dt.date(2026, 6, 4), False),  # Fronleichnam, a holiday here but not everywhere in Germany
        (dt.date(2026, 10, 31), False),  # a Saturday
        (dt.date(2024, 11, 1), False),  # Allerheiligen, a Friday
        (dt.date(2025, 10, 31), True),  # Reformationstag is a working day here
    ],
)
def test_holidays_are_those_of_this_land(day, expected):
    assert workdays.is_workday(day) is expected


def test_ten_working_days_from_a_tuesday_end_on_the_tuesday_after_next():
    assert workdays.add_workdays(dt.date(2026, 11, 17), 10) == dt.date(2026, 12, 1)


def test_the_day_itself_does_not_count():
    assert workdays.workdays_between(dt.date(2026, 11, 17), dt.date(2026, 11, 23)) == 4


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert workdays.workdays_between(dt.date(2026, 11, 23), dt.date(2026, 11, 20)) == 0


@given(DAYS, st.integers(-400, 1200))
def test_days_are_counted_as_if_one_looked_at_each(start, length):
    end = start + dt.timedelta(days=length)
    between = (start + dt.timedelta(days=number) for number in range(1, length + 1))

    assert workdays.workdays_between(start, end) == sum(map(workdays.is_workday, between))


def test_adding_and_counting_agree():
    start = dt.date(2026, 12, 18)

    assert [workdays.workdays_between(start, workdays.add_workdays(start, n)) for n in range(1, 30)] == list(
        range(1, 30)
    )


def test_a_moment_belongs_to_the_day_it_has_in_berlin():
    assert workdays.local_date(dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)) == dt.date(2027, 1, 1)
