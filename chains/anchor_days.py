"""Days such as Easter that a step begins after or ends by: their dates, and how people say them."""

import datetime as dt

from dateutil.easter import easter
from django.utils.translation import gettext as _

from chains.models import AnchorDay
from gsvo.lib import dates

DAY = dt.timedelta(days=1)
MOVABLE = (AnchorDay.BEFORE_EASTER, AnchorDay.AFTER_EASTER, AnchorDay.AFTER_PENTECOST)


def anchor_date(anchor_day: str, school_year: int) -> dt.date | None:
    """Return the date of a day that a step is tied to, in the school year that begins in that August."""
    if not anchor_day:
        return None
    spring = easter(school_year + 1)
    return {
        AnchorDay.AFTER_START: dt.date(school_year, 8, 1),
        AnchorDay.AFTER_HALF_YEAR: dt.date(school_year + 1, 2, 1),
        AnchorDay.BEFORE_EASTER: spring - 3 * DAY,  # Good Friday is off
        AnchorDay.AFTER_EASTER: spring + 2 * DAY,  # and so is Monday
        AnchorDay.BY_MAY: dt.date(school_year + 1, 5, 31),
        AnchorDay.AFTER_PENTECOST: spring + 51 * DAY,
        AnchorDay.BY_END: dt.date(school_year + 1, 7, 31),
    }[AnchorDay(anchor_day)]


def anchor_in_words(anchor_day: str, school_year: int | None) -> str:
    """Return "nach Ostern (30. März 2027)"; without a school year, or with a fixed day, the day alone."""
    if not anchor_day:
        return ""
    label = str(AnchorDay(anchor_day).label)
    if school_year is None or anchor_day not in MOVABLE:
        return label
    return _("%(label)s (%(day)s)") % {"label": label, "day": dates.day(anchor_date(anchor_day, school_year))}
