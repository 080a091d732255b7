"""Lines about funding periods, for start page and daily digest."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.lib import dates
from requests.models import FundingPeriod

SOON = dt.timedelta(days=28)


def periods(today):
    """Yield lines about funding periods that end soon, or that there is none."""
    open_now = FundingPeriod.objects.open(today)
    if not open_now:
        yield {
            "mark": "heed",
            "url": reverse("admin:requests_fundingperiod_changelist"),
            "label": _("Kein Förderzeitraum ist offen"),
            "note": _("Anfragen lassen sich zurzeit nicht einreichen."),
            "side": "",
        }
    for period in open_now:
        if period.submission_until <= today + SOON:
            yield {
                "mark": "heed",
                "url": reverse("admin:requests_fundingperiod_change", args=[period.pk]),
                "label": _("Bald letzter Tag für Anfragen"),
                "note": _("%(period)s, noch %(days)s frei") % {"period": period, "days": period.free_days},
                "side": dates.short_day(period.submission_until),
            }
