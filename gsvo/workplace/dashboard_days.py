"""What waits for G.I.B. about days of engagements, for start page and daily digest."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.bookings import SIGNING
from advisors.models import IncreaseRequest, TimeEntry
from gsvo.lib import dates, days
from gsvo.workplace.case_action import DAYS, page_of
from requests.models import SupportRequest

SHOWN = 8
ENTRIES_OF_ONE = 20  # that wait in one engagement, at most; of more others would be shown later


def days_asked():
    """Yield a line for each of the first engagements for which somebody asks for more days."""
    found = IncreaseRequest.objects.open().select_related("engagement__support_request__office")
    for row in found.order_by("pk")[:SHOWN]:  # as they were asked, along an index
        case = row.engagement.support_request
        yield {
            "mark": "heed",
            "url": page_of(case, DAYS)[0],
            "label": _("%(office)s: %(days)s mehr angefragt")
            % {"office": case.office, "days": days.as_words(row.quarters)},
            "note": _("%(number)s. Sagen Sie weitere Tage zu, oder lehnen Sie ab.") % {"number": case.number},
            "side": _since(row.asked_at),
        }


def unsigned():
    """Yield a line for each of the first engagements whose office has not countersigned for long."""
    waiting = TimeEntry.objects.overdue().values_list("engagement", "waiting_since")
    oldest: dict = {}  # of each engagement; the entries come in the order of an index: few are read of many
    for engagement, since in waiting[: SHOWN * ENTRIES_OF_ONE]:
        oldest.setdefault(engagement, since)
    cases = SupportRequest.objects.filter(engagement__in=oldest, state__in=SIGNING).select_related("office")
    found = [(oldest[case.of], case) for case in cases.annotate(of=F("engagement"))]
    for since, case in sorted(found, key=lambda row: row[0])[:SHOWN]:
        yield {
            "mark": "heed",
            "url": page_of(case, DAYS)[0],
            "label": _("%(office)s hat Zeiteinträge nicht gegengezeichnet") % {"office": case.office},
            "note": _("%(number)s. Sie können in Vertretung gegenzeichnen.") % {"number": case.number},
            "side": _since(since),
        }


def _since(moment):
    return _("seit %(day)s") % {"day": dates.short_day(timezone.localtime(moment))}
