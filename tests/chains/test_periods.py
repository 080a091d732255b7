"""When a step happens, in words."""

import datetime as dt

import pytest

from chains import periods
from chains.models import ChainStep


@pytest.mark.parametrize(
    ("first", "last", "offset", "anchor", "words"),
    [
        (9, 12, 0, "", "September bis Dezember"),
        (12, 1, 0, "", "Dezember bis Januar"),
        (5, 5, 0, "bis 31. Mai", "Mai"),
        (7, 10, 0, "", "Juli bis Oktober"),
        (9, 11, 1, "", "September bis November 2027"),
        (12, 1, 1, "", "Dezember 2027 bis Januar 2028"),
        (2, 3, 1, "", "Februar bis März 2028"),
        (4, None, 0, "", "April"),
        (None, 4, 0, "", "April"),
        (None, None, 0, "nach den Osterferien", "nach den Osterferien"),
        (None, None, 0, "", "noch offen"),
    ],
)
def test_a_window_reads_as_people_say_it(first, last, offset, anchor, words):
    step = ChainStep(window_from=first, window_to=last, year_offset=offset, anchor=anchor)
    assert periods.in_words(step, 2026) == words


@pytest.mark.parametrize(
    ("months", "day", "anchor", "words", "beside"),
    [
        ((None, None), "after_easter", "", "nach Ostern (30. März 2027)", ""),
        ((None, None), "by_may", "Zeugnisse", "bis 31. Mai", "Zeugnisse"),
        ((3, 4), "after_easter", "Abfrage", "März bis April", "nach Ostern (30. März 2027), Abfrage"),
        ((3, 4), "", "Abfrage", "März bis April", "Abfrage"),
        ((None, None), "", "irgendwann", "irgendwann", ""),
    ],
)
def test_a_day_that_moves_is_said_with_its_date(months, day, anchor, words, beside):
    step = ChainStep(window_from=months[0], window_to=months[1], anchor_day=day, anchor=anchor)
    assert (periods.in_words(step, 2026), periods.beside(step, 2026)) == (words, beside)


def test_a_day_that_moves_has_no_date_in_the_template():
    assert periods.in_words(ChainStep(anchor_day="after_easter"), None) == "nach Ostern"


def test_a_template_knows_no_calendar_year():
    step = ChainStep(window_from=9, window_to=11, year_offset=1)
    assert periods.in_words(step, None) == "September bis November im Schuljahr danach"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2026, 7, 31), 2025),
        (dt.date(2026, 8, 1), 2026),
        (dt.date(2026, 12, 31), 2026),
        (dt.date(2027, 1, 1), 2026),
    ],
)
def test_the_school_year_of_a_day(day, year):
    assert periods.school_year_on(day) == year
