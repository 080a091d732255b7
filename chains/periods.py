"""Texts about when a step happens. Pure: months and a school year in, German out.

A school year has its months from September to August, as the template's data writes it.
"""

from django.utils.translation import gettext as _

from chains.models import MONTHS

NAMES = dict(MONTHS)
FIRST_MONTH = 9


def calendar_year(month, school_year, offset=0):
    """Return the year in which a month of a school year lies: (1, 2026) -> 2027."""
    return school_year + offset + (0 if month >= FIRST_MONTH else 1)


def in_words(step, school_year):
    """Return "Dezember bis Januar", "Mai", "September bis November 2027" for a step of the year after.

    Without months the anchor is returned ("nach den Osterferien"), without both "noch offen". A template's
    steps have no school year (None).
    """
    first, last = step.window_from or step.window_to, step.window_to or step.window_from
    if first is None:
        return step.anchor or _("noch offen")
    if not step.year_offset:
        return _span(NAMES[first], NAMES[last])
    if school_year is None:
        return _("%(months)s im Schuljahr danach") % {"months": _span(NAMES[first], NAMES[last])}
    begin = calendar_year(first, school_year, step.year_offset)
    end = begin + (last < first)
    if begin == end:
        return f"{_span(NAMES[first], NAMES[last])} {begin}"
    return _span(f"{NAMES[first]} {begin}", f"{NAMES[last]} {end}")


def _span(first, last):
    if first == last:
        return str(first)
    return _("%(first)s bis %(last)s") % {"first": first, "last": last}


def school_year_on(day):
    """Return the school year of a date; August already counts to the next."""
    return day.year if day.month >= FIRST_MONTH - 1 else day.year - 1
