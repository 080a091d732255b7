"""Texts about when a step happens. Pure: months and a school year in, German out.

A school year has its months from September to August, as the template's data writes it.
"""

from django.utils.translation import gettext as _

from chains.anchor_days import anchor_in_words
from chains.models import MONTHS

NAMES = dict(MONTHS)
FIRST_MONTH = 9


def calendar_year(month, school_year, offset=0):
    """Return the year in which a month of a school year lies: (1, 2026) -> 2027."""
    return school_year + offset + (0 if month >= FIRST_MONTH else 1)


def in_words(step, school_year):
    """Return "Dezember bis Januar", "Mai", "September bis November 2027" for a step of the year after.

    Without months the day it is tied to is returned ("nach Ostern (30. März 2027)"), else the anchor ("nach
    den Osterferien"), without all of them "noch offen". A template's steps have no school year (None).
    """
    first, last = step.window_from or step.window_to, step.window_to or step.window_from
    if first is None:
        return _day(step, school_year) or step.anchor or _("noch offen")
    if not step.year_offset:
        return _span(NAMES[first], NAMES[last])
    if school_year is None:
        return _("%(months)s im Schuljahr danach") % {"months": _span(NAMES[first], NAMES[last])}
    begin = calendar_year(first, school_year, step.year_offset)
    end = begin + (last < first)
    if begin == end:
        return f"{_span(NAMES[first], NAMES[last])} {begin}"
    return _span(f"{NAMES[first]} {begin}", f"{NAMES[last]} {end}")


def beside(step, school_year):
    """Return what a step says of its time besides `in_words`: the day it is tied to, and the anchor."""
    day = _day(step, school_year)
    if step.window_from or step.window_to:
        return ", ".join(filter(None, [day, step.anchor]))
    return step.anchor if day else ""


def _day(step, school_year):
    return anchor_in_words(step.anchor_day, school_year and school_year + step.year_offset)


def _span(first, last):
    if first == last:
        return str(first)
    return _("%(first)s bis %(last)s") % {"first": first, "last": last}


def school_year_on(day):
    """Return the school year of a date; August already counts to the next."""
    return day.year if day.month >= FIRST_MONTH - 1 else day.year - 1
