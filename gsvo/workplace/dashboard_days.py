"""What waits for G.I.B. about days of engagements, for start page and daily digest."""

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.bookings import ENTERING
from advisors.models import IncreaseRequest, TimeEntry
from gsvo.lib import dates, days
from requests.models import SupportRequest

SHOWN = 8


def days_asked():
    """Yield a line for each of the first engagements for which somebody asks for more days."""
    found = IncreaseRequest.objects.open().select_related("engagement__support_request__office")
    for row in found.order_by("asked_at", "pk")[:SHOWN]:
        case = row.engagement.support_request
        yield {
            "mark": "heed",
            "url": reverse("admin:case", args=[case.oid]) + "#tage",
            "label": _("%(office)s: %(days)s mehr angefragt")
            % {"office": case.office, "days": days.as_words(row.quarters)},
            "note": _("%(number)s. Sagen Sie weitere Tage zu, oder lehnen Sie ab.") % {"number": case.number},
            "side": _since(row.asked_at),
        }


def unsigned():
    """Yield a line for each of the first engagements whose office has not countersigned for long."""
    waiting = TimeEntry.objects.overdue().order_by().values("engagement__support_request")
    since = dict(
        waiting.annotate(since=Min("waiting_since")).values_list("engagement__support_request", "since")
    )
    cases = SupportRequest.objects.filter(pk__in=since, state__in=ENTERING).select_related("office")
    for case in sorted(cases, key=lambda case: since[case.pk])[:SHOWN]:
        yield {
            "mark": "heed",
            "url": reverse("admin:case", args=[case.oid]) + "#tage",
            "label": _("%(office)s hat Zeiteinträge nicht gegengezeichnet") % {"office": case.office},
            "note": _("%(number)s. Sie können in Vertretung gegenzeichnen.") % {"number": case.number},
            "side": _since(since[case.pk]),
        }


def _since(moment):
    return _("seit %(day)s") % {"day": dates.short_day(timezone.localtime(moment))}
