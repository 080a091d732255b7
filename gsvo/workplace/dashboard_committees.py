"""Lines on the start page about engagements of which the committee has heard nothing for three months."""

from django.utils.translation import gettext as _

from advisors.committee_contact import quiet_day, quiet_engagements
from gsvo.lib import dates
from gsvo.workplace.case_action import COMMITTEE, page_of

SHOWN = 8


def quiet_committees(today):
    """Yield a line for each of the first of them."""
    for row in quiet_engagements(today).select_related("support_request__office")[:SHOWN]:
        case = row.support_request
        yield {
            "mark": "heed",
            "url": page_of(case, COMMITTEE)[0],
            "label": _("Drei Monate nichts vom Gremium: %(office)s") % {"office": case.office},
            "note": _("%(number)s. Fragen Sie nach, ob das Gremium noch dabei ist.")
            % {"number": case.number},
            "side": _("seit %(day)s") % {"day": dates.short_day(quiet_day(row, today))},
        }
