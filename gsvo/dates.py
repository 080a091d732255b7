"""Spans of time in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def months(begin, end):
    """ "Februar bis Oktober 2027"; the year of the beginning only where it is another one."""
    if not (begin and end):
        return ""
    first = date_format(begin, "F" if begin.year == end.year else "F Y")
    last = date_format(end, "F Y")
    if (begin.year, begin.month) == (end.year, end.month):
        return last
    return _("%(first)s bis %(last)s") % {"first": first, "last": last}
