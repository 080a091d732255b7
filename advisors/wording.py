"""Facts about a request in words, for mails and pages alike."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def moment(when):
    """Freitag, 15. Januar 2027, 18 Uhr"""
    local = timezone.localtime(when)
    return f"{date_format(local, 'l, j. F Y')}, {date_format(local, 'G:i' if local.minute else 'G')} Uhr"


def span(support_request):
    """When the office wants to work: "Februar bis Oktober 2027"; nothing if it did not say."""
    begin, end = support_request.period_from, support_request.period_to
    if not (begin and end):
        return support_request.period_alternative
    if (begin.year, begin.month) == (end.year, end.month):
        return date_format(begin, "F Y")
    first = "F" if begin.year == end.year else "F Y"
    return _("%(begin)s bis %(end)s") % {"begin": date_format(begin, first), "end": date_format(end, "F Y")}


def mode_of(record):
    """How a request or an advisor works: on site, online or both."""
    words = {"on_site": _("vor Ort"), "online": _("online"), "mixed": _("vor Ort und online")}
    return words.get(record.mode, "")
