"""What a field of a day or time shows again of what was typed."""

import datetime as dt

import pytest
from django.utils import translation

from gsvo.lib.widgets import DateInput, TimeInput


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9:00", "09:00"),
        ("9.30", "09:30"),
        ("9", "09:00"),
        ("14:05:59", "14:05"),
        (dt.time(9), "09:00"),
        ("halb neun", "halb neun"),
        ("25:00", "25:00"),
        ("", ""),
        (None, None),
    ],
)
def test_a_typed_time_stands_in_the_field_as_browsers_read_it(typed, shown):
    assert TimeInput().format_value(typed) == shown


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2027-01-15", "2027-01-15"),
        (dt.date(2027, 1, 15), "2027-01-15"),
        ("31.02.2027", "31.02.2027"),
        ("bald", "bald"),
        ("", ""),
        (None, None),
    ],
)
def test_a_typed_day_stands_in_the_field_as_browsers_read_it(language, typed, shown):
    with translation.override(language):
        assert DateInput().format_value(typed) == shown


def test_a_day_typed_as_in_germany_is_shown_again():
    with translation.override("de"):
        assert DateInput().format_value("15.1.2027") == "2027-01-15"
