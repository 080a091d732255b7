"""Format days and moments, in the reader's language and Europe/Berlin."""

import datetime as dt
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def day(value: dt.date | str | None) -> str:
    """Return "15. Januar 2027"; "" for None."""
    return _formatted(value, "DATE_FORMAT") if value else ""


def weekday(value: dt.date | str | None) -> str:
    """Return "Freitag, 15. Januar 2027"; "" for None."""
    return f"{_formatted(value, 'l')}, {day(value)}" if value else ""


def short_day(value: dt.date | str | None) -> str:
    """Return "15. Januar"; "" for None."""
    return _formatted(value, "MONTH_DAY_FORMAT") if value else ""


def brief_day(value: dt.date | str | None) -> str:
    """Return "15. Jan."; "" for None."""
    return _formatted(value, pgettext("format of a day, short", "j. N")) if value else ""


def short_moment(value: dt.date | str | None) -> str:
    """Return "12. November, 09:05"; "" for None."""
    return f"{short_day(value)}, {_local(value):%H:%M}" if value else ""


def moment(value: dt.datetime) -> str:
    """Return "Freitag, 15. Januar 2027, 18 Uhr"."""
    local = timezone.localtime(value)
    time = date_format(local, "G:i" if local.minute else pgettext("format of a full hour", "G"))
    return _("%(day)s, %(time)s Uhr") % {"day": weekday(value), "time": time}


def months(begin: dt.date | None, end: dt.date | None) -> str:
    """Return "Februar bis Oktober 2027", with the first year only where it is another one."""
    if not (begin and end):
        return ""
    first = date_format(begin, "F" if begin.year == end.year else "F Y")
    last = date_format(end, "F Y")
    if (begin.year, begin.month) == (end.year, end.month):
        return last
    return _("%(first)s bis %(last)s") % {"first": first, "last": last}


def _formatted(value: dt.date | str, form: str) -> str:
    local = _local(value)
    return _in_language(get_language(), local.date() if isinstance(local, dt.datetime) else local, form)


@lru_cache(maxsize=4096)
def _in_language(language: str | None, value: dt.date, form: str) -> str:
    """Return a day in the language that is active, which is named so that each has its own. A page says the
    same days again and again.
    """
    return date_format(value, form)


def _local(value: dt.date | str) -> dt.date:
    """Return a date or local moment from a date, a moment or their ISO strings, as events keep them."""
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value) if "T" in value else dt.date.fromisoformat(value)
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
