"""Days are whole quarters: what goes in comes out, in German."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from gsvo.lib import days


@pytest.mark.parametrize(
    ("text", "quarters"), [("5,25", 21), ("5.25", 21), (" 6 ", 24), ("0,25", 1), ("8,0", 32)]
)
def test_german_and_english_decimals_are_read(text, quarters):
    assert days.parse(text) == quarters


@pytest.mark.parametrize("text", ["", "sechs", "0,1", "1,33", "NaN", "Infinity", "1e400", "--1", "1,2,3"])
def test_anything_but_whole_quarters_is_refused_with_a_sentence(text):
    with pytest.raises(ValidationError) as refusal:
        days.parse(text)

    assert refusal.value.messages[0].endswith(".")


@given(st.integers(min_value=0, max_value=100_000))
def test_what_is_written_can_be_read_again(quarters):
    assert days.parse(days.as_number(quarters)) == quarters


@pytest.mark.parametrize(
    ("quarters", "words"), [(4, "1 Tag"), (3, "0,75 Tage"), (0, "0 Tage"), (40, "10 Tage"), (-2, "−0,5 Tage")]
)
def test_a_number_of_days_comes_with_its_unit(quarters, words):
    assert days.as_words(quarters) == words


class WantedDays(forms.Form):
    wanted = days.DaysField(min_quarters=2, max_quarters=40)


@pytest.mark.parametrize(
    ("text", "message"),
    [("0,25", "Es muss mindestens 0,5 Tage sein."), ("11", "Mehr als 10 Tage geht nicht.")],
)
def test_the_field_names_its_limits_in_days(text, message):
    assert WantedDays({"wanted": text}).errors["wanted"] == [message]


def test_the_field_keeps_what_was_typed_when_it_is_wrong():
    form = WantedDays({"wanted": "fünf"})

    assert not form.is_valid()
    assert 'value="fünf"' in str(form["wanted"])


def test_the_field_shows_stored_quarters_as_days():
    assert 'value="5,25"' in str(WantedDays(initial={"wanted": 21})["wanted"])
