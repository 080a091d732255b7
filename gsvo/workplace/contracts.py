"""Lines about contracts that are missing, for G.I.B.'s start page and daily list."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from advisors.owed_items import without_contract
from gsvo.lib import dates
from gsvo.lib.workdays import local_date
from gsvo.workplace.case_action import PAPERS, page_of

SHOWN = 8
AHEAD = dt.timedelta(days=7)


def missing(today):
    """Yield a line for each of the first engagements whose contract is due within a week, or was."""
    found = without_contract(today + AHEAD).select_related("engagement__support_request__office", "advisor")
    for row in found[:SHOWN]:
        case = row.engagement.support_request
        due_on = local_date(row.began_at) + dt.timedelta(days=settings.CONTRACT_WITHIN_DAYS)
        yield {
            "mark": "bad" if due_on < today else "heed",
            "url": page_of(case, PAPERS)[0],
            "label": _("Vertrag mit %(advisor)s fehlt noch") % {"advisor": row.advisor},
            "note": f"{case.office}, {case.number}",
            "side": _("bis %(day)s") % {"day": dates.short_day(due_on)},
        }
